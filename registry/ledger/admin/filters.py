"""Filters of the ledger's lists. None of them looks through a table to find its choices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.rulebook.models import Programme


def programme_name(code: str) -> str:
    """``北京碳普惠（BJ）``, or the code alone when the rulebook does not know it."""
    return str(Programme.objects.filter(code=code).first() or code)


class ProgrammeFilter(admin.SimpleListFilter):
    title = "机制"
    parameter_name = "programme"
    field = "programme"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.code, str(each)) for each in Programme.objects.order_by("code")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class DayFilter(admin.ListFilter):
    """Business dates from one day to another, both included; either may be left open."""

    title = "业务日期"
    template = "admin/ledger/day_filter.html"
    since, until = "since", "until"
    names = frozenset({since, until})

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.problem = ""
        self.days: dict[str, dt.date] = {}
        for name in (self.since, self.until):
            given = params.pop(name, [""])[-1]
            if given:
                self.used_parameters[name] = given
                self._read(name, given)

    def _read(self, name: str, given: str) -> None:
        try:
            self.days[name] = dt.date.fromisoformat(given)
        except ValueError:
            self.problem = "日期应写作 2026-03-02 的样子，请改正。"

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [self.since, self.until]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        others = {k: v[-1] for k, v in changelist.filter_params.items() if k not in self.names}
        others.pop("before", None)
        yield {
            "selected": bool(self.used_parameters),
            "display": " 至 ".join(
                self.used_parameters.get(n, "") for n in (self.since, self.until)
            ),
            "query_string": changelist.get_query_string(remove=[self.since, self.until]),
            "others": others.items(),
            "since_name": self.since,
            "until_name": self.until,
            "since": self.used_parameters.get(self.since, ""),
            "until": self.used_parameters.get(self.until, ""),
            "problem": self.problem,
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.problem:
            return queryset.none()
        if self.since in self.days:
            queryset = queryset.filter(on_date__gte=self.days[self.since])
        if self.until in self.days:
            queryset = queryset.filter(on_date__lte=self.days[self.until])
        return queryset


class BatchProgrammeFilter(ProgrammeFilter):
    field = "batch__programme"
