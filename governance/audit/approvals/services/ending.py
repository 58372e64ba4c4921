"""Proposals that end without a decision: withdrawn by whoever proposed them, or run out."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.services.deciding import end, locked, refuse_decided
from governance.audit.approvals.standing import Capacity
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role


@transaction.atomic
def withdraw(*, actor: Actor, approval: UUID, reason: str) -> Approval:
    """Take one's own proposal back. Raises ``not_the_proposer``, ``approval_decided``,
    ``reason_missing``."""
    row = locked(approval)
    if actor.user_id not in (row.maker_id, row.maker_for_id):
        raise CodedError(ApprovalCode.NOT_THE_PROPOSER, maker=row.maker_name)
    refuse_decided(row)
    return end(row, actor, Status.WITHDRAWN, require_reason(reason), Capacity(row.maker_role))


def expire_due(*, actor: Actor, reason: str) -> list[Approval]:
    """End every proposal whose term has passed; each in its own transaction. Raises ``forbidden``,
    ``reason_missing``."""
    require(actor, Role.OPERATOR, act="复核到期处理", act_en="expire approvals")
    reason = require_reason(reason)
    now = clock.now()
    due = Approval.objects.filter(status=Status.PENDING, expires_at__lt=now).order_by("uuid")
    found = [_expire(actor, uuid, reason) for uuid in due.values_list("uuid", flat=True)]
    return [row for row in found if row is not None]


@transaction.atomic
def _expire(actor: Actor, uuid: UUID, reason: str) -> Approval | None:
    row = locked(uuid)
    if not row.overdue:  # decided meanwhile
        return None
    return end(row, actor, Status.EXPIRED, reason, Capacity(Role.OPERATOR.value))
