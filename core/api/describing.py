"""The interface about itself: the schema, a page to try it on, and every problem it may answer with."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import PublicView
from core.errors import Sentence


class ProblemTypeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    status = serializers.IntegerField()
    rule = serializers.CharField(allow_null=True)
    detail = serializers.CharField(help_text="花括号处填入具体内容 / braces are filled in")
    detail_en = serializers.CharField()


class ProblemsView(PublicView):
    """Every code, with the sentences that a problem of it says."""

    kinds: tuple[type[Enum], ...] = ()

    @extend_schema(
        operation_id="problems",
        tags=["api"],
        summary="问题代码一览 / All problem codes",
        responses=ProblemTypeSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        found = {member.name.lower(): member.value for kind in self.kinds for member in kind}
        rows = [_described(code, sentence) for code, sentence in sorted(found.items())]
        return Response(ProblemTypeSerializer(rows, many=True).data)


def _described(code: str, sentence: Sentence) -> dict[str, Any]:
    return {
        "code": code,
        "status": sentence.status,
        "rule": sentence.rule,
        "detail": sentence.zh,
        "detail_en": sentence.en,
    }


class SchemaView(PublicView, SpectacularJSONAPIView):
    """OpenAPI 3, made once in each process: it changes only with the code."""

    cache_control = "public, max-age=300"
    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return Response(_schema(request.version))


class DocsView(PublicView, SpectacularSwaggerSplitView):
    """Swagger UI from our own files; its script is asked for separately, as the CSP wants."""

    url_name = "api:schema"
    template_name = "api/docs.html"
    parameters = frozenset({"script"})
    cache_control = "private, no-store"  # it holds a CSRF token
    schema = None


@cache
def _schema(version: str | None) -> Any:
    generator = SchemaView.generator_class(urlconf=None, api_version=version, patterns=None)
    return generator.get_schema(request=None, public=True)
