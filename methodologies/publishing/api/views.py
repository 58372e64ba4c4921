"""Published versions of programmes in public, each with its definition."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ListOnlyViewSet, PublicView
from governance.rulebook.models import Programme
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.selectors.published import EVER_PUBLISHED, ever_published


class PublishedSerializer(serializers.Serializer[Any]):
    """``sha256`` names the definition; its text stands at the version's own address."""

    uuid = serializers.UUIDField(help_text="也是 /cases 中的标识 / its case's too")
    programme = serializers.CharField(source="programme_id")
    code = serializers.CharField(source="methodology.code")
    version = serializers.CharField(source="version_code")
    name = serializers.CharField(source="methodology.name_zh")
    name_en = serializers.CharField(source="methodology.name_en")
    product_class = serializers.CharField(source="methodology.product_class")
    status = serializers.CharField(source="state", help_text="published, superseded, abolished")
    status_zh = serializers.CharField(source="state_zh")
    published_on = serializers.DateField()
    effective_from = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    sha256 = serializers.CharField(source="definition_sha256")


class PublishedDetailSerializer(PublishedSerializer):
    summary = serializers.CharField(help_text="适用范围与说明")
    transition = serializers.CharField(source="transition_zh", help_text="新旧版本衔接")
    definition = serializers.CharField(help_text="定义文本 / the definition")


class PublishedFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), label="机制 / programme"
    )
    code = django_filters.CharFilter(
        field_name="methodology__code", max_length=30, label="方法学代码 / code"
    )
    status = django_filters.ChoiceFilter(
        choices=[(each.value, each.label) for each in EVER_PUBLISHED], field_name="state",
        label="状态 / status",
    )  # fmt: skip


@extend_schema_view(
    list=extend_schema(tags=["methodologies"], summary="已发布的方法学 / Published methodologies")
)
class PublishedViewSet(PublicView, ListOnlyViewSet):
    """Every version that a programme published, also those superseded or abolished since. The latest
    applied for first."""

    serializer_class = PublishedSerializer
    filterset_class = PublishedFilter
    queryset = MethodologyVersion.objects.none()
    ordering = "-uuid"

    def get_queryset(self) -> QuerySet[MethodologyVersion]:
        return ever_published().defer("definition")


class PublishedDetail(PublicView):
    """One version, with the text of its definition."""

    @extend_schema(
        operation_id="methodologies_published_retrieve",
        tags=["methodologies"],
        summary="一个已发布的版本 / One published version",
        responses=PublishedDetailSerializer,
    )
    def get(self, request: Request, programme: str, code: str, version: str) -> Response:
        return Response(PublishedDetailSerializer(_version(programme, code, version)).data)


class PublishedDefinition(PublicView):
    """The file itself, byte for byte: its SHA-256 is the one told beside it."""

    @extend_schema(
        operation_id="methodologies_published_definition",
        tags=["methodologies"],
        summary="已发布版本的定义文本 / A published definition's text",
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, programme: str, code: str, version: str) -> HttpResponse:
        found = _version(programme, code, version)
        etag = f'"{found.definition_sha256}"'
        response = HttpResponse(found.definition, content_type="text/plain; charset=utf-8")
        response["ETag"] = etag
        response["Content-Disposition"] = f'inline; filename="{found.full_code}.toml"'
        asked: HttpRequest = request._request
        return get_conditional_response(asked, etag=etag, response=response) or response


def _version(programme: str, code: str, version: str) -> MethodologyVersion:
    found = ever_published().filter(
        programme=programme, methodology__code=code, version_code=version
    )
    shown = found.first()
    if shown is None:
        raise Http404
    return shown
