"""R-FALSE-01: false tonnes are ordered to go, go voluntarily or by force, and never count as use."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.errors import CodedError
from registry.ledger.models import Entry
from registry.ledger.verify import Scope, verify
from registry.reductions.models import Cancellation, CancelOrder, Report
from registry.reductions.verifying import verify as verify_issuance
from tests.registry.casework.people import picture
from tests.registry.casework.test_laws import refused as law
from tests.registry.ledger.world import picture as ledger
from tests.registry.ledger.world import quantity
from tests.registry.organisations.holders import make_organisation
from tests.registry.reductions.test_issuing import parameter
from tests.registry.reductions.world import AFTER_NOTICE, World, account_for, do, on

pytestmark = pytest.mark.django_db
LATE = "2026-06-15T02:00:00+00:00"
ORDER = {"quantity_t": 1000, "document": "京环执〔2026〕8 号"}


@pytest.fixture
def world(db: None) -> Any:
    with on():
        found = World()
        found.holding = found.account()
        found.report = found.issued()
        found.code = found.report.issued_batch.batch_code
    with on(AFTER_NOTICE):
        yield found


def _refused(code: str, report: Report, act: Any) -> CodedError:
    before = picture(report), ledger(), CancelOrder.objects.count(), Cancellation.objects.count()
    with pytest.raises(CodedError) as caught:
        act()
    assert caught.value.code == code
    after = picture(report), ledger(), CancelOrder.objects.count(), Cancellation.objects.count()
    assert after == before
    return caught.value


def _ordered(world: Any, **changes: Any) -> None:
    world.second(world.report, "order_cancel", by=world.approver, **ORDER | changes)


def test_an_order_takes_two_persons_and_suspends_the_project(world: Any) -> None:
    report = world.report
    _refused("step_forbidden", report, lambda: do(report, world.checker, "order_cancel", **ORDER))
    much = {"quantity_t": 497192, "document": "x"}
    _refused("order_too_much", report, lambda: world.propose(report, "order_cancel", **much))
    _ordered(world)
    report = Report.objects.get(pk=report.pk)
    assert report.state == "cancel_ordered"
    order = report.cancel_orders.get()
    assert (order.quantity_t, order.due_on) == (1000, report.due_on)
    (letter,) = report.letters.filter(kind="cancel_order")
    assert "1,000 吨" in letter.paragraphs[0]
    period = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    refused = _refused("project_suspended", report, lambda: world.begin(*period))
    assert refused.sentence.rule == "R-FALSE-01"


def test_nothing_pending_is_issued_meanwhile(world: Any) -> None:
    other = world.registered(first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31))
    _ordered(world)
    _refused("project_suspended", other, lambda: world.second(other, "issue"))


def test_cancelled_voluntarily_as_offered(world: Any) -> None:
    _ordered(world)
    report, checker = world.report, world.owner.checker
    offer = {"lines": [[world.code, 1000]]}
    do(report, checker, "offer_cancel", **offer)
    assert report.events.filter(step="offer_cancel").get().detail == offer
    for lines in (
        [["BJ_X_Y_2025_1", 1]],
        [[world.code, 0]],
        [],
        [[world.code, 1], [world.code, 1]],
    ):
        _refused(
            "lines_invalid",
            report,
            lambda rows=lines: do(report, checker, "offer_cancel", lines=rows),
        )
    _refused(
        "cancel_too_much",
        report,
        lambda: do(report, checker, "offer_cancel", lines=[[world.code, 1001]]),
    )
    _refused("order_unfinished", report, lambda: do(report, world.maker, "close_order"))
    world.second(report, "cancel_offered", by=world.approver, **offer)
    do(report, world.maker, "close_order")
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.due_on) == ("issued", None)
    done = Cancellation.objects.get()
    entry = Entry.objects.get(pk=done.entry)
    assert (entry.act, entry.quantity_t, entry.detail["document"]) == (
        "cancel",
        1000,
        ORDER["document"],
    )
    batch = world.holding, report.issued_batch
    assert (batch[1].quantity_t, done.manner) == (497191, "voluntary")
    assert verify(Scope()).ok
    assert list(verify_issuance()) == []
    world.begin(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def test_nothing_is_forced_before_the_last_day(world: Any) -> None:
    _ordered(world)
    _refused("order_not_due", world.report, lambda: world.propose(world.report, "force_cancel"))
    due = CancelOrder.objects.get().due_on
    with on(f"{due.isoformat()}T10:00:00+00:00"):
        _refused("order_not_due", world.report, lambda: world.propose(world.report, "force_cancel"))


def test_forced_from_what_the_holder_has(world: Any) -> None:
    _ordered(world)
    with on(LATE):
        world.second(world.report, "force_cancel", by=world.approver)
        do(world.report, world.maker, "close_order")
    done = Cancellation.objects.get()
    assert (done.manner, done.quantity_t, done.batch_code) == ("forced", 1000, world.code)
    batch = Entry.objects.get(pk=world.report.issued_batch.entry).detail["batch"]
    assert quantity(world.holding.id, batch, "cancelled") == 1000
    assert quantity(world.holding.id, batch, "retired") == 0


def test_what_was_sold_stays_owed(world: Any) -> None:
    _ordered(world, quantity_t=497191)
    batch = Entry.objects.get(pk=world.report.issued_batch.entry).detail["batch"]
    from registry.ledger.services.units import transfer
    from tests.registry.ledger.world import CHECKER, ref

    buyer = account_for(make_organisation())
    transfer(
        actor=CHECKER, batch=batch, source=world.holding.id, destination=buyer.id,
        quantity_t=400000, reason="过户", reference=ref(),
    )  # fmt: skip
    with on(LATE):
        world.second(world.report, "force_cancel", by=world.approver)
        _refused(
            "order_unfinished", world.report, lambda: do(world.report, world.maker, "close_order")
        )
        _refused("nothing_held", world.report, lambda: world.propose(world.report, "force_cancel"))
    assert sum(Cancellation.objects.values_list("quantity_t", flat=True)) == 97191
    assert Report.objects.get(pk=world.report.pk).state == "cancel_ordered"
    assert quantity(buyer.id, batch, "available") == 400000


def test_a_reversal_is_cancelled_from_the_buffer() -> None:
    with on():
        world = World()
        world.account()
        pool = account_for(make_organisation(name_zh="缓冲池管理中心"))
        parameter("R-BUFFER-01", "pooled_methodologies", "CCER-01-002")
        parameter("R-BUFFER-01", "buffer_share", "0.1")
        parameter("R-BUFFER-01", "buffer_account", pool.number)
        report = world.issued()
    lost = {"quantity_t": 49720, "document": "火灾核实报告 3 号"}
    with on(AFTER_NOTICE):
        short = lost | {"quantity_t": 49721}
        _refused("buffer_short", report, lambda: world.propose(report, "reverse", **short))
        world.second(report, "reverse", by=world.approver, **lost)
        again = lost | {"quantity_t": 1}
        _refused("buffer_short", report, lambda: world.propose(report, "reverse", **again))
    report = Report.objects.get(pk=report.pk)
    assert report.state == "issued"
    done = Cancellation.objects.get()
    assert (done.manner, done.account_number, done.quantity_t) == ("buffer", pool.number, 49720)
    with on(AFTER_NOTICE):
        world.begin(dt.date(2024, 1, 1), dt.date(2024, 12, 31))  # not suspended: nobody cheated


@pytest.mark.laws
def test_no_more_than_issued_than_ordered_than_in_the_ledger(world: Any) -> None:
    _ordered(world)
    order = CancelOrder.objects.get()
    insert = (
        "INSERT INTO reductions_cancelorder (uuid, report_id, cause, quantity_t, document, due_on,"
        " provisional, ordered_by, ordered_at)"
        " VALUES (gen_random_uuid(), %s, 'falsified', %s, 'x', now(), false, 'x', now())"
    )
    law("reductions_order_within_issued", insert, world.report.pk, 496192)
    cancelled = (
        "INSERT INTO reductions_cancellation (order_id, manner, account_number, batch_code, quantity_t,"
        " entry, at) VALUES (%s, 'forced', 'x', 'x', %s, %s, now())"
    )
    issuing = world.report.issued_batch.entry
    law("reductions_cancelled_within_order", cancelled, order.pk, 1001, issuing)
    law("reductions_cancelled_in_ledger", cancelled, order.pk, 1000, issuing)
    law("casework_kept", "UPDATE reductions_cancelorder SET quantity_t = 1")
    law("casework_kept", "DELETE FROM reductions_cancelorder")
