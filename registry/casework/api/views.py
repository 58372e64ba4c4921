"""Views of cases. What a caller may not see is answered like what does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from core.api.views import ApiView, ListOnlyViewSet, ReadOnlyViewSet
from governance.identity.api.throttling import CallerThrottle, CostlyThrottle
from registry.casework.api.filters import CaseFilter
from registry.casework.api.papers import CaseDetailSerializer
from registry.casework.api.reach import reach_of
from registry.casework.api.serializers import CaseSerializer, EventSerializer
from registry.casework.api.showing import complete
from registry.casework.downloads import file_answer
from registry.casework.models import Case, Event
from registry.casework.selectors.naming import shown_actor
from registry.casework.selectors.record import line_of
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.told import read_by

CASE = OpenApiParameter("uuid", OpenApiTypes.UUID, OpenApiParameter.PATH, description="办件标识")


@extend_schema(tags=["cases"])
@extend_schema_view(
    list=extend_schema(summary="办件 / Cases"),
    retrieve=extend_schema(summary="一件办件的全部内容 / One case, whole", parameters=[CASE]),
)
class CaseViewSet(ReadOnlyViewSet):
    """Logged in: the cases that the pages show this person. Without a log-in, and for programs: those laid
    open, with public fields. The newest first."""

    permission_classes = [AllowAny]
    filterset_class = CaseFilter
    ordering = "-uuid"  # by its first digits, the time of creation
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_serializer_class(self) -> Any:
        return CaseDetailSerializer if self.action == "retrieve" else CaseSerializer

    def get_queryset(self) -> QuerySet[Case]:
        if getattr(self, "swagger_fake_view", False):
            return Case.objects.none()
        return reach_of(self.request).cases().select_related("applicant", "handler")

    def get_object(self) -> Case:
        found, standing = reach_of(self.request).met(self.kwargs["uuid"])
        complete(found, standing)
        return found

    def dress(self, rows: Sequence[Any]) -> None:
        inside = reach_of(self.request).inside
        for row in rows:
            row.insider = inside


class DocumentView(ApiView):
    """The document itself, to be saved; its SHA-256 stands beside it in the case."""

    permission_classes = [AllowAny]
    throttle_classes = [CallerThrottle, CostlyThrottle]

    @extend_schema(
        operation_id="cases_document",
        tags=["cases"],
        summary="下载材料 / A document",
        parameters=[CASE],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, uuid: UUID, document: UUID) -> FileResponse:
        return file_answer(reach_of(request).file(uuid, document), save=True)


@extend_schema_view(
    list=extend_schema(tags=["cases"], summary="办理记录 / What happened", parameters=[CASE])
)
class EventViewSet(ListOnlyViewSet):
    """The newest first. Those outside the bureau read what moved the case, what they did themselves and what
    they were told of."""

    serializer_class = EventSerializer
    filter_backends: list[Any] = []
    ordering = "-id"

    def get_queryset(self) -> QuerySet[Event]:
        if getattr(self, "swagger_fake_view", False):
            return Event.objects.none()
        reach = reach_of(self.request)
        if reach.actor is None:  # a program
            raise Http404
        case = reach.case(self.kwargs["uuid"])
        self.kind, self.parties = case.kind, standing_of(reach.actor, case).parties
        read = read_by(case.kind, self.parties, reach.actor.user_id)
        return Event.objects.filter(read, case_id=case.pk)

    def dress(self, rows: Sequence[Any]) -> None:
        for row in rows:
            row.line = line_of(self.kind, row)
            row.shown = shown_actor(row, self.parties)
            row.details = [{"name": name, "value": value} for name, value in row.line.details]
