"""Views of the rulebook. Public: rules that bind everybody are no secret."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import ListOnlyViewSet, PublicView, ReadOnlyViewSet
from governance.rulebook.api.filters import ProgrammeFilter, RuleParameterFilter
from governance.rulebook.api.serializers import (
    DeadlineQuery,
    DeadlineSerializer,
    ProgrammeSerializer,
    RuleParameterSerializer,
)
from governance.rulebook.calendar.deadlines import working_days
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.models import Programme, RuleParameter


@extend_schema(tags=["rulebook"])
@extend_schema_view(
    list=extend_schema(summary="机制列表 / Programmes"),
    retrieve=extend_schema(summary="一个机制 / One programme"),
)
class ProgrammeViewSet(PublicView, ReadOnlyViewSet):
    """Programmes under which units are issued, imported ones included."""

    queryset = Programme.objects.all()
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter
    ordering = "code"
    lookup_value_regex = "[A-Z]{2,10}"


@extend_schema(tags=["rulebook"])
@extend_schema_view(list=extend_schema(summary="有效的规则参数 / Values of rules in force"))
class RuleParameterViewSet(PublicView, ListOnlyViewSet):
    """Each number with its legal source, and whether it was read there for that programme."""

    serializer_class = RuleParameterSerializer
    filterset_class = RuleParameterFilter
    ordering = "pk"

    def get_queryset(self) -> QuerySet[RuleParameter]:
        return RuleParameter.objects.all()


class DeadlineView(PublicView):
    """The last of so many working days; both end days count."""

    parameters = frozenset({"from", "days", "rule", "programme"})
    refuses = (422,)

    @extend_schema(
        tags=["rulebook"],
        summary="工作日期限 / A deadline in working days",
        parameters=[DeadlineQuery],
        responses=DeadlineSerializer,
    )
    def get(self, request: Request) -> Response:
        query = DeadlineQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = {"days": None, "rule": None, "programme": None} | query.validated_data
        if asked["days"] is None:
            asked["days"] = working_days(asked["rule"], asked["programme"], asked["first_day"])
        found = work_calendar().deadline(asked["first_day"], asked["days"])
        asked |= {"on": found.on, "provisional": found.provisional}
        return Response(DeadlineSerializer(asked).data)
