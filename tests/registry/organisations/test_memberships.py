"""Who may act for an organisation, and who decides that."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from core import clock
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.organisations.models import Membership
from registry.organisations.selectors.holders import holder_facts, holders_for
from registry.organisations.services.memberships import (
    add_membership,
    change_membership,
    end_membership,
)
from registry.organisations.services.organisation_status import (
    close_organisation,
    suspend_organisation,
)
from tests.governance.people import NOT_CLERKS, make_actor, make_user
from tests.registry.organisations.holders import make_organisation, make_person
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db


def member(organisation, role="maker", **fields) -> Membership:
    return add_membership(
        actor=make_actor(Role.MAKER),
        reason="单位来函",
        organisation=organisation.pk,
        user=make_user(),
        role=role,
        **fields,
    )


def authorities(user) -> list[tuple[str, str]]:
    return [(found.holder.display_name, found.role) for found in holders_for(user)]


def test_add_change_end():
    organisation, user = make_organisation(name_zh="北京甲公司"), make_user()
    clerk = make_actor(Role.CHECKER, ip="192.0.2.13")
    membership = add_membership(
        actor=clerk, reason="单位来函", organisation=organisation.pk, user=user, role="maker"
    )
    assert membership.invited_by_id == clerk.user_id
    assert authorities(user) == [("北京甲公司", "maker")]
    change_membership(actor=clerk, reason="换岗", membership=membership.pk, role="checker")
    assert authorities(user) == [("北京甲公司", "checker")]
    end_membership(actor=clerk, reason="离职", membership=membership.pk)
    assert authorities(user) == []
    rows = list(Membership.objects.get().history.values_list("history_change_reason", "ip"))
    assert rows == [(reason, "192.0.2.13") for reason in ("离职", "换岗", "单位来函")]


def test_only_memberships_in_force_count():
    organisation, now, day = make_organisation(), clock.now(), dt.timedelta(days=1)
    past = member(organisation, valid_from=now - 2 * day, valid_to=now - day)
    future = member(organisation, valid_from=now + day)
    present = member(organisation, valid_to=now + day)
    assert [m.status for m in (past, future, present)] == ["ended", "pending", "active"]
    assert [len(holders_for(m.user)) for m in (past, future, present)] == [0, 0, 1]


def test_an_administrator_of_the_organisation_manages_its_members():
    organisation, other = make_organisation(), make_organisation()
    admin = actor_of(member(organisation, "admin").user)
    membership = add_membership(
        actor=admin, reason="新员工", organisation=organisation.pk, user=make_user(), role="maker"
    )
    change_membership(actor=admin, reason="换岗", membership=membership.pk, role="checker")
    end_membership(actor=admin, reason="离职", membership=membership.pk)
    user, foreign = make_user(), member(other)
    with refused("forbidden"):
        add_membership(actor=admin, reason="试", organisation=other.pk, user=user, role="maker")
    with refused("forbidden"):
        end_membership(actor=admin, reason="试", membership=foreign.pk)


@pytest.mark.parametrize("role", ["maker", "checker"])
def test_other_members_do_not_manage(role):
    organisation, user = make_organisation(), make_user()
    actor = actor_of(member(organisation, role).user)
    with refused("forbidden"):
        add_membership(actor=actor, reason="试", organisation=organisation.pk, user=user, role=role)


@pytest.mark.parametrize("role", NOT_CLERKS)
def test_other_staff_do_not_manage(role):
    organisation, actor, user = make_organisation(), make_actor(role), make_user()
    membership = member(organisation)
    with refused("forbidden"):
        add_membership(
            actor=actor, reason="试", organisation=organisation.pk, user=user, role="maker"
        )
    with refused("forbidden"):
        change_membership(actor=actor, reason="试", membership=membership.pk, role="admin")
    with refused("forbidden"):
        end_membership(actor=actor, reason="试", membership=membership.pk)


def test_refusals_change_nothing():
    organisation, clerk = make_organisation(), make_actor(Role.MAKER)
    membership = member(organisation)
    idle, user, now = make_user(is_active=False), make_user(), clock.now()
    common = {"actor": clerk, "reason": "试", "organisation": organisation.pk, "role": "maker"}
    with refused("member_exists"):
        add_membership(**common | {"role": "admin"}, user=membership.user)
    with refused("user_inactive"):
        add_membership(**common, user=idle)
    with refused("member_role_unknown"):
        add_membership(**common | {"role": "boss"}, user=user)
    with refused("membership_period"):
        add_membership(**common, user=user, valid_to=now - dt.timedelta(days=1))
    with refused("reason_missing"):
        add_membership(**common | {"reason": ""}, user=user)
    with refused("nothing_changed"):
        change_membership(actor=clerk, reason="试", membership=membership.pk, role="maker")
    with refused("member_role_unknown"):
        change_membership(actor=clerk, reason="试", membership=membership.pk, role="boss")
    with refused("membership_unknown"):
        end_membership(actor=clerk, reason="试", membership=0)
    end_membership(actor=clerk, reason="离职", membership=membership.pk)
    with refused("membership_ended"):
        end_membership(actor=clerk, reason="试", membership=membership.pk)
    with refused("membership_ended"):
        change_membership(actor=clerk, reason="试", membership=membership.pk, role="admin")
    add_membership(**common, user=membership.user)  # coming back is a new membership


def test_closed_organisations_have_nobody_acting_for_them():
    organisation, clerk, user = make_organisation(), make_actor(Role.MAKER), make_user()
    membership = member(organisation)
    suspend_organisation(actor=clerk, reason="依通知", organisation=organisation.pk)
    assert [found.holder.status for found in holders_for(membership.user)] == ["suspended"]
    close_organisation(actor=clerk, reason="注销", organisation=organisation.pk)
    assert holders_for(membership.user) == []
    with refused("organisation_closed"):
        add_membership(
            actor=clerk, reason="试", organisation=organisation.pk, user=user, role="maker"
        )


@pytest.mark.laws
def test_database_refuses_two_memberships_at_a_time():
    membership = member(make_organisation())
    with pytest.raises(IntegrityError, match="organisations_one_membership"), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO organisations_membership"
            " (user_id, organisation_id, role, valid_from, invited_by_id)"
            " VALUES (%s, %s, 'admin', now(), %s)",
            [membership.user_id, membership.organisation_id, membership.invited_by_id],
        )


def test_a_person_acts_for_themself():
    user = make_user()
    person = make_person(real_name="张三", user=user)
    (found,) = holders_for(user)
    assert (found.holder.uuid, found.holder.kind, found.role) == (person.pk, "person", "admin")
    assert (found.holder.display_name, found.holder.status) == ("张*", "active")


def test_facts_of_a_holder():
    verifier = make_organisation(kinds=["verifier"], district_code="510104")
    facts = holder_facts(verifier.pk)
    assert (facts.kinds, facts.district_code, facts.may_hold) == (("verifier",), "510104", False)
    assert holder_facts(make_person().pk).may_hold
