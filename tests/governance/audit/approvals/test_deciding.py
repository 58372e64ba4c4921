"""Proposing, approving, refusing, withdrawing: who may, what is recorded, what refuses and changes
nothing. The act is the suspension of an account."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from core import clock
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve, refuse
from governance.audit.approvals.services.ending import withdraw
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from registry.ledger.approvals.accounts import CLOSE, SUSPEND
from registry.ledger.models import Entry
from registry.ledger.services.accounts import suspend_account
from tests.governance.audit.approvals.people import account_of, person, suspension
from tests.governance.audit.approvals.refusing import refused
from tests.registry.ledger.world import CHECKER, World, make_account, picture, ref

pytestmark = pytest.mark.django_db
NOT_DECIDERS = sorted(set(Role) - {Role.CHECKER, Role.APPROVER})


def test_a_proposal_changes_nothing_in_the_ledger_but_is_recorded():
    account, maker = make_account(), person(Role.MAKER, name="周敏")
    before = picture()
    approval = suspension(maker, account)
    assert picture() == before
    assert approval.status == "pending"
    assert approval.number == f"FH-BJ-{clock.today().year}-000001"
    assert (approval.maker_id, approval.maker_name, approval.maker_role) == (
        *(maker.user_id, "周敏", "maker"),
    )
    assert (approval.maker_ip, approval.object_label) == ("10.1.2.3", account.number)
    assert approval.expires_at - approval.proposed_at == dt.timedelta(days=15)  # R-AUDIT-01


def test_numbers_follow_each_other_in_a_programme():
    maker = person(Role.MAKER)
    numbers = [suspension(maker, make_account(p)).number[-9:] for p in ("BJ", "CD", "BJ")]
    assert [number[-6:] for number in numbers] == ["000001", "000001", "000002"]


@pytest.mark.parametrize("role", [Role.CHECKER, Role.APPROVER])
def test_approved_by_another_it_is_done_and_both_are_named(role):
    approval = suspension(person(Role.MAKER, name="周敏"))
    checker = person(role, name="许国华", ip="10.9.9.9")
    done = approve(actor=checker, approval=approval.uuid, reason="核对无误")
    assert (done.status, done.decider_name, done.decider_ip) == ("approved", "许国华", "10.9.9.9")
    assert (done.decider_role, done.decision_reason) == (role.value, "核对无误")
    assert account_of(done).status == "suspended"
    entry = Entry.objects.get(id=done.result["entry"])
    assert entry.reference == approval.number
    assert (entry.request.actor_id, entry.request.actor_role) == (checker.user_id, role.value)
    assert entry.request.reason == f"依通知停用（复核单 {approval.number}，经办 周敏）"


def test_refused_or_withdrawn_nothing_is_done():
    maker = person(Role.MAKER)
    first, second = suspension(maker), suspension(maker)
    before = picture()
    assert (
        refuse(actor=person(Role.CHECKER), approval=first.uuid, reason="缺文书").status == "refused"
    )
    assert withdraw(actor=maker, approval=second.uuid, reason="填错").status == "withdrawn"
    assert picture() == before
    for approval in (first, second):
        with refused("approval_decided"):
            approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="再试")


def test_nobody_decides_on_their_own_proposal_whatever_their_roles():
    both = person(Role.MAKER, Role.CHECKER, Role.APPROVER)
    approval = suspension(both)
    for decide in (approve, refuse):
        with refused("own_proposal"):
            decide(actor=both, approval=approval.uuid, reason="自己来")


@pytest.mark.parametrize("role", NOT_DECIDERS)
def test_who_has_not_the_role_does_not_decide(role):
    approval = suspension(person(Role.MAKER))
    for decide in (approve, refuse):
        with refused("forbidden"):
            decide(actor=person(role), approval=approval.uuid, reason="试")


def test_a_role_in_another_programme_does_not_reach():
    approval = suspension(person(Role.MAKER, programme="BJ"))
    with refused("forbidden"):
        approve(actor=person(Role.CHECKER, programme="CD"), approval=approval.uuid, reason="试")
    account = make_account("BJ")
    with refused("forbidden"):
        suspension(person(Role.MAKER, programme="CD"), account)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MAKER}))
def test_who_has_not_the_role_does_not_propose(role):
    account = make_account()
    with refused("forbidden"):
        suspension(person(role), account)


def test_only_the_proposer_withdraws():
    approval = suspension(person(Role.MAKER))
    with refused("not_the_proposer"):
        withdraw(actor=person(Role.MAKER), approval=approval.uuid, reason="试")


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_every_step_wants_a_reason(reason):
    maker, checker = person(Role.MAKER), person(Role.CHECKER)
    approval, account = suspension(maker), make_account()
    code = "reason_missing" if not reason.strip() else "reason_too_long"
    for decide, actor in ((approve, checker), (refuse, checker), (withdraw, maker)):
        with refused(code):
            decide(actor=actor, approval=approval.uuid, reason=reason)
    with refused(code):
        propose(actor=maker, kind=SUSPEND, payload={"account": str(account.uuid)}, reason=reason)


def test_what_the_act_refuses_leaves_the_proposal_pending():
    approval = suspension(person(Role.MAKER))
    suspend_account(actor=CHECKER, account=account_of(approval).id, reason="先停", reference=ref())
    with refused("account_status_same"):
        approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="同意")
    assert Approval.objects.get(uuid=approval.uuid).status == "pending"


def test_what_could_not_be_done_is_refused_when_proposed():
    w = World(n=1, each_t=5)
    from registry.ledger.models import Account

    account = Account.objects.get(id=w.accounts[0])
    maker = person(Role.MAKER)
    with refused("account_not_empty"):
        propose(actor=maker, kind=CLOSE, payload={"account": str(account.uuid)}, reason="销户")


@pytest.mark.parametrize(
    "account", [None, "", "7", "nonsense", "00000000-0000-7000-8000-000000000000"]
)
def test_a_payload_that_names_nothing_is_refused(account):
    maker = person(Role.MAKER)
    with refused("account_unknown"):
        propose(actor=maker, kind=SUSPEND, payload={"account": account}, reason="试")
    with refused("kind_unknown"):
        propose(actor=maker, kind="no.such", payload={}, reason="试")


def test_the_same_key_is_the_same_proposal_and_another_content_is_refused():
    maker, account, other = person(Role.MAKER), make_account(), make_account()
    first = suspension(maker, account, key="k1")
    assert suspension(maker, account, key="k1").uuid == first.uuid
    with refused("proposal_mismatch"):
        suspension(maker, other, key="k1")
    with refused("already_pending"):
        suspension(person(Role.MAKER), account, key="k2")
    assert suspension(person(Role.MAKER), other, key="k1").uuid != first.uuid


def test_a_reference_used_before_is_refused():
    account = make_account()
    reference = Entry.objects.latest("id").reference
    with refused("reference_taken"):
        suspension(person(Role.MAKER), account, reference=reference)


def test_past_its_term_nothing_is_decided():
    approval = suspension(person(Role.MAKER))
    with time_machine.travel(approval.expires_at + dt.timedelta(seconds=1)):
        for decide in (approve, refuse):
            with refused("approval_overdue"):
                decide(actor=person(Role.CHECKER), approval=approval.uuid, reason="晚了")
