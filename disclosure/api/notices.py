"""公示 for programs: the public page's facts, comments with masked names once they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from core import clock
from core.api.views import PublicView, ReadOnlyViewSet
from disclosure import comments
from governance.rulebook.models import Programme
from registry.casework.api.filters import kinds
from registry.casework.models import Comment, Notice
from registry.casework.selectors import notices as selecting
from registry.casework.selectors.notices import ENDED, RUNNING, answered_comments


class NoticeSerializer(serializers.Serializer[Any]):
    """``case`` has an address of its own while its kind lays it open."""

    uuid = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField()
    kind = serializers.CharField(source="case.kind", help_text="办件类别 / kind of the case")
    case = serializers.UUIDField(source="case_id")
    number = serializers.CharField(source="case.number", allow_null=True)
    programme = serializers.CharField(source="case.programme_id")
    applicant = serializers.CharField(source="case.applicant.name_zh")
    opens_on = serializers.DateField()
    closes_on = serializers.DateField(help_text="末日，计入 / last day, counted")
    provisional = serializers.BooleanField(help_text="末日暂定 / last day provisional")
    running = serializers.SerializerMethodField()
    broken_off = serializers.SerializerMethodField(help_text="提前终止 / ended early")

    def get_running(self, notice: Notice) -> bool:
        return selecting.is_running(notice, clock.today())

    def get_broken_off(self, notice: Notice) -> bool:
        return selecting.broken_off(notice)


class CommentSerializer(serializers.Serializer[Any]):
    name = serializers.SerializerMethodField(help_text="只留第一个字 / masked")
    text = serializers.CharField()
    received_at = serializers.DateTimeField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField()

    def get_name(self, comment: Comment) -> str:
        return comments.masked(comment.name)


class NoticeDetailSerializer(NoticeSerializer):
    comments = CommentSerializer(many=True, source="answered")
    waiting = serializers.IntegerField(help_text="待答复意见数 / comments not answered yet")


class NoticeFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=[(RUNNING, "正在公示"), (ENDED, "已结束")],
        method="of_status",
        label="状态 / status",
    )
    kind = django_filters.ChoiceFilter(
        choices=kinds, field_name="case__kind", label="办件类别 / kind of the case"
    )
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), field_name="case__programme", label="机制 / programme"
    )

    def of_status(self, rows: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        found = selecting.notices(value, clock.today()).order_by()
        return rows.filter(pk__in=found.values("pk"))


@extend_schema(tags=["disclosure"])
@extend_schema_view(
    list=extend_schema(summary="公示 / Public notices"),
    retrieve=extend_schema(summary="一项公示及意见与答复 / One notice with its comments"),
)
class NoticeViewSet(PublicView, ReadOnlyViewSet):
    """The newest first."""

    queryset = Notice.objects.select_related("case__applicant")
    filterset_class = NoticeFilter
    ordering = "-uuid"
    lookup_field = "uuid"
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_serializer_class(self) -> Any:
        return NoticeDetailSerializer if self.action == "retrieve" else NoticeSerializer

    def dress(self, rows: Sequence[Any]) -> None:
        if self.action == "retrieve":
            for row in rows:
                row.answered = answered_comments(row)
                row.waiting = row.comments.filter(answered_at=None).count()
