"""What lists of cases can be narrowed by."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from core import clock
from governance.rulebook.models import Programme
from registry.casework.api.reach import handled_by, reach_of
from registry.casework.kinds import all_kinds
from registry.casework.models import Case, Event
from registry.casework.selectors.search import cases_having
from registry.organisations.models import District

Choices = list[tuple[str, str]]
LONGEST = 100  # characters of a search


def kinds() -> Choices:
    return [(kind.code, kind.zh) for kind in all_kinds()]


def states() -> Choices:
    """Of all kinds, each once."""
    found = {str(s): str(label) for kind in all_kinds() for s, label in kind.model.states().choices}
    return list(found.items())


class CaseFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=kinds, label="类别 / kind")
    state = django_filters.ChoiceFilter(choices=states, label="状态 / state")
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), label="机制 / programme"
    )
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.all(), label="区县代码 / code of a district"
    )
    applicant = django_filters.CharFilter(
        method="of_applicant",
        max_length=36,
        label="申请单位的统一社会信用代码或编号 / USCC or uuid",
    )
    handler = django_filters.ChoiceFilter(
        choices=[("me", "本人承办的")], method="of_handler", label="承办人 / handler"
    )
    due_before = django_filters.DateFilter(
        field_name="due_on", lookup_expr="lt", label="期限早于该日 / due before this day"
    )
    overdue = django_filters.BooleanFilter(method="of_due", label="是否已逾期 / overdue")
    q = django_filters.CharFilter(
        method="of_words", max_length=LONGEST, label="编号、名称、申请单位中的词 / words"
    )
    changed_since = django_filters.IsoDateTimeFilter(
        method="of_change", label="该时刻以来有变动的 / changed since this moment"
    )

    def of_applicant(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        try:
            return rows.filter(applicant=UUID(value))
        except ValueError:
            return rows.filter(applicant__uscc=value.upper())

    def of_handler(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(handled_by(self._reach()))

    def of_due(self, rows: QuerySet[Case], name: str, value: bool) -> QuerySet[Case]:
        late = Q(due_on__isnull=False, due_on__lt=clock.today())
        return rows.filter(late) if value else rows.exclude(late)

    def of_words(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases_having(rows, value)

    def of_change(self, rows: QuerySet[Case], name: str, value: dt.datetime) -> QuerySet[Case]:
        """By any step for who sees the case; by its state for everybody else."""
        if not self._reach().inside:
            return rows.filter(since__gte=value)
        return rows.filter(Exists(Event.objects.filter(case_id=OuterRef("pk"), at__gte=value)))

    def _reach(self) -> Any:
        return reach_of(self.request)
