"""Standing in for somebody on leave: recorded by oneself or by the security administrator, good for
deciding, and never for both sides of one act."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from core import clock
from governance.audit.approvals.models import Delegation
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.delegations import delegate, end_delegation
from governance.identity.actor import Actor
from governance.identity.models import RoleGrant, User
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.selectors import actor_of
from governance.identity.services.grants import revoke_role
from registry.ledger.models import Entry
from tests.governance.audit.approvals.people import account_of, person, suspension
from tests.governance.audit.approvals.refusing import refused
from tests.governance.people import make_user
from tests.registry.ledger.world import make_account

pytestmark = pytest.mark.django_db


def lend(giver: Actor, taker: Actor, role: Role = Role.CHECKER, **fields: Any) -> Delegation:
    given = {
        "actor": giver,
        "giver": User.objects.get(pk=giver.user_id),
        "taker": User.objects.get(pk=taker.user_id),
        "role": role.value,
        "valid_to": clock.now() + dt.timedelta(days=7),
        "reason": "休假",
    }
    return delegate(**(given | fields))


def nobody() -> Actor:
    return actor_of(make_user(is_staff=True))


def test_who_stands_in_decides_and_both_are_named():
    checker, deputy = person(Role.CHECKER, name="许国华"), nobody()
    approval = suspension(person(Role.MAKER, name="周敏"))
    with refused("forbidden"):
        approve(actor=deputy, approval=approval.uuid, reason="代办")
    lend(checker, deputy)
    done = approve(actor=deputy, approval=approval.uuid, reason="代办")
    assert (done.decider_id, done.decider_role) == (deputy.user_id, "checker")
    assert (done.decider_for_id, done.decider_for_name) == (checker.user_id, "许国华")
    entry = Entry.objects.get(id=done.result["entry"])
    assert entry.request.reason.endswith("经办 周敏；代许国华办理）")
    assert account_of(done).status == "suspended"


def test_who_stands_in_proposes_and_the_giver_does_not_decide():
    leaving, deputy = person(Role.MAKER, Role.CHECKER), nobody()
    lend(leaving, deputy, Role.MAKER)
    approval = suspension(deputy)
    assert (approval.maker_id, approval.maker_for_id) == (deputy.user_id, leaving.user_id)
    with refused("own_proposal"):
        approve(actor=leaving, approval=approval.uuid, reason="自己的")
    other = person(Role.APPROVER)
    assert approve(actor=other, approval=approval.uuid, reason="同意").status == "approved"


def test_the_maker_does_not_decide_in_the_checkers_place():
    maker, checker = person(Role.MAKER), person(Role.CHECKER)
    lend(checker, maker)
    approval = suspension(maker)
    with refused("own_proposal"):
        approve(actor=maker, approval=approval.uuid, reason="代复核")


@pytest.mark.parametrize("role", [Role.MAKER, Role.CHECKER])
def test_a_deputy_of_the_maker_does_not_decide_even_by_a_role_of_their_own(role):
    maker, deputy = person(Role.MAKER, Role.CHECKER), person(Role.APPROVER)
    approval = suspension(maker)
    row = lend(maker, deputy, role)
    with refused("same_side"):
        approve(actor=deputy, approval=approval.uuid, reason="同意")
    end_delegation(actor=maker, delegation=row.uuid, reason="回来了")
    with refused("same_side"):  # it was in force while the proposal waited
        approve(actor=deputy, approval=approval.uuid, reason="同意")


def test_it_counts_only_in_its_time_programme_and_while_the_giver_has_the_role():
    security = person(Role.SECURITY_ADMIN)
    checker, deputy = person(Role.CHECKER), nobody()
    row = lend(checker, deputy, programme="CD")
    approval = suspension(person(Role.MAKER), make_account("BJ"))
    with refused("forbidden"):
        approve(actor=deputy, approval=approval.uuid, reason="外机制")
    end_delegation(actor=security, delegation=row.uuid, reason="改为北京")
    row = lend(checker, deputy, programme="BJ")
    with time_machine.travel(row.valid_to + dt.timedelta(seconds=1)), refused("forbidden"):
        approve(actor=deputy, approval=approval.uuid, reason="过期")
    grant = RoleGrant.objects.get(user_id=checker.user_id)
    revoke_role(actor=security, grant=grant, reason="调离")
    with refused("forbidden"):
        approve(actor=deputy, approval=approval.uuid, reason="原任已离")


def test_three_administrators_never_stand_in():
    checker = person(Role.CHECKER)
    for role in sorted(ADMINISTRATORS):
        administrator = person(role)
        with refused("separate_duties"):
            lend(checker, administrator)
    deputy = nobody()
    lend(checker, deputy)
    granter = User.objects.get(pk=checker.user_id)
    RoleGrant.objects.create(
        user_id=deputy.user_id, role=Role.AUDIT_ADMIN, reason="任命", granted_by=granter
    )
    approval = suspension(person(Role.MAKER))
    now_administrator = actor_of(User.objects.get(pk=deputy.user_id))
    with refused("forbidden"):
        approve(actor=now_administrator, approval=approval.uuid, reason="兼任")


def test_who_may_record_it_and_what_is_refused():
    checker, deputy, stranger = person(Role.CHECKER), nobody(), person(Role.APPROVER)
    security = person(Role.SECURITY_ADMIN)
    with refused("forbidden"):
        lend(checker, deputy, actor=stranger)
    with refused("delegate_is_self"):
        lend(checker, checker)
    with refused("delegation_not_held"):
        lend(checker, deputy, Role.APPROVER)
    with refused("delegation_role"):
        lend(checker, deputy, Role.SECURITY_ADMIN)
    with refused("reason_missing"):
        lend(checker, deputy, reason=" ")
    now = clock.now()
    for period in (
        {"valid_from": now - dt.timedelta(days=1)},
        {"valid_to": now - dt.timedelta(days=1)},
        {"valid_to": now + dt.timedelta(days=400)},
    ):
        with refused("delegation_period"):
            lend(checker, deputy, **period)
    row = lend(checker, deputy, actor=security)
    assert row.recorded_by_id == security.user_id
    with refused("forbidden"):
        end_delegation(actor=deputy, delegation=row.uuid, reason="不干了")
    end_delegation(actor=checker, delegation=row.uuid, reason="回来了")
    with refused("delegation_ended"):
        end_delegation(actor=checker, delegation=row.uuid, reason="再终止")
