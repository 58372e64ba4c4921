"""`manage.py demo`: what the world holds, that telling it again changes nothing, on any date."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from core import clock
from demo.cast.market import DEALS
from demo.cast.people import ADMINISTRATORS, MACHINES, PASSWORD, SECURITY, STAFF, SYSTEM
from governance.audit.approvals.api_keys import ROTATION
from governance.audit.approvals.models import Approval, Delegation
from governance.audit.approvals.services.deciding import approve, obstacle
from governance.identity.models import ApiClient, ApiKey, RoleGrant, User
from governance.identity.roles import ADMINISTRATORS as ADMINISTRATOR_ROLES
from governance.identity.selectors import actor_of
from registry.ledger.models import Account, Act, Batch, Entry, Hold, Move
from registry.ledger.selectors.totals import programme_totals
from registry.ledger.services.rights import FOUR_EYES
from registry.organisations.models import Holder
from registry.reductions.models import IssuedBatch
from tests.demo.conftest import run
from tests.registry.ledger.world import picture


def test_what_the_world_holds(told):
    acts = Counter(Entry.objects.values_list("act", flat=True))
    # Every act there is but 恢复, which is left for the visitor to try.
    assert set(Act.values) - set(acts) == {Act.RESUME_ACCOUNT}
    assert acts[Act.SETTLE] > 150
    assert set(Account.objects.values_list("programme", flat=True)) == {"BJ", "CD", "CCER"}
    assert set(Account.objects.values_list("status", flat=True)) == {"open", "suspended", "closed"}
    purposes = [e.detail["purpose"] for e in Entry.objects.filter(act=Act.RETIRE)]
    assert set(purposes) == {"event_neutrality", "public_welfare", "corporate_offset", "personal"}
    assert Batch.objects.filter(programme="CCER", methodology="CCER-01-002-V01").count() == 2


def test_totals_add_up(told):
    for total in programme_totals():
        assert total.issued_t == total.held_t + total.retired_t + total.cancelled_t
        assert f"{total.issued_t:,}" in told
    assert sum(batch.quantity_t for batch in Batch.objects.all()) == sum(
        total.issued_t for total in programme_totals()
    )


def test_the_ledger_is_verified_at_the_end(told):
    assert '{"ok":true,"batches":9' in told
    assert '"violations":[]' in told


def test_the_queue_of_freezes(told):
    first, second, third = Hold.objects.filter(waiting_t__gt=0) | Hold.objects.filter(
        document__contains="乙法院"
    ).order_by("rank")
    assert first.account == second.account == third.account
    assert first.account.status == Account.Status.SUSPENDED
    assert first.left_t > 0
    assert first.waiting_t > 0
    assert second.left_t == second.requested_t  # served by what the first let go
    assert third.left_t == 0
    assert third.waiting_t == third.requested_t
    assert set(Hold.objects.values_list("status", flat=True)) == {
        *("open", "released", "executed", "expired")
    }


def test_an_order_is_partly_filled_and_a_trade_undone(told):
    order = Hold.objects.get(kind=Hold.Kind.ORDER, status="open")
    filled = sum(deal.quantity_t for deal in DEALS if deal.order == "挂单")
    assert (order.requested_t, order.left_t) == (4_000, 4_000 - filled)
    undo = Entry.objects.get(act=Act.UNDO)
    trade, back = Move.objects.get(entry=undo.undoes), Move.objects.get(entry=undo.id)
    assert (trade.first, trade.last) == (back.first, back.last)
    assert (trade.src_account, trade.dst_account) == (back.dst_account, back.src_account)


def test_acts_are_dated_in_order_and_nothing_in_the_future(told):
    days = list(Entry.objects.order_by("id").values_list("on_date", flat=True))
    assert days == sorted(days)
    assert days[-1] <= clock.today()


def test_nobody_is_a_superuser_and_everybody_shown_may_log_in(told, client):
    assert not User.objects.filter(is_superuser=True).exists()
    for person in (*STAFF, *ADMINISTRATORS):
        assert person.username in told
        assert client.login(username=person.username, password=PASSWORD)
        assert client.get("/admin/").status_code == 200
    for person in MACHINES:
        assert not User.objects.get(username=person.username).is_staff


def test_the_administrators_are_three_people(told):
    grants = RoleGrant.objects.filter(role__in=ADMINISTRATOR_ROLES)
    assert grants.count() == 3
    assert grants.values("user").distinct().count() == 3


def test_verifiers_and_exchanges_hold_nothing(told):
    holders = Holder.objects.filter(organisation__kinds__overlap=["verifier", "exchange"])
    assert holders.count() == 4
    assert not Account.objects.filter(holder_uuid__in=holders.values("uuid")).exists()


def test_told_again_nothing_changes_and_it_says_so(told):
    before = picture()
    again = run()
    assert "没有任何变化" in again
    assert "没有任何变化" not in told
    assert picture() == before


def test_what_takes_two_persons_was_done_by_two(told):
    by_two = Entry.objects.filter(act__in=FOUR_EYES).select_related("request")
    done = {
        approval.result["entry"]: approval
        for approval in Approval.objects.filter(status="approved", kind__startswith="ledger.")
    }
    for issued in IssuedBatch.objects.all():
        done[issued.entry] = Approval.objects.get(
            kind="report.issue", object_uuid=issued.report_id, status="approved"
        )
    assert by_two.count() == len(done) > 40
    for entry in by_two:
        approval = done[entry.id]
        assert entry.request.actor_id == approval.decider_id != approval.maker_id
        assert approval.number in entry.request.reason
        assert approval.maker_name in entry.request.reason


def decider_of(approval: Approval) -> str:
    if approval.kind == ROTATION:
        return SECURITY
    return f"{'cd' if approval.programme == 'CD' else 'bj'}.approver"


def test_the_exchanges_systems_have_keys_by_two_persons_and_no_secret_is_told(told):
    clients = ApiClient.objects.order_by("code")
    assert [each.programmes for each in clients] == [["BJ", "CCER"], ["CD"]]
    for client in clients:
        key = client.keys.get()
        assert key.is_in_force
        assert key.proposed_by.username == client.proposed_by.username == SYSTEM
        assert key.issued_by.username == client.created_by.username == SECURITY
    assert not re.search(r"ck[0-9a-f]{10}", told)


def test_told_again_the_keys_stay_also_after_the_rotation(told):
    approval = Approval.objects.get(kind=ROTATION)
    who = actor_of(User.objects.get(username=SECURITY))
    assert approve(actor=who, approval=approval.uuid, reason="演示").once.secret
    before = list(ApiKey.objects.values()), list(Approval.objects.values())
    assert len(before[0]) == 3
    assert "没有任何变化" in run()
    assert (list(ApiKey.objects.values()), list(Approval.objects.values())) == before


def test_something_waits_for_the_visitor(told):
    pending = list(Approval.objects.filter(status="pending"))
    today = clock.now()
    assert len(pending) == 7
    assert sum(approval.overdue for approval in pending) == 1
    soon = [a for a in pending if dt.timedelta() < a.expires_at - today < dt.timedelta(days=3)]
    assert len(soon) == 1
    assert Approval.objects.get(status="refused").decision_reason
    assert Delegation.objects.get().is_in_force
    for approval in pending:
        if approval.overdue:
            continue
        who = User.objects.get(username=decider_of(approval))
        assert obstacle(actor_of(who), approval) is None
        done = approve(actor=actor_of(who), approval=approval.uuid, reason="演示")
        assert done.status == "approved"
