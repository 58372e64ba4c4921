"""Filters beside the list of cases; every choice is one that the tables of kinds know."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from core import clock
from governance.audit.approvals.admin.lent import lent
from governance.identity.roles import Role
from governance.identity.web import request_actor
from governance.rulebook.models import Programme
from registry.casework.admin.access import calendar_of
from registry.casework.kinds import all_kinds
from registry.casework.selectors.desk import expert_cases, in_progress, staff_parties, turn_q
from registry.casework.selectors.due import soon_until
from registry.casework.selectors.naming import known_kinds
from registry.organisations.models import District

Choices = list[tuple[str, str]]


class CaseFilter(admin.SimpleListFilter):
    """One whose values are those of a column."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = {str(self.parameter_name): self.value()}
        return queryset.filter(**asked) if self.value() else queryset


class TurnFilter(admin.SimpleListFilter):
    title = "范围"
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("mine", "轮到我办理"), ("open", "在办"), ("over", "已办结")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "mine":
                return queryset.filter(whose_turn(request))
            case "open":
                return queryset.filter(in_progress())
            case "over":
                return queryset.exclude(in_progress())
        return queryset


class KindFilter(CaseFilter):
    title = "类别"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(kind.code, kind.zh) for kind in all_kinds()]


class StateFilter(CaseFilter):
    """The states of the kind that was chosen, or of all of them."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        chosen = known_kinds().get(request.GET.get("kind", ""))
        found: dict[str, dict[str, None]] = {}
        for kind in [chosen] if chosen else all_kinds():
            for state, label in kind.model.states().choices:
                if state not in kind.hidden:
                    found.setdefault(state, {})[str(label)] = None
        return [(state, "／".join(labels)) for state, labels in found.items()]


class ProgrammeFilter(CaseFilter):
    title = "机制"
    parameter_name = "programme"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(programmes(request).items())


class DistrictFilter(CaseFilter):
    title = "所在区县"
    template = "admin/casework/folded_filter.html"
    parameter_name = "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(
            District.objects.order_by("municipality", "code").values_list("code", "name_zh")
        )


class HandlerFilter(admin.SimpleListFilter):
    title = "承办人"
    parameter_name = "handler"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", "我承办的"), ("none", "未指定")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "me":
                return queryset.filter(handler_id=request_actor(request).user_id)
            case "none":
                return queryset.filter(in_progress(), handler=None)
        return queryset


class DueFilter(admin.SimpleListFilter):
    """``soon``: within three working days; ``week``: until Sunday. Overdue ones are apart."""

    title = "期限"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("late", "已逾期"),
            ("soon", "三个工作日内"),
            ("week", "本周内"),
            ("none", "没有期限"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = clock.today()
        match self.value():
            case "late":
                return queryset.filter(due_on__lt=today)
            case "soon":
                return queryset.filter(
                    due_on__range=(today, soon_until(calendar_of(request), today))
                )
            case "week":
                sunday = today + dt.timedelta(days=6 - today.weekday())
                return queryset.filter(due_on__range=(today, sunday))
            case "none":
                return queryset.filter(in_progress(), due_on=None)
        return queryset


def programmes(request: HttpRequest) -> dict[str, str]:
    """Names by code, read once a request."""
    kept: dict[str, str] | None = getattr(request, "_programmes", None)
    if kept is None:
        kept = dict(Programme.objects.order_by("pk").values_list("pk", "name_zh"))
        request._programmes = kept  # type: ignore[attr-defined]
    return kept


def whose_turn(request: HttpRequest) -> Q:
    """Cases whose move is this person's."""
    actor = request_actor(request)
    mine = turn_q(staff_parties(actor, programmes(request), lent(request)))
    return mine | Q(pk__in=expert_cases(actor).values("pk")) if actor.may(Role.EXPERT) else mine


FILTERS = (
    *(TurnFilter, KindFilter, StateFilter, DueFilter, HandlerFilter),
    *(ProgrammeFilter, DistrictFilter),
)
