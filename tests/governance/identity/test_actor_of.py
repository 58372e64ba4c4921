"""From a user to an actor: one query, rights in force now, never wider than granted."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from governance.identity.actor import Actor
from governance.identity.models import RoleGrant
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from tests.governance.people import granter, make_staff, make_user

pytestmark = pytest.mark.django_db


def grant(user, role, programme="", **period):
    RoleGrant.objects.create(
        user=user, role=role, programme=programme, reason="测试", granted_by=granter(), **period
    )


def test_loads_roles_in_one_query(django_assert_num_queries):
    user = make_staff(Role.MAKER, Role.CHECKER, real_name="周洁")
    with django_assert_num_queries(1):
        actor = actor_of(user, ip="192.0.2.7")
    assert (actor.user_id, actor.name, actor.ip) == (user.pk, "周洁", "192.0.2.7")
    assert actor.roles == {Role.MAKER, Role.CHECKER}
    assert actor.account_ids == frozenset()
    assert actor.source == "registry"


def test_only_grants_in_force_count():
    user, now, day = make_user(), clock.now(), dt.timedelta(days=1)
    grant(user, Role.MAKER, valid_from=now - 2 * day, valid_to=now - day)
    grant(user, Role.CHECKER, valid_from=now + day)
    grant(user, Role.EXPERT, valid_from=now - day, valid_to=now + day)
    assert actor_of(user).roles == {Role.EXPERT}


def test_a_disabled_user_has_no_rights():
    user = make_staff(Role.MAKER, is_active=False)
    assert actor_of(user).roles == frozenset()
    assert not actor_of(user).may(Role.MAKER)


@pytest.mark.parametrize(
    ("grants", "programmes"),
    [
        ([("maker", "")], set()),
        ([("maker", "BJ")], {"BJ"}),
        ([("maker", "BJ"), ("maker", "CD")], {"BJ", "CD"}),
        ([("maker", ""), ("checker", "BJ")], {"BJ"}),
        ([("maker", "BJ"), ("checker", "CD")], {"-"}),
    ],
)
def test_programmes_never_widen_a_right(grants, programmes):
    user = make_user()
    for role, programme in grants:
        grant(user, role, programme)
    actor = actor_of(user)
    assert actor.programmes == programmes
    for role in ("maker", "checker"):
        for programme in ("BJ", "CD", "CCER"):
            expected = (role, programme) in grants or (role, "") in grants
            assert actor.may(role, programme=programme) is expected


def test_actor_without_grants_is_judged_by_its_flat_fields():
    actor = Actor(
        user_id=1, name="接口", roles=frozenset({"exchange"}), programmes=frozenset({"BJ"})
    )
    assert actor.may("exchange")
    assert actor.may("exchange", programme="BJ")
    assert not actor.may("exchange", programme="CD")
    assert not actor.may("maker")
