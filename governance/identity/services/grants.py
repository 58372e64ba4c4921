"""Granting and ending roles: the security administrator's acts.

They keep the 三员 rule with a sentence a person understands; the database keeps it regardless.
"""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.db.models import F, Q, QuerySet

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import RoleGrant, User
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role, excludes

_PROGRAMME = re.compile(r"[A-Z]{2,10}")


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    user: User,
    role: str,
    reason: str,
    programme: str = "",
    valid_from: dt.datetime | None = None,
    valid_to: dt.datetime | None = None,
) -> RoleGrant:
    """Give ``user`` a role over ``[valid_from, valid_to)``, for one programme or all.

    Raises ``forbidden``, ``reason_missing``, ``grant_to_self``, ``role_unknown``,
    ``programme_malformed``, ``grant_backdated``, ``grant_period``,
    ``separate_duties``, ``grant_exists``.
    """
    require(actor, Role.SECURITY_ADMIN, act="授予角色", act_en="grant a role")
    reason = require_reason(reason)
    if actor.user_id == user.pk:
        raise CodedError(IdentityCode.GRANT_TO_SELF)
    if role not in list(Role):
        raise CodedError(IdentityCode.ROLE_UNKNOWN, wanted=role)
    if programme and not _PROGRAMME.fullmatch(programme):
        raise CodedError(IdentityCode.PROGRAMME_MALFORMED, programme=programme)
    now = clock.now()
    start = valid_from or now
    if start < now:
        raise CodedError(IdentityCode.GRANT_BACKDATED)
    if valid_to is not None and valid_to < start:
        raise CodedError(IdentityCode.GRANT_PERIOD)

    # The user's row is the lock: two grants to one person are judged one after the other.
    user = User.objects.select_for_update().get(pk=user.pk)
    overlapping = overlapping_grants(user, start=start, end=valid_to)
    refuse_mixed_duties(user, role=Role(role), held=overlapping)
    if overlapping.filter(role=role, programme=programme).exists():
        raise CodedError(
            IdentityCode.GRANT_EXISTS,
            name=user.get_full_name(),
            wanted=Role(role).zh,
            wanted_en=role,
            scope=programme or "全部机制",
            scope_en=programme or "all programmes",
        )
    return RoleGrant.objects.create(
        user=user,
        role=role,
        programme=programme,
        reason=reason,
        granted_by_id=actor.user_id,
        granted_ip=actor.ip,
        valid_from=start,
        valid_to=valid_to,
    )


@transaction.atomic
def revoke_role(*, actor: Actor, grant: RoleGrant, reason: str) -> RoleGrant:
    """End a grant now; its record stays.

    Raises ``forbidden``, ``reason_missing``, ``grant_to_self``, ``grant_ended``.
    """
    require(actor, Role.SECURITY_ADMIN, act="终止角色", act_en="end a role")
    reason = require_reason(reason)
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.user_id == actor.user_id:
        raise CodedError(IdentityCode.GRANT_TO_SELF)
    now = clock.now()
    if grant.revoked_by_id is not None or (grant.valid_to is not None and grant.valid_to <= now):
        raise CodedError(IdentityCode.GRANT_ENDED, ended=f"{grant.valid_to:%Y-%m-%d %H:%M}")
    grant.valid_to = max(now, grant.valid_from)  # a grant of the future ends before it begins
    grant.revoked_by_id = actor.user_id
    grant.revoked_ip = actor.ip
    grant.revoke_reason = reason
    grant.save()
    return grant


def refuse_mixed_duties(user: User, *, role: Role, held: QuerySet[RoleGrant]) -> None:
    """Raise ``separate_duties`` when ``role`` may not go with one of the roles ``held`` (三员)."""
    for other in held.values_list("role", flat=True):
        if excludes(role, other):
            raise CodedError(
                IdentityCode.SEPARATE_DUTIES,
                name=user.get_full_name(),
                held=Role(other).zh,
                held_en=other,
                wanted=role.zh,
                wanted_en=role.value,
            )


def overlapping_grants(
    user: User, *, start: dt.datetime, end: dt.datetime | None
) -> QuerySet[RoleGrant]:
    """The user's grants that share a moment with ``[start, end)``."""
    grants = RoleGrant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=start), user=user)
    grants = grants.exclude(valid_to=F("valid_from"))  # ended before it began
    return grants if end is None else grants.filter(valid_from__lt=end)
