"""Reads of the rulebook: which value of a rule is in force for a programme on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.errors import CodedError
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import RuleParameter


def value_on(
    rule: str, name: str, programme: str, on: dt.date
) -> bool | int | Decimal | dt.date | str:
    """The value of ``name`` of ``rule`` for programme code ``programme`` on day ``on``.

    A value of the programme itself goes before one for all programmes. Raises
    ``rule_value_missing``: a rule without a number is never silently off.
    """
    parameter = (
        _in_force(RuleParameter.objects.all(), on)
        .filter(Q(programme_id=programme) | Q(programme_id=None), rule=rule, name=name)
        .order_by(F("programme_id").asc(nulls_last=True))
        .first()
    )
    if parameter is None:
        raise CodedError(
            RulebookCode.RULE_VALUE_MISSING,
            rule_id=rule,
            name=name,
            programme=programme,
            on=on.isoformat(),
        )
    return parameter.typed()


def values_on(on: dt.date, programme: str = "") -> QuerySet[RuleParameter]:
    """Every value in force on ``on``; with a programme those that bind it, its own before common ones."""
    rows = _in_force(RuleParameter.objects.all(), on)
    if not programme:
        return rows
    own = rows.filter(programme_id=programme, rule=OuterRef("rule"), name=OuterRef("name"))
    return rows.filter(Q(programme_id=programme) | Q(programme_id=None) & ~Exists(own))


def _in_force(rows: QuerySet[RuleParameter], on: dt.date) -> QuerySet[RuleParameter]:
    ended = Q(effective_to=None) | Q(effective_to__gte=on)
    return rows.filter(ended, effective_from__lte=on)
