"""How cases are told in lists, and what happened in them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from registry.casework.models import Case
from registry.casework.selectors.naming import kind_name, state_name

INSIDE = ("handler", "version")


class ApplicantSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    uscc = serializers.CharField(help_text="统一社会信用代码")
    name = serializers.CharField(source="name_zh")


class CaseSerializer(serializers.Serializer[Any]):
    """``handler`` and ``version`` are told to those only who take part or work on it."""

    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    kind_zh = serializers.SerializerMethodField()
    number = serializers.CharField(allow_null=True, help_text="草稿没有编号 / null for a draft")
    title = serializers.CharField()
    programme = serializers.CharField(source="programme_id")
    district = serializers.CharField(source="district_id", allow_null=True, help_text="区县代码")
    applicant = ApplicantSerializer()
    state = serializers.CharField()
    state_zh = serializers.SerializerMethodField()
    since = serializers.DateTimeField(help_text="进入现状态的时间 / when this state began")
    due_on = serializers.DateField(allow_null=True)
    provisional = serializers.BooleanField(
        source="due_provisional", help_text="期限落在尚未公布放假安排的年份，暂定"
    )
    handler = serializers.SerializerMethodField(
        allow_null=True, required=False, help_text="承办人；不对外"
    )
    version = serializers.IntegerField(required=False, help_text="已办步骤数；不对外")

    def get_kind_zh(self, case: Case) -> str:
        return kind_name(case.kind)

    def get_state_zh(self, case: Case) -> str:
        return state_name(case.kind, case.state)

    def get_handler(self, case: Case) -> str | None:
        return case.handler.get_full_name() if case.handler else None

    def to_representation(self, case: Any) -> dict[str, Any]:
        found = super().to_representation(case)
        return found if case.insider else {k: v for k, v in found.items() if k not in INSIDE}


class NamedValueSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.CharField()


class EventSerializer(serializers.Serializer[Any]):
    """``opinion``: ``reason`` is an opinion or a conclusion. Experts are unnamed but to the bureau."""

    at = serializers.DateTimeField()
    step = serializers.CharField()
    step_zh = serializers.CharField(source="line.step")
    source = serializers.CharField(help_text="原状态 / state before")  # type: ignore[assignment]
    target = serializers.CharField(help_text="现状态 / state after")
    party = serializers.CharField()
    party_zh = serializers.CharField(source="line.party")
    actor = serializers.CharField(source="shown")
    organisation = serializers.CharField()
    reason = serializers.CharField()
    opinion = serializers.BooleanField(source="line.opinion")
    details = NamedValueSerializer(many=True)
