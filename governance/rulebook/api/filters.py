"""What lists of the rulebook can be narrowed by."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from core import clock
from governance.rulebook.models import Programme, RuleParameter
from governance.rulebook.selectors import values_on


class ProgrammeFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=Programme.Status.choices, label="状态 / status")


class RuleParameterFilter(django_filters.FilterSet):
    rule = django_filters.CharFilter(label="规则编号 / rule id")
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(),
        method="kept",
        label="对该机制有效的：其自己的数值优先于通用的 / those that bind it, its own before common ones",
    )
    verified = django_filters.BooleanFilter(label="是否核对过原文 / read at its source")
    on = django_filters.DateFilter(
        method="kept", label="哪一天有效，默认今天 / in force that day, today by default"
    )

    def kept(
        self, rows: QuerySet[RuleParameter], name: str, value: object
    ) -> QuerySet[RuleParameter]:
        """Programme and day belong together: :meth:`filter_queryset` asks with both."""
        return rows

    def filter_queryset(self, queryset: QuerySet[RuleParameter]) -> QuerySet[RuleParameter]:
        asked = self.form.cleaned_data
        programme = asked["programme"].code if asked["programme"] else ""
        return super().filter_queryset(values_on(asked["on"] or clock.today(), programme))
