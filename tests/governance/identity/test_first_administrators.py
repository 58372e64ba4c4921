"""The first 三员 of an empty registry, appointed once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from core.errors import CodedError
from governance.identity.models import RoleGrant
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.selectors import actor_of
from governance.identity.services.first_administrators import appoint_first_administrators
from governance.identity.services.grants import grant_role
from tests.governance.people import make_staff, make_user

pytestmark = pytest.mark.django_db


def refused(code: str, **people: object) -> None:
    before = RoleGrant.objects.count()
    with pytest.raises(CodedError) as caught, transaction.atomic():
        appoint_first_administrators(**people, reason="系统启用")
    assert caught.value.code == code
    assert RoleGrant.objects.count() == before


def test_three_people_are_appointed_and_can_work():
    system, security, audit = make_user("甲"), make_user("乙"), make_user("丙")
    appoint_first_administrators(system=system, security=security, audit=audit, reason="系统启用")
    assert {role for user in (system, security, audit) for role in actor_of(user).roles} == (
        ADMINISTRATORS
    )
    grant_role(actor=actor_of(security), user=make_user(), role="maker", reason="任命")


def test_not_twice():
    people = {"system": make_user(), "security": make_user(), "audit": make_user()}
    appoint_first_administrators(**people, reason="系统启用")
    refused("already_appointed", system=make_user(), security=make_user(), audit=make_user())


@pytest.mark.laws
def test_not_twice_in_the_database_either():
    people = {"system": make_user(), "security": make_user(), "audit": make_user()}
    appoint_first_administrators(**people, reason="系统启用")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=make_user(), role=Role.SECURITY_ADMIN, reason="自封")


def test_three_different_people_without_business_roles():
    one, other = make_user(), make_user()
    refused("not_three_people", system=one, security=one, audit=other)
    refused("separate_duties", system=one, security=other, audit=make_staff(Role.CHECKER))
