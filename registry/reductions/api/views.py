"""Reports in public, and the way to their result for who sees the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ApiView, PublicView, ReadOnlyViewSet
from governance.identity.api.throttling import CallerThrottle, CostlyThrottle
from governance.rulebook.models import Programme
from registry.casework.api.reach import reach_of
from registry.casework.selectors.visible import not_refused_unseen
from registry.reductions.api.serializers import ReportSerializer, RevisionSerializer
from registry.reductions.kind import REPORT
from registry.reductions.models import CalculationRevision, Report, State

PUBLIC = sorted(REPORT.public)
_UNREAD = ("trace", "factors", "conditions")


class ReportFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), label="机制 / programme"
    )
    project = django_filters.UUIDFilter(field_name="subject", label="项目标识 / project")
    state = django_filters.ChoiceFilter(
        choices=[(each, State(each).label) for each in PUBLIC], label="状态 / state"
    )


@extend_schema(tags=["disclosure"])
@extend_schema_view(
    list=extend_schema(summary="减排量核算报告 / Reduction reports"),
    retrieve=extend_schema(summary="一份核算报告 / One report"),
)
class ReportViewSet(PublicView, ReadOnlyViewSet):
    """From their public notice on. The newest first."""

    queryset = (
        Report.objects.filter(not_refused_unseen(), state__in=PUBLIC)
        .select_related(
            "subject", "issued_batch", "applied_revision__methodology__methodology"
        )
        .defer(*(f"applied_revision__{name}" for name in _UNREAD))
        .defer("applied_revision__methodology__definition")
    )  # fmt: skip
    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    ordering = "-uuid"
    lookup_field = "uuid"
    lookup_value_converter = "uuid"


class CalculationView(ApiView):
    """The calculation applied for with its whole trace: for who sees the case, as the 计算书 is."""

    throttle_classes = [CallerThrottle, CostlyThrottle]

    @extend_schema(
        operation_id="reports_calculation",
        tags=["cases"],
        summary="申请采用的核算及其过程 / The calculation applied for",
        parameters=[OpenApiParameter("uuid", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        responses=RevisionSerializer,
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(RevisionSerializer(_applied(request, uuid)).data)


def _applied(request: Request, uuid: UUID) -> CalculationRevision:
    """404 for a program, and for whoever does not see the case."""
    reach = reach_of(request)
    if not reach.inside or reach.case(uuid).kind != REPORT.code:
        raise Http404
    rows: Any = CalculationRevision.objects.select_related("data", "methodology__methodology")
    found: CalculationRevision | None = rows.filter(
        pk__in=Report.objects.filter(pk=uuid).values("applied_revision")
    ).first()
    if found is None:
        raise Http404
    return found
