"""Approving and refusing: by another person with the right role, once, in one transaction with the
act itself. What the act refuses leaves the proposal pending.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.audit.approvals import standing
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.kinds import ApprovalKind, Once, kind_of
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.standing import Capacity
from governance.identity.actor import Actor
from governance.identity.rights import require_reason


@transaction.atomic
def approve(*, actor: Actor, approval: UUID, reason: str) -> Approval:
    """Do what was proposed. Raises ``approval_unknown``, ``forbidden``, ``own_proposal``,
    ``same_side``, ``approval_decided``, ``approval_overdue``, ``reason_missing``, and what the act
    itself refuses: then nothing changed and the proposal still waits.
    """
    row, kind, held = _to_decide(actor, approval, "通过", "approve")
    reason = require_reason(reason)
    result = kind.execute(row.payload, standing.as_second(actor, held, row), row)
    row = end(row, actor, Status.APPROVED, reason, held, result)
    row.once = result.secret if isinstance(result, Once) else None
    return row


@transaction.atomic
def refuse(*, actor: Actor, approval: UUID, reason: str) -> Approval:
    """Turn the proposal down, with a reason the proposer can act on. Raises as :func:`approve`."""
    row, _, held = _to_decide(actor, approval, "驳回", "refuse")
    return end(row, actor, Status.REFUSED, require_reason(reason), held)


def obstacle(actor: Actor, row: Approval) -> CodedError | None:
    """Why this person cannot decide on this proposal now; None when they can. For pages."""
    kind = kind_of(row.kind)
    if (error := standing.same_side(row, actor.user_id)) is not None:
        return error
    try:
        _refuse_ended(row)
        _capacity(actor, row, f"复核{kind.zh}", kind.en)
    except CodedError as error:
        return error
    return None


def _capacity(actor: Actor, row: Approval, zh: str, en: str) -> Capacity:
    """The capacity to decide: also whoever is stood in for must not be on the maker's side."""
    held = standing.required(actor, kind_of(row.kind).checker_roles, row.programme, zh, en)
    if held.for_id is not None and (error := standing.same_side(row, held.for_id)) is not None:
        raise error
    return held


def _to_decide(
    actor: Actor, uuid: UUID, zh: str, en: str
) -> tuple[Approval, ApprovalKind, Capacity]:
    row = locked(uuid)
    kind = kind_of(row.kind)
    if (error := standing.same_side(row, actor.user_id)) is not None:
        raise error
    held = _capacity(actor, row, f"{zh}{kind.zh}", f"{en}: {kind.en}")
    _refuse_ended(row)
    return row, kind, held


def _refuse_ended(row: Approval) -> None:
    refuse_decided(row)
    if row.overdue:
        raise CodedError(
            ApprovalCode.APPROVAL_OVERDUE,
            number=row.number,
            expired=f"{row.expires_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
        )


def refuse_decided(row: Approval) -> None:
    """Raise ``approval_decided`` unless the proposal is still pending."""
    if row.status != Status.PENDING:
        raise CodedError(
            ApprovalCode.APPROVAL_DECIDED,
            number=row.number,
            name=row.decider_name,
            status=row.get_status_display(),
            status_code=row.status,
        )


def locked(uuid: UUID) -> Approval:
    """The proposal, its row locked until commit; whoever comes second sees what the first decided."""
    row = Approval.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise CodedError(ApprovalCode.APPROVAL_UNKNOWN)
    return row


def end(
    row: Approval,
    actor: Actor,
    status: Status,
    reason: str,
    held: Capacity,
    result: dict[str, Any] | None = None,
) -> Approval:
    """Write the end of a proposal, the only change it ever sees."""
    row.status = status
    row.decider_id, row.decider_name, row.decider_ip = actor.user_id, actor.name, actor.ip
    row.decider_role = held.role
    row.decider_for_id, row.decider_for_name = held.for_id, held.for_name
    row.decided_at = clock.now()
    row.decision_reason = reason
    row.result = result
    row.save()
    return row
