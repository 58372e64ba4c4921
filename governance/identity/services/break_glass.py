"""Break-glass: a role taken for a short time from the server's own command line.

For the day when no security administrator can be reached. It leaves a grant with an end, a row
that names the operating-system user and the machine, and a line in the log of log-ins; every page
of the admin says so while it lasts. The 三员 rule holds even then.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import BreakGlass, LoginEvent, RoleGrant, User
from governance.identity.rights import require_reason
from governance.identity.roles import Role
from governance.identity.services.grants import overlapping_grants, refuse_mixed_duties
from governance.identity.services.login_log import record_act

USERNAME, NAME = "break-glass", "应急授权命令"  # sql/0003_break_glass.sql knows the user name


@transaction.atomic
def open_break_glass(
    *, username: str, role: str, minutes: int, reason: str, os_user: str, host: str
) -> BreakGlass:
    """Grant ``role`` to ``username`` for ``minutes`` from now, and say who did it from where.

    Raises ``reason_missing``, ``role_unknown``, ``break_glass_term``, ``break_glass_person``,
    ``separate_duties``, ``grant_exists``.
    """
    reason = require_reason(reason)
    if role not in list(Role):
        raise CodedError(IdentityCode.ROLE_UNKNOWN, wanted=role)
    limit = settings.BREAK_GLASS_MAX_MINUTES
    if not 1 <= minutes <= limit:
        raise CodedError(IdentityCode.BREAK_GLASS_TERM, minutes=minutes, limit=limit)
    people = User.objects.select_for_update().filter(is_active=True, is_staff=True)
    user = people.filter(username=username).first()
    if user is None:
        raise CodedError(IdentityCode.BREAK_GLASS_PERSON, username=username)
    now = clock.now()
    end = now + dt.timedelta(minutes=minutes)
    overlapping = overlapping_grants(user, start=now, end=end)
    refuse_mixed_duties(user, role=Role(role), held=overlapping)
    if overlapping.filter(role=role, programme="").exists():
        raise CodedError(
            IdentityCode.GRANT_EXISTS,
            name=user.get_full_name(),
            wanted=Role(role).zh,
            wanted_en=role,
            scope="全部机制",
            scope_en="all programmes",
        )
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        reason=f"应急授权（{os_user}@{host}）：{reason}"[:500],
        granted_by=_stand_in(),
        valid_from=now,
        valid_to=end,
    )
    opened = BreakGlass.objects.create(
        grant=grant, opened_at=now, os_user=os_user, host=host, minutes=minutes
    )
    record_act(
        Actor(user_id=grant.granted_by_id or 0, name=NAME),
        LoginEvent.Kind.BREAK_GLASS,
        user=user,
        reason=f"{Role(role).zh} {minutes} 分钟，{os_user}@{host}：{reason}",
    )
    return opened


def open_now() -> QuerySet[BreakGlass]:
    """What the banner shows: emergency grants in force at this moment."""
    now = clock.now()
    in_force = Q(grant__valid_to__gt=now, grant__valid_from__lte=now)
    return BreakGlass.objects.filter(in_force).select_related("grant__user")


def _stand_in() -> User:
    """The user under whose name the command grants; it cannot log in and holds no role."""
    user, _ = User.objects.get_or_create(
        username=USERNAME,
        defaults={"real_name": NAME, "is_active": False, "password": make_password(None)},
    )
    if user.is_active or user.has_usable_password():
        raise CodedError(IdentityCode.TECHNICAL_NAME_TAKEN, username=USERNAME)
    return user
