"""Changing the number of a rule: a new value from a day on, with its legal source, by two persons.

The old value stays and ends the day before, so that what was decided by it remains explicable.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason, require_second
from governance.identity.roles import Role
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import RuleParameter

DECIDERS = (Role.CHECKER, Role.APPROVER)
WORDS = {"act": "变更规则参数", "act_en": "change a rule parameter"}


@transaction.atomic
def change_parameter(
    *,
    actor: Actor,
    rule: str,
    name: str,
    programme: str,
    value: str,
    legal_source: str,
    effective_from: dt.date,
    reason: str,
    clause: str = "",
    verified: bool = False,
) -> RuleParameter:
    """``value`` of parameter ``name`` of ``rule`` for ``programme`` (empty: for those without a value
    of their own) from ``effective_from`` on; type and unit are those of the parameter.

    Raises ``forbidden``, ``second_person_needed``, ``reason_missing``, ``parameter_unknown``,
    ``parameter_value``, ``parameter_source``, ``parameter_backdated``, ``parameter_later``.
    """
    require(actor, *DECIDERS, programme=programme, **WORDS)
    require_second(actor, **WORDS)
    require_reason(reason)
    # The rows of the parameter are the lock: two changes at once come one after the other.
    rows = list(
        RuleParameter.objects.select_for_update().filter(rule=rule, name=name).order_by("pk")
    )
    if not rows:
        raise CodedError(RulebookCode.PARAMETER_UNKNOWN, rule_id=rule, name=name)
    if effective_from < clock.today():
        raise CodedError(RulebookCode.PARAMETER_BACKDATED, day=effective_from.isoformat())
    if not legal_source.strip():
        raise CodedError(RulebookCode.PARAMETER_SOURCE)
    _end_before(rule, name, programme, effective_from)
    parameter = RuleParameter(
        rule=rule,
        name=name,
        programme_id=programme or None,
        value=value.strip(),
        type=rows[0].type,
        unit=rows[0].unit,
        legal_source=legal_source.strip(),
        clause=clause.strip(),
        verified=verified,
        effective_from=effective_from,
    )
    _check_value(parameter)
    parameter.save(force_insert=True)
    return parameter


def _end_before(rule: str, name: str, programme: str, day: dt.date) -> None:
    """The value in force on ``day`` ends the day before; one that begins later is in the way."""
    scope = Q(programme_id=programme) if programme else Q(programme_id=None)
    found = RuleParameter.objects.filter(scope, rule=rule, name=name)
    later = found.filter(effective_from__gte=day).order_by("effective_from").first()
    if later is not None:
        raise CodedError(
            RulebookCode.PARAMETER_LATER, value=later.value, day=later.effective_from.isoformat()
        )
    found.filter(Q(effective_to=None) | Q(effective_to__gte=day)).update(
        effective_to=day - dt.timedelta(days=1)
    )


def _check_value(parameter: RuleParameter) -> None:
    try:
        parameter.typed()
    except (ValueError, KeyError, ArithmeticError):
        raise CodedError(
            RulebookCode.PARAMETER_VALUE,
            value=parameter.value,
            type=parameter.get_type_display(),
            type_code=parameter.type,
        ) from None
