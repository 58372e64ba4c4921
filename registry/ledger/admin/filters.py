"""Filters of the ledger's lists. None of them looks through a table to find its choices."""

from __future__ import annotations

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


class BatchProgrammeFilter(ProgrammeFilter):
    field = "batch__programme"
