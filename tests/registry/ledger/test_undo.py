"""Undoing a trade of the same day: the very serials go back, with the day on which they had been
bought; what is elsewhere by then stays there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from registry.ledger.models import Holding
from registry.ledger.services import holds, units
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from registry.ledger.verify import verify
from tests.registry.ledger.checks import violations
from tests.registry.ledger.every_act import WHY, with_role
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    blocks,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db
NEXT_DAY = DAY + dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    return World(n=3, each_t=100, listed_t=40)


def _trade(w: World, quantity_t: int = 10, on: dt.date = DAY, order: int | None = None) -> str:
    trade = Trade(ref(), w.accounts[0], w.accounts[1], w.batch, quantity_t, None, order)
    settle(actor=EXCHANGE, trade=trade, on=on, **WHY)
    return trade.reference


def _undo(trade: Any, on: dt.date = DAY) -> Any:
    return undo_trade(actor=EXCHANGE, trade=trade, on=on, reference=ref(), **WHY)


def _freeze(w: World, account: int, **what: Any) -> int:
    return holds.freeze(
        actor=CHECKER, batch=w.batch, account=account, document="甲", reference=ref(), **WHY, **what
    )["hold"]


def _state(batch: int) -> list[tuple[Any, ...]]:
    """Blocks with the day of purchase, and balances without their meters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT first, last, account, bucket::text, hold, bought_on FROM ledger.block"
            " WHERE batch = %s ORDER BY 1",
            (batch,),
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute(
            "SELECT account, bucket::text, in_t - out_t FROM ledger.holding WHERE batch = %s AND in_t > out_t"
            " ORDER BY 1, 2",
            (batch,),
        )
        return rows + cursor.fetchall()


def _no_violations() -> bool:
    connection.ensure_connection()
    return violations(connection.connection) == [] and verify().violations == []


@pytest.mark.parametrize("trade", ["no-such-trade", "", "a\0b", None, 5, "x" * 101])
def test_an_unknown_trade(world: World, trade: Any) -> None:
    _trade(world)
    with refused("trade_unknown" if trade == "no-such-trade" else "reference_invalid"):
        _undo(trade)


def test_what_is_no_trade(world: World) -> None:
    reference = ref()
    units.deposit(
        actor=EXCHANGE,
        batch=world.batch,
        account=world.accounts[0],
        quantity_t=1,
        reference=reference,
        **WHY,
    )
    with refused("trade_unknown", trade=reference):
        _undo(reference)


def test_an_undo_is_not_undone(world: World) -> None:
    trade = _trade(world)
    undo_trade(actor=EXCHANGE, trade=trade, on=DAY, reference="the-undo", **WHY)
    with refused("trade_unknown", trade="the-undo"):
        _undo("the-undo")


def test_twice(world: World) -> None:
    trade = _trade(world)
    _undo(trade)
    with refused("trade_undone", trade=trade):
        _undo(trade)


@pytest.mark.parametrize("days", [-1, 1, 30])
def test_another_day(world: World, days: int) -> None:
    trade = _trade(world)
    with refused("undo_too_late", trade=trade, traded_on=str(DAY)):
        _undo(trade, DAY + dt.timedelta(days=days))


@pytest.mark.parametrize("part", [10, 1])
def test_units_frozen_since(world: World, part: int) -> None:
    trade = _trade(world)
    sold = (91, 90 + part)
    hold = _freeze(world, world.accounts[1], serials=sold)
    with refused("units_moved", trade=trade):
        _undo(trade)
    holds.unfreeze(actor=CHECKER, hold=hold, document="解", reference=ref(), **WHY)
    _undo(trade)
    assert _no_violations()
    assert quantity(world.accounts[0], world.batch, "trading") == 40


def test_units_executed_since_and_come_back_by_another_way(world: World) -> None:
    """The buyer has the same serials again, but not by this trade: they are the buyer's."""
    _a, b, c = world.accounts
    trade = _trade(world)
    hold = _freeze(world, b, serials=(91, 100))
    holds.execute(actor=CHECKER, hold=hold, destination=c, document="执", reference=ref(), **WHY)
    units.transfer(
        actor=CHECKER,
        batch=world.batch,
        source=c,
        destination=b,
        serials=(91, 100),
        reference=ref(),
        **WHY,
    )
    units.deposit(
        actor=EXCHANGE, batch=world.batch, account=b, serials=(91, 100), reference=ref(), **WHY
    )
    with refused("units_moved", trade=trade):
        _undo(trade)


def test_sold_again_to_the_same_buyer_after_an_undo(world: World) -> None:
    trade = _trade(world)
    _undo(trade)
    again = _trade(world)
    with refused("trade_undone", trade=trade):
        _undo(trade)
    _undo(again)
    for each in (trade, again):
        with refused("trade_undone", trade=each):
            _undo(each)
    assert quantity(world.accounts[0], world.batch, "trading") == 40
    assert _no_violations()


def test_sold_to_another_after_an_undo(world: World) -> None:
    a, _, c = world.accounts
    trade = _trade(world)
    _undo(trade)
    settle(actor=EXCHANGE, trade=Trade(ref(), a, c, world.batch, 10), on=DAY, **WHY)
    with refused("trade_undone", trade=trade):
        _undo(trade)


def test_the_blocks_come_back_as_they_were(world: World) -> None:
    a, b, _ = world.accounts
    # Older purchases of two days lie in the seller's and the buyer's trading.
    settle(actor=EXCHANGE, trade=Trade(ref(), b, a, world.batch, 7), on=DAY, **WHY)
    settle(actor=EXCHANGE, trade=Trade(ref(), world.accounts[2], b, world.batch, 9), on=DAY, **WHY)
    before = _state(world.batch)
    for quantity_t in (1, 7, 8, 40, 45, 47):
        shape = blocks(world.batch)
        trade = _trade(world, quantity_t, on=NEXT_DAY)
        assert blocks(world.batch) != shape
        _undo(trade, NEXT_DAY)
        assert _no_violations()
        # Cuts stay; joined again, the ledger is the same, day of purchase by day of purchase.
        assert _joined(_state(world.batch)) == _joined(before)


def _joined(state: list[tuple[Any, ...]]) -> list[Any]:
    joined: list[list[Any]] = []
    for row in state:
        if len(row) != 6:
            joined.append(list(row))
        elif joined and joined[-1][1] == row[0] - 1 and joined[-1][2:] == list(row[2:]):
            joined[-1][1] = row[1]
        else:
            joined.append(list(row))
    return joined


def test_meters_only_run_forward(world: World) -> None:
    a, b, _ = world.accounts

    def meters() -> dict[int, tuple[int, int]]:
        rows = Holding.objects.filter(batch_id=world.batch, bucket="trading")
        return {row.account_id: (row.in_t, row.out_t) for row in rows}

    start = meters()
    trade = _trade(world)
    _undo(trade)
    end = meters()
    assert end[a] == (start[a][0] + 10, start[a][1] + 10)
    assert end[b] == (start[b][0] + 10, start[b][1] + 10)


def test_what_comes_back_may_be_sold_the_same_day(world: World) -> None:
    a, _, c = world.accounts
    _undo(_trade(world, 40))
    settle(actor=EXCHANGE, trade=Trade(ref(), a, c, world.batch, 40), on=DAY, **WHY)
    assert quantity(c, world.batch, "trading") == 80


def test_units_bought_yesterday_come_back_as_bought_yesterday(world: World) -> None:
    a, b, c = world.accounts
    settle(actor=EXCHANGE, trade=Trade(ref(), c, a, world.batch, 40), on=DAY, **WHY)
    _undo(_trade(world, 80, on=NEXT_DAY), NEXT_DAY)
    with refused("trade_date_past"):
        settle(
            actor=EXCHANGE,
            trade=Trade(ref(), a, b, world.batch, 1),
            on=DAY - dt.timedelta(days=1),
            **WHY,
        )
    with refused("bought_today", available_t=40, bought_t=40):
        settle(actor=EXCHANGE, trade=Trade(ref(), a, b, world.batch, 80), on=DAY, **WHY)
    settle(actor=EXCHANGE, trade=Trade(ref(), a, b, world.batch, 80), on=NEXT_DAY, **WHY)


def test_a_trade_of_a_batch_is_undone_alone(world: World) -> None:
    a, b, c = world.accounts
    trades = [Trade(ref(), a, buyer, world.batch, n) for buyer, n in ((b, 5), (c, 6), (b, 7))]
    before = _joined(_state(world.batch))
    settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=ref(), **WHY)
    _undo(trades[1].reference)
    assert quantity(a, world.batch, "trading") == 28
    assert quantity(c, world.batch, "trading") == 40
    _undo(trades[2].reference)
    _undo(trades[0].reference)
    assert _joined(_state(world.batch)) == before
    assert _no_violations()


def test_a_trade_over_many_blocks_comes_back_whole(world: World) -> None:
    a, _b, _c = world.accounts
    for serials in ((63, 64), (70, 71), (80, 83)):
        units.withdraw(
            actor=EXCHANGE, batch=world.batch, account=a, serials=serials, reference=ref(), **WHY
        )
    before = _joined(_state(world.batch))
    trade = _trade(world, 32)
    assert quantity(a, world.batch, "trading") == 0
    _undo(trade)
    assert _joined(_state(world.batch)) == before
    assert _no_violations()


def test_a_trade_from_an_order_comes_back_to_trading(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.clock.today", lambda: DAY)
    a, _b, _ = world.accounts
    order = holds.reserve(
        actor=with_role("holder", a), batch=world.batch, account=a, kind="order", bucket="trading",  # type: ignore[arg-type]
        quantity_t=20, document="申报", reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    _undo(_trade(world, 12, order=order))
    assert quantity(a, world.batch, "trading") == 32
    assert quantity(a, world.batch, "reserved") == 8
    assert _no_violations()


def test_a_freeze_that_waits_catches_what_comes_back(world: World) -> None:
    a, _b, _ = world.accounts
    trade = _trade(world, 10)
    hold = _freeze(world, a, quantity_t=95)
    _undo(trade)
    assert quantity(a, world.batch, "frozen") == 95
    assert quantity(a, world.batch, "trading") == 5
    assert holds.Hold.objects.get(id=hold).waiting_t == 0
    assert _no_violations()


def test_a_freeze_that_waits_for_the_buyer_stands_in_the_way(world: World) -> None:
    _freeze(world, world.accounts[1], quantity_t=105)
    trade = _trade(world, 10)
    assert quantity(world.accounts[1], world.batch, "frozen") == 105
    with refused("units_moved", trade=trade):
        _undo(trade)
