"""The technical operator: who acts when a command is run on a fresh system and nobody is named.

It is a user of its own, so that the records never show a person who did not act. It cannot log in,
and its right is shipped with the software, reaches one programme and is no grant: a grant must
name who gave it (``identity_grant_named``), and nobody did.
"""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import User
from governance.identity.roles import Role

USERNAME, NAME = "importer", "导入程序"


def technical_operator(*, programme: str) -> Actor:
    """The technical operator of imports, with the role ``operator`` in ``programme`` only.

    Its user is made on first use. Raises ``technical_name_taken`` when somebody who can log in, or
    holds roles, has that user name: nothing is ever recorded under a real person by default.
    """
    user, _ = User.objects.get_or_create(
        username=USERNAME,
        defaults={"real_name": NAME, "is_active": False, "password": make_password(None)},
    )
    if user.is_active or user.has_usable_password() or user.role_grants.exists():
        raise CodedError(IdentityCode.TECHNICAL_NAME_TAKEN, username=USERNAME)
    role = Role.OPERATOR.value
    return Actor(
        user_id=user.pk,
        name=user.get_full_name(),
        roles=frozenset({role}),
        programmes=frozenset({programme}),
        grants=frozenset({(role, programme)}),
        via="command",
    )
