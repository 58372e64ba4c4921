"""The list of accreditations in public, with scope and expiry."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from core import clock
from core.api.views import ListOnlyViewSet, PublicView
from registry.organisations.models import Kind, Status
from registry.vvb.models import Accreditation
from registry.vvb.models.accreditation import SCOPES


class AccreditationSerializer(serializers.Serializer[Any]):
    """``in_force`` today: neither expired nor suspended, the organisation active."""

    organisation = serializers.CharField(source="organisation.name_zh")
    uscc = serializers.CharField(source="organisation.uscc", help_text="统一社会信用代码")
    scopes = serializers.ListField(child=serializers.CharField(), help_text="产品类别")
    document = serializers.CharField(help_text="批准文号")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(help_text="末日，计入 / last day, counted")
    suspended = serializers.SerializerMethodField()
    in_force = serializers.SerializerMethodField()

    def get_suspended(self, row: Accreditation) -> bool:
        return bool(row.suspended)

    def get_in_force(self, row: Accreditation) -> bool:
        active = row.organisation.status == Status.ACTIVE and not row.suspended
        return active and row.valid_from <= clock.today() <= row.valid_to


class AccreditationFilter(django_filters.FilterSet):
    scope = django_filters.ChoiceFilter(choices=SCOPES, method="of_scope", label="业务范围 / scope")
    on = django_filters.DateFilter(method="of_day", label="该日有效的 / in force on this day")

    def of_scope(
        self, rows: QuerySet[Accreditation], name: str, value: str
    ) -> QuerySet[Accreditation]:
        return rows.filter(scopes__contains=[value])

    def of_day(
        self, rows: QuerySet[Accreditation], name: str, value: dt.date
    ) -> QuerySet[Accreditation]:
        return rows.filter(
            valid_from__lte=value, valid_to__gte=value, suspended="",
            organisation__status=Status.ACTIVE,
        )  # fmt: skip


@extend_schema(tags=["disclosure"])
@extend_schema_view(list=extend_schema(summary="审定与核查机构 / Accredited bodies"))
class AccreditationViewSet(PublicView, ListOnlyViewSet):
    """In the order in which they were entered; expired and suspended ones too."""

    queryset = Accreditation.objects.filter(
        organisation__kinds__contains=[Kind.VERIFIER]
    ).select_related("organisation")
    serializer_class = AccreditationSerializer
    filterset_class = AccreditationFilter
    ordering = "pk"
