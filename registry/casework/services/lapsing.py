"""What runs out: cases whose correction is overdue lapse, by a daily command."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role
from registry.casework.errors import CaseCode
from registry.casework.kinds import all_kinds
from registry.casework.services.corrections import overdue
from registry.casework.services.taking import take

STEP = "lapse"
# What says that somebody was quicker: it was answered, or withdrawn, meanwhile.
MEANWHILE = (CaseCode.STATE_REFUSED, CaseCode.CORRECTION_NOT_OVERDUE)


def lapse_due(*, actor: Actor, reason: str) -> list[Any]:
    """Take the step ``lapse`` in every case of a kind that has it, where a correction is overdue
    (R-CORRECTION-01); each in its own transaction. Raises ``forbidden``, ``reason_missing``."""
    require(actor, Role.OPERATOR, act="办件到期处理", act_en="lapse cases")
    reason = require_reason(reason)
    kinds = [kind.code for kind in all_kinds() if STEP in kind.steps]
    due = overdue().filter(case__kind__in=kinds).order_by("due_on", "pk")
    found = [_lapse(actor, case, reason) for case in due.values_list("case_id", flat=True)]
    return [case for case in found if case is not None]


def _lapse(actor: Actor, case: Any, reason: str) -> Any:
    try:
        with transaction.atomic():
            return take(actor=actor, case=case, step=STEP, reason=reason)
    except CodedError as refusal:
        if refusal.kind not in MEANWHILE:
            raise
        return None
