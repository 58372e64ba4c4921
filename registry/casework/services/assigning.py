"""Naming the person who handles cases (承办人): one or many at once, all of them or none.

A kind with a step ``assign`` of its own is asked for that step, with ``data["handler"]``; the others
are assigned here, with the same record.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from registry.casework.errors import CaseCode
from registry.casework.kinds import Step, Taking, kind_of
from registry.casework.parties import BUREAU
from registry.casework.selectors.handlers import handlers_for
from registry.casework.selectors.progress import is_closed
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.visible import may_see
from registry.casework.services.taking import allowed, keep, locked_case, take

LIMIT = 200
ASSIGN = Step("assign", "指定承办人", "assign a handler", parties=BUREAU, states=frozenset())


@transaction.atomic
def assign(*, actor: Actor, cases: Collection[UUID], handler: int | None, reason: str) -> int:
    """Give ``cases`` to the user ``handler``, or to nobody; how many changed. Those already in these
    hands are left alone.

    Raises ``too_many_cases``, ``handler_unfit`` (no staff role in the case's programme),
    ``case_unknown``, ``step_forbidden``, ``state_refused`` (closed), ``reason_missing``; then none
    is changed.
    """
    if len(cases) > LIMIT:
        raise CodedError(CaseCode.TOO_MANY_CASES, count=len(cases), limit=LIMIT)
    return sum(_assign(actor, uuid, handler, reason) for uuid in sorted(cases))


def _assign(actor: Actor, uuid: UUID, handler: int | None, reason: str) -> bool:
    case = locked_case(uuid)
    kind, standing = kind_of(case), standing_of(actor, case)
    if not may_see(kind, case, standing.parties):
        raise CodedError(CaseCode.CASE_UNKNOWN)
    step = kind.steps.get(ASSIGN.code, ASSIGN)
    party = allowed(step, case, standing)
    name = _name_of(handler, case)
    if case.handler_id == handler:
        return False
    if step is not ASSIGN:
        take(actor=actor, case=uuid, step=step.code, reason=reason, data={"handler": handler})
        return True
    if is_closed(kind, case.state):
        raise CodedError(
            CaseCode.STATE_REFUSED, case=str(case), state=case.state_zh, state_en=case.state,
            act=ASSIGN.zh, act_en=ASSIGN.en,
        )  # fmt: skip
    with recording(actor, reason) as told:
        case.handler_id = handler
        taking = Taking(case, ASSIGN, actor, party, told.reason, {}, case.state, {"handler": name})
        keep(taking, standing)
    return True


def _name_of(handler: int | None, case: Any) -> str:
    if handler is None:
        return ""
    found = handlers_for([case.programme_id]).filter(pk=handler).first()
    if found is None:
        raise CodedError(CaseCode.HANDLER_UNFIT, case=str(case), programme=case.programme_id)
    return found.get_full_name()
