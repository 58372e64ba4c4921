"""Recording and ending a delegation, by the person who goes on leave or by a security administrator."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core import clock
from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.models import Delegation
from governance.identity.actor import Actor
from governance.identity.models import RoleGrant, User
from governance.identity.rights import require, require_reason
from governance.identity.roles import STAFF, Role
from governance.identity.selectors import grants_in_force
from governance.identity.services.grants import refuse_mixed_duties

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def delegate(
    *,
    actor: Actor,
    giver: User,
    taker: User,
    role: str,
    valid_to: dt.datetime,
    reason: str,
    programme: str = "",
    valid_from: dt.datetime | None = None,
) -> Delegation:
    """Let ``taker`` stand in for ``giver`` in ``role`` over ``[valid_from, valid_to)``.

    Raises ``forbidden``, ``reason_missing``, ``delegate_is_self``, ``delegation_role``,
    ``delegation_period``, ``delegation_not_held``, ``separate_duties`` (三员).
    """
    _may_record(actor, giver.pk, "登记委托", "record a delegation")
    reason = require_reason(reason)
    if giver.pk == taker.pk:
        raise CodedError(ApprovalCode.DELEGATE_IS_SELF)
    if role not in STAFF:
        raise CodedError(ApprovalCode.DELEGATION_ROLE)
    now = clock.now()
    start = valid_from or now
    if start < now or valid_to <= start or valid_to - start > LONGEST:
        raise CodedError(ApprovalCode.DELEGATION_PERIOD, limit_days=LONGEST.days)
    # The rows of both are the locks that granting a role takes too.
    list(User.objects.select_for_update().filter(pk__in=(giver.pk, taker.pk)).order_by("pk"))
    held = grants_in_force(giver)
    if not any(r == role and scope in ("", programme) for r, scope in held):
        raise CodedError(
            ApprovalCode.DELEGATION_NOT_HELD,
            name=giver.get_full_name(),
            wanted=Role(role).zh,
            wanted_code=role,
        )
    grants = RoleGrant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=start), user=taker)
    refuse_mixed_duties(taker, role=Role(role), held=grants.filter(valid_from__lt=valid_to))
    return Delegation.objects.create(
        giver=giver,
        taker=taker,
        role=role,
        programme=programme,
        valid_from=start,
        valid_to=valid_to,
        reason=reason,
        recorded_by_id=actor.user_id,
        recorded_by_name=actor.name,
        recorded_ip=actor.ip,
        recorded_at=now,
    )


@transaction.atomic
def end_delegation(*, actor: Actor, delegation: UUID, reason: str) -> Delegation:
    """End it now; its record stays. Raises ``forbidden``, ``reason_missing``, ``delegation_ended``."""
    row = Delegation.objects.select_for_update().get(uuid=delegation)
    _may_record(actor, row.giver_id, "终止委托", "end a delegation")
    reason = require_reason(reason)
    now = clock.now()
    if row.ended_by_id is not None or row.valid_to <= now:
        raise CodedError(ApprovalCode.DELEGATION_ENDED)
    row.valid_to = max(now, row.valid_from)
    row.ended_by_id, row.ended_by_name, row.ended_ip = actor.user_id, actor.name, actor.ip
    row.ended_reason = reason
    row.save()
    return row


def _may_record(actor: Actor, giver: int, zh: str, en: str) -> None:
    if actor.user_id != giver:
        require(actor, Role.SECURITY_ADMIN, act=zh, act_en=en)
