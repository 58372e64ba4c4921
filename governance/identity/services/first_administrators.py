"""The one appointment nobody with rights can make: the first 三员 of an empty registry.

It works once (the index ``identity_first_appointment`` holds even against two at the same moment).
Afterwards roles are granted by the security administrator only.
"""

from __future__ import annotations

from django.db import transaction

from core.errors import CodedError
from governance.identity.errors import IdentityCode
from governance.identity.models import RoleGrant, User
from governance.identity.rights import require_reason
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.services.grants import refuse_mixed_duties


@transaction.atomic
def appoint_first_administrators(
    *, system: User, security: User, audit: User, reason: str
) -> list[RoleGrant]:
    """Make three different people the first 系统, 安全 and 审计管理员.

    Raises ``not_three_people``, ``already_appointed``, ``separate_duties``, ``reason_missing``.
    """
    reason = require_reason(reason)
    people = {
        Role.SYSTEM_ADMIN: system,
        Role.SECURITY_ADMIN: security,
        Role.AUDIT_ADMIN: audit,
    }
    if len({user.pk for user in people.values()}) != len(people):
        raise CodedError(IdentityCode.NOT_THREE_PEOPLE)
    if RoleGrant.objects.filter(role__in=ADMINISTRATORS).exists():
        raise CodedError(IdentityCode.ALREADY_APPOINTED)
    for role, user in people.items():
        refuse_mixed_duties(
            user, role=role, held=RoleGrant.objects.filter(user=user, valid_to=None)
        )
    return [
        RoleGrant.objects.create(user=user, role=role, reason=reason, granted_by=None)
        for role, user in people.items()
    ]
