"""How the interface describes itself: every operation with the problems it may answer with."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from core.api.problems import MEDIA_TYPE


class FaultSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(help_text="JSON 指针（RFC 6901），空为整体")
    code = serializers.CharField()
    detail = serializers.CharField()
    detail_en = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """``in`` is a word of Python."""
        return {"in": serializers.ChoiceField(["body", "query"]), **super().get_fields()}


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457, with a stable ``code``, the ``rule`` it rests on, and both languages."""

    type = serializers.CharField(help_text="问题类型 / URI reference of the type")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="哪里不对，下一步怎么办")
    detail_en = serializers.CharField(help_text="what is wrong and what to do next")
    code = serializers.CharField(help_text="稳定的代码，供程序判断 / stable, for programs")
    rule = serializers.CharField(allow_null=True, help_text="docs/rules.md")
    instance = serializers.CharField()
    request_id = serializers.CharField()
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment]


class ProblemSchema(AutoSchema):
    """Adds the problems that any operation may answer with; a view adds its own in ``refuses``."""

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        statuses = {400, 429, 500, *getattr(self.view, "refuses", ())}
        if self.get_auth():
            statuses.add(401)
        if "{" in self.path:
            statuses.add(404)
        for status in sorted(statuses):
            found.setdefault(
                str(status),
                self._get_response_for_code(
                    ProblemSerializer, str(status), [MEDIA_TYPE], direction
                ),
            )
        return found
