"""Batches in public: the facts that stand on the page of any of their serials."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from core.api.views import PublicView, ReadOnlyViewSet
from governance.rulebook.models import Programme
from registry.ledger.api.filters import batch_named
from registry.ledger.models import Batch


class BatchSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="序列号中起止序号之前的部分 / what a serial begins with")
    serials = serializers.SerializerMethodField(help_text="全部序列号 / all of its serials")
    programme = serializers.CharField()
    methodology = serializers.CharField()
    project = serializers.CharField()
    vintage = serializers.IntegerField()
    issuance = serializers.IntegerField()
    quantity_t = serializers.IntegerField()
    period_from = serializers.DateField(allow_null=True, help_text="监测期 / monitoring period")
    period_to = serializers.DateField(allow_null=True)
    external_code = serializers.CharField(help_text="原登记编码 / code in the original registry")

    def get_serials(self, batch: Batch) -> str:
        return batch.serial(1, batch.quantity_t)


class BatchFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), method="of_programme", label="机制 / programme"
    )
    methodology = django_filters.CharFilter(label="方法学代码 / code of the methodology")
    project = django_filters.CharFilter(label="项目代码 / code of the project")
    vintage = django_filters.NumberFilter(
        label="年份 / vintage", min_value=1900, max_value=9999, decimal_places=0
    )

    def of_programme(
        self, rows: QuerySet[Batch], name: str, programme: Programme
    ) -> QuerySet[Batch]:
        return rows.filter(programme=programme.code)


@extend_schema(tags=["serials"])
@extend_schema_view(
    list=extend_schema(summary="批次 / Batches"),
    retrieve=extend_schema(summary="一个批次 / One batch"),
)
class BatchViewSet(PublicView, ReadOnlyViewSet):
    """Batches in the order in which they were entered."""

    queryset = Batch.objects.all()
    serializer_class = BatchSerializer
    filterset_class = BatchFilter
    ordering = "id"
    lookup_field = "code"
    lookup_value_regex = "[A-Z0-9._-]{1,120}"

    def get_object(self) -> Batch:
        batch = batch_named(self.kwargs["code"])
        if batch is None:
            raise Http404
        return batch
