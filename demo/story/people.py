"""Users and their roles: the three administrators first, then whom the security one appoints.

Making the account of a user has no service: it is the system administrator's page in the admin.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from unittest import mock

from django.contrib.auth.hashers import make_password

from demo.cast.people import (
    ADMINISTRATORS,
    AUDIT,
    EXPERTS,
    MACHINES,
    PASSWORD,
    SECURITY,
    STAFF,
    SYSTEM,
    Person,
)
from demo.days import business_day
from demo.world import World
from governance.identity.models import RoleGrant, User
from governance.identity.roles import ADMINISTRATORS as ADMINISTRATOR_ROLES
from governance.identity.selectors import actor_of
from governance.identity.services.first_administrators import appoint_first_administrators
from governance.identity.services.grants import grant_role

# Who numbers the references of an exchange's trades.
SOURCES = {"bj.exchange": "exchange.bj-sample", "cd.exchange": "exchange.cd-sample"}


def tell(world: World) -> str:
    with business_day(world.days.beginning):
        _tell(world)
    counts = f"三员 {len(ADMINISTRATORS)} 人，工作人员 {len(STAFF)} 人，专家 {len(EXPERTS)} 人"
    return f"{counts}，接口与值班 {len(MACHINES)} 个"


def _tell(world: World) -> None:
    for person in (*ADMINISTRATORS, *STAFF, *EXPERTS):
        ensure_user(person, is_staff=True)
    for person in MACHINES:
        ensure_user(person, is_staff=False)
    _appoint()
    security = actor_of(User.objects.get(username=SECURITY))
    for person in (*STAFF, *EXPERTS, *MACHINES):
        user = User.objects.get(username=person.username)
        known = set(RoleGrant.objects.filter(user=user).values_list("role", "programme"))
        for role, programme in person.grants:
            if (role.value, programme) not in known:
                grant_role(
                    actor=security,
                    user=user,
                    role=role.value,
                    programme=programme,
                    reason="示例：任职文件",
                )
        actor = actor_of(user)
        source = SOURCES.get(person.username, actor.source)
        world.actors[person.username] = replace(actor, source=source)


def ensure_user(person: Person, *, is_staff: bool) -> User:
    """The user of that name, made when missing; never a superuser."""
    found = User.objects.filter(username=person.username).first()
    if found is not None:
        return found
    with mock.patch("django.contrib.auth.base_user.make_password", _hashed_once):
        return User.objects.create_user(
            person.username,
            password=PASSWORD,
            real_name=person.real_name,
            district_code=person.district_code,
            is_staff=is_staff,
        )


@cache
def _hashed_once(password: str | None) -> str:
    """One printed password is everybody's: hashing it anew for each would take most of the telling."""
    return make_password(password)


def _appoint() -> None:
    """Only in a registry that has no administrators yet."""
    if RoleGrant.objects.filter(role__in=ADMINISTRATOR_ROLES).exists():
        return
    users = {name: User.objects.get(username=name) for name in (SYSTEM, SECURITY, AUDIT)}
    appoint_first_administrators(
        system=users[SYSTEM],
        security=users[SECURITY],
        audit=users[AUDIT],
        reason="示例：系统启用，首次任命三员",
    )
