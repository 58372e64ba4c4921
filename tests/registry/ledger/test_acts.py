"""Each act once, end to end: where the units were and where they are now."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from core import clock
from registry.ledger.models import Hold
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import close_account, resume_account, suspend_account
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    DAY,
    EXCHANGE,
    OPERATOR,
    World,
    blocks,
    holder_of,
    make_account,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db
WHY = {"reason": "测试"}


def test_issue_lays_shares_from_serial_one():
    w = World(n=2, each_t=10)
    a, b = w.accounts
    assert blocks(w.batch) == [(1, 10, a, "available"), (11, 20, b, "available")]


def test_transfer_cuts_the_tail_of_the_best_block():
    w = World(n=2, each_t=100)
    a, b = w.accounts
    reply = units.transfer(
        actor=CHECKER, batch=w.batch, source=a, destination=b, quantity_t=30, reference=ref(), **WHY
    )
    assert reply["ranges"] == [[71, 100]]
    assert (quantity(a, w.batch, "available"), quantity(b, w.batch, "available")) == (70, 130)


def test_transfer_of_a_named_range_leaves_both_sides():
    w = World(n=2, each_t=100)
    a, b = w.accounts
    units.transfer(
        actor=CHECKER,
        batch=w.batch,
        source=a,
        destination=b,
        serials=(41, 50),
        reference=ref(),
        **WHY,
    )
    assert blocks(w.batch) == [
        (1, 40, a, "available"),
        (41, 50, b, "available"),
        (51, 100, a, "available"),
        (101, 200, b, "available"),
    ]


def test_deposit_settle_withdraw():
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trade = Trade(ref(), a, b, w.batch, 20, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    assert quantity(a, w.batch, "trading") == 30
    assert quantity(b, w.batch, "trading") == 70
    units.withdraw(
        actor=holder_of(b), batch=w.batch, account=b, quantity_t=60, reference=ref(), **WHY
    )
    assert quantity(b, w.batch, "available") == 110


def test_undo_gives_the_same_serials_back():
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    before = blocks(w.batch)
    trade = Trade(ref(), a, b, w.batch, 50, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    assert blocks(w.batch) != before
    undo_trade(actor=EXCHANGE, trade=trade.reference, on=DAY, reference=ref(), **WHY)
    assert blocks(w.batch) == before


def test_batch_settlement_atomic_and_replayed():
    w = World(n=3, each_t=100, listed_t=100)
    a, b, c = w.accounts
    trades = [
        Trade(ref(), a, b, w.batch, 10, Decimal("80")),
        Trade(ref(), a, c, w.batch, 20, Decimal("81.25")),
        Trade(ref(), c, b, w.batch, 100, Decimal("80.10")),
    ]
    key = ref()
    done = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=key, **WHY)
    assert (done.settled, done.refused, done.replayed) == (3, (), False)
    assert [quantity(x, w.batch, "trading") for x in w.accounts] == [70, 210, 20]
    again = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=key, **WHY)
    assert (again.replayed, again.settled) == (True, 3)
    other = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=ref(), **WHY)
    assert (other.settled, other.repeated) == (0, 3)


def test_batch_settlement_per_trade_names_what_does_not_fit():
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trades = [
        Trade(ref(), a, b, w.batch, 40),
        Trade(ref(), a, b, w.batch, 20),
        Trade(ref(), a, b, w.batch, 10),
        Trade(ref(), a, a, w.batch, 1),
        Trade(ref(), a, b, w.batch, 1.5),  # type: ignore[arg-type]
        Trade(ref(), a, 999_999_999, w.batch, 1),
    ]
    done = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="per_trade", key=ref(), **WHY)
    assert done.settled == 2
    assert [(r.row, r.error.code) for r in done.refused] == [
        (2, "insufficient"),
        (4, "same_account"),
        (5, "quantity_invalid"),
        (6, "account_unknown"),
    ]
    assert done.refused[0].error.params["available_t"] == 10


def test_order_settles_from_its_hold_and_the_rest_is_released():
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    order = holds.reserve(
        actor=holder_of(a), batch=w.batch, account=a, kind="order", bucket="trading",
        quantity_t=30, document="申报1", reference=ref(), **WHY,
    )  # fmt: skip
    settle(
        actor=EXCHANGE,
        trade=Trade(ref(), a, b, w.batch, 12, None, order["hold"]),
        on=clock.today(),
        **WHY,
    )
    settle_batch(
        actor=EXCHANGE, trades=[Trade(ref(), a, b, w.batch, 8, None, order["hold"])],
        on=clock.today(), mode="atomic", key=ref(), **WHY,
    )  # fmt: skip
    assert quantity(a, w.batch, "reserved") == 10
    holds.release(actor=holder_of(a), hold=order["hold"], reference=ref(), **WHY)
    assert quantity(a, w.batch, "trading") == 30
    assert quantity(b, w.batch, "trading") == 70


def test_freezes_queue_and_catch():
    w = World(n=2, each_t=100, listed_t=40)
    a, b = w.accounts
    freeze = {"actor": CHECKER, "batch": w.batch, "account": a, **WHY}
    first = holds.freeze(quantity_t=100, document="甲字1号", reference=ref(), **freeze)
    second = holds.freeze(
        quantity_t=30, document="乙字2号", expires_on=dt.date(2099, 3, 1), reference=ref(), **freeze
    )
    third = holds.freeze(quantity_t=10, document="丙字3号", reference=ref(), **freeze)
    assert [x["waiting_t"] for x in (first, second, third)] == [0, 30, 10]
    # A credit is caught by the next in rank.
    units.transfer(
        actor=CHECKER, batch=w.batch, source=b, destination=a, quantity_t=5, reference=ref(), **WHY
    )
    assert Hold.objects.get(id=second["hold"]).left_t == 5
    # A release goes to those who wait, then back to where it came from.
    holds.unfreeze(actor=CHECKER, hold=first["hold"], document="解1", reference=ref(), **WHY)
    assert Hold.objects.get(id=second["hold"]).left_t == 30
    assert Hold.objects.get(id=third["hold"]).left_t == 10
    assert quantity(a, w.batch, "frozen") == 40
    assert quantity(a, w.batch, "available") + quantity(a, w.batch, "trading") == 65
    holds.renew(
        actor=CHECKER, hold=second["hold"], expires_on=dt.date(2099, 9, 1), document="续1",
        reference=ref(), **WHY,
    )  # fmt: skip
    done = holds.execute(
        actor=CHECKER, hold=second["hold"], destination=b, document="执1", reference=ref(), **WHY
    )
    assert done["quantity_t"] == 30
    holds.cancel_frozen(actor=APPROVER, hold=third["hold"], document="取1", reference=ref(), **WHY)
    assert quantity(a, w.batch, "cancelled") == 10


def test_hold_expires_the_day_after():
    w = World(n=1, each_t=10)
    hold = holds.freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=4, document="X",
        expires_on=dt.date(2099, 1, 1), reference=ref(), **WHY,
    )  # fmt: skip
    with pytest.raises(Exception, match="hold_not_expired"):
        holds.expire(actor=OPERATOR, hold=hold["hold"], reference=ref(), **WHY)


def test_retire_takes_crumbs_first_and_cancel_is_another_total():
    w = World(n=2, each_t=100)
    a, b = w.accounts
    units.transfer(
        actor=CHECKER,
        batch=w.batch,
        source=a,
        destination=b,
        serials=(50, 52),
        reference=ref(),
        **WHY,
    )
    reply = units.retire(
        actor=holder_of(b), batch=w.batch, account=b, quantity_t=5, reference=ref(),
        detail={"purpose": "event_neutrality"}, **WHY,
    )  # fmt: skip
    assert reply["ranges"] == [[50, 52], [199, 200]]
    units.cancel(actor=APPROVER, batch=w.batch, account=b, quantity_t=5, reference=ref(), **WHY)
    assert quantity(b, w.batch, "retired") == quantity(b, w.batch, "cancelled") == 5


def test_accounts_suspended_resumed_closed():
    w = World(n=2, each_t=10)
    a, b = w.accounts
    suspend_account(actor=CHECKER, account=b, reference=ref(), **WHY)
    with pytest.raises(Exception, match="account_suspended"):
        units.transfer(
            actor=CHECKER,
            batch=w.batch,
            source=a,
            destination=b,
            quantity_t=1,
            reference=ref(),
            **WHY,
        )
    resume_account(actor=CHECKER, account=b, reference=ref(), **WHY)
    with pytest.raises(Exception, match="account_not_empty"):
        close_account(actor=CHECKER, account=b, reference=ref(), **WHY)
    empty = make_account()
    close_account(actor=CHECKER, account=empty.id, reference=ref(), **WHY)
    empty.refresh_from_db()
    assert empty.status == "closed"
