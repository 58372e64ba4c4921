"""People for tests: users with real grants, and actors made of them."""

from __future__ import annotations

import itertools
from dataclasses import replace

from core.ids import uuid7
from governance.identity.actor import Actor, Seconding
from governance.identity.models import RoleGrant, User
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.selectors import actor_of

PASSWORD = "demo-password-2026"
_numbers = itertools.count(1)


def make_user(real_name: str = "王晓明", **fields: object) -> User:
    username = f"user{next(_numbers)}"
    return User.objects.create_user(username, password=PASSWORD, real_name=real_name, **fields)


def granter() -> User:
    user = User.objects.filter(username="granter").first()
    return user or User.objects.create_user("granter", real_name="授权人")


def make_staff(
    *roles: Role, real_name: str = "李静", programme: str = "", **fields: object
) -> User:
    """A user who may log in to the admin, with these roles granted directly."""
    user = make_user(real_name, is_staff=True, **fields)
    for role in roles:
        RoleGrant.objects.create(
            user=user, role=role, programme=programme, reason="测试", granted_by=granter()
        )
    return user


def make_actor(*roles: Role, ip: str = "10.1.2.3", programme: str = "") -> Actor:
    return actor_of(make_staff(*roles, programme=programme), ip=ip)


def seconded(actor: Actor) -> Actor:
    """The same person, doing what another proposed: as an approval would have it."""
    maker = make_user("方正")
    seconding = Seconding(uuid7(), "FH-ALL-2026-000001", maker.pk, maker.real_name)
    return replace(actor, seconding=seconding)


NOT_CLERKS = sorted(set(Role) - {Role.MAKER, Role.CHECKER})
BUSINESS = sorted(set(Role) - ADMINISTRATORS)
