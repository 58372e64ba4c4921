"""Registered projects in public. What is applied for and not registered is a case (``/cases``)."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from core.api.views import PublicView, ReadOnlyViewSet
from governance.rulebook.models import Programme
from methodologies.definition import PRODUCT_CLASSES
from registry.organisations.models import District
from registry.projects.models import Project, State

EVER_REGISTERED = (State.REGISTERED, State.DEREGISTERED)


class ProjectSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(help_text="也是 /cases 中的标识 / its case's too")
    code = serializers.CharField(help_text="项目代码，见于序列号 / stands in serials")
    name = serializers.CharField(source="title")
    programme = serializers.CharField(source="programme_id")
    owner = serializers.CharField(source="applicant.name_zh", help_text="项目业主")
    methodology = serializers.CharField(
        source="methodology.full_code", help_text="方法学代码与版本 / code and version"
    )
    product_class = serializers.CharField()
    district = serializers.CharField(source="district_id", allow_null=True, help_text="区县代码")
    crediting_from = serializers.DateField(allow_null=True, help_text="计入期，首末日计入")
    crediting_to = serializers.DateField(allow_null=True)
    expected_t = serializers.IntegerField(allow_null=True, help_text="预计年减排量 / a year")
    registered_on = serializers.DateField(allow_null=True)
    state = serializers.CharField(help_text="registered, deregistered")


class ProjectFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), label="机制 / programme"
    )
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.all(), label="区县代码 / code of a district"
    )
    methodology = django_filters.CharFilter(
        method="of_methodology", max_length=60, label="方法学代码与版本 / code and version"
    )
    product_class = django_filters.ChoiceFilter(
        choices=[(each, each) for each in PRODUCT_CLASSES], label="产品类别 / product class"
    )
    state = django_filters.ChoiceFilter(
        choices=[(each.value, each.label) for each in EVER_REGISTERED], label="状态 / state"
    )

    def of_methodology(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        full = Concat("methodology__methodology__code", Value("-"), "methodology__version_code")
        return rows.alias(full_code=full).filter(full_code=value)


@extend_schema(tags=["disclosure"])
@extend_schema_view(
    list=extend_schema(summary="已登记项目 / Registered projects"),
    retrieve=extend_schema(summary="一个已登记项目 / One registered project"),
)
class ProjectViewSet(PublicView, ReadOnlyViewSet):
    """Those whose registration was ended stay listed, and say so. The newest application first."""

    queryset = Project.objects.filter(state__in=EVER_REGISTERED).select_related(
        "applicant", "methodology__methodology"
    )
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    ordering = "-uuid"
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
