"""Which serials an act takes when only a quantity is named (docs/adr/0004).

Best fit for what travels: the smallest block that covers the need, else the largest and so on; ties
take the lowest serial; a block is cut at its tail. Crumbs for what is retired: smallest first.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from registry.ledger.services import holds, units
from registry.ledger.services.settlement import Trade, settle, settle_batch
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    DAY,
    EXCHANGE,
    OPERATOR,
    World,
    make_account,
    make_batch,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db
# Sizes of the blocks of one account, in the order of their serials; one foreign unit between them.
SIZES = [5, 30, 8, 8, 30, 1]


def lay(sizes: list[int], *, listed: bool = False) -> tuple[World, dict[int, tuple[int, int]]]:
    """An account holding blocks of these sizes, apart; and the ends of each by its place in the list."""
    w = World(n=1, each_t=1)
    a, other, buyer = (make_account().id for _ in range(3))
    w.accounts = [a, buyer, other]
    total = sum(sizes) + len(sizes)
    w.batch = make_batch({other: total}).id
    ends, first = {}, 1
    for n, size in enumerate(sizes):
        ends[n] = (first, first + size - 1)
        units.transfer(
            actor=CHECKER,
            batch=w.batch,
            source=other,
            destination=a,
            serials=ends[n],
            reference=ref(),
            **WHY,
        )
        if listed:
            units.deposit(
                actor=EXCHANGE, batch=w.batch, account=a, serials=ends[n], reference=ref(), **WHY
            )
        first += size + 1
    return w, ends


def tail(end: tuple[int, int], quantity_t: int) -> list[int]:
    return [end[1] - quantity_t + 1, end[1]]


BEST = [
    (1, {5: 1}),  # the crumb fits exactly
    (2, {0: 2}),
    (5, {0: 5}),
    (6, {2: 6}),  # of two blocks of 8, the lower
    (8, {2: 8}),
    (9, {1: 9}),  # of two blocks of 30, the lower
    (30, {1: 30}),
    (31, {1: 30, 5: 1}),  # the largest, then the best fit for the rest
    (35, {1: 30, 0: 5}),
    (36, {1: 30, 2: 6}),
    (38, {1: 30, 2: 8}),
    (45, {1: 30, 4: 15}),
    (60, {1: 30, 4: 30}),
    (61, {1: 30, 4: 30, 5: 1}),
    (66, {1: 30, 4: 30, 2: 6}),
    (70, {1: 30, 4: 30, 2: 8, 0: 2}),
    (82, dict(enumerate(SIZES))),
]


@pytest.mark.parametrize(
    ("quantity_t", "taken"), BEST, ids=lambda x: str(x) if type(x) is int else ""
)
@pytest.mark.parametrize("act", ["transfer", "deposit", "reserve", "freeze"])
def test_best_fit(act: str, quantity_t: int, taken: dict[int, int]) -> None:
    w, ends = lay(SIZES)
    a, b, _ = w.accounts
    place: dict[str, Any] = {"batch": w.batch, "quantity_t": quantity_t, "reference": ref(), **WHY}
    if act == "transfer":
        reply = units.transfer(actor=CHECKER, source=a, destination=b, **place)
    elif act == "deposit":
        reply = units.deposit(actor=EXCHANGE, account=a, **place)
    elif act == "reserve":
        reply = holds.reserve(actor=EXCHANGE, account=a, document="业务", **place)
    else:
        reply = holds.freeze(actor=CHECKER, account=a, document="甲", **place)
    assert reply["ranges"] == sorted(tail(ends[n], t) for n, t in taken.items())


@pytest.mark.parametrize(
    ("quantity_t", "taken"), BEST, ids=lambda x: str(x) if type(x) is int else ""
)
def test_best_fit_of_a_trade(quantity_t: int, taken: dict[int, int]) -> None:
    w, ends = lay(SIZES, listed=True)
    a, b, _ = w.accounts
    reply = settle(actor=EXCHANGE, trade=Trade(ref(), a, b, w.batch, quantity_t), on=DAY, **WHY)
    assert reply["ranges"] == sorted(tail(ends[n], t) for n, t in taken.items())


@pytest.mark.parametrize(("quantity_t", "taken"), [case for case in BEST if len(case[1]) == 1])
def test_alone_and_in_a_batch_the_same_block_is_taken(
    quantity_t: int, taken: dict[int, int]
) -> None:
    """One trade of a seller that one block covers. (A batch that needs several blocks of a seller
    takes the largest first, without looking for the best fit of the rest.)"""
    w, ends = lay(SIZES, listed=True)
    a, b, _ = w.accounts
    trade = Trade(ref(), a, b, w.batch, quantity_t)
    settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="atomic", key=ref(), **WHY)
    assert held_by(b, w.batch) == [tuple(tail(ends[n], t)) for n, t in taken.items()]


def held_by(account: int, batch: int) -> list[tuple[int, int]]:
    from registry.ledger.models import Block

    rows = Block.objects.filter(account_id=account, batch_id=batch).order_by("first")
    return [(block.first, block.last) for block in rows]


@pytest.mark.parametrize(
    "needs", [[40], [10, 10, 25], [1] * 20, [81], [5, 77], [30, 30, 8, 8, 5, 1]]
)
def test_a_batch_needs_no_more_blocks_than_it_must(needs: list[int]) -> None:
    w, _ = lay(SIZES, listed=True)
    a, b, _ = w.accounts
    trades = [Trade(ref(), a, b, w.batch, n) for n in needs]
    settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=ref(), **WHY)
    from registry.ledger.models import Move

    moved = Move.objects.filter(entry__act="settle", batch_id=w.batch)
    assert sum(move.quantity_t for move in moved) == sum(needs)
    blocks_needed = next(
        n for n in range(1, len(SIZES) + 1) if sum(sorted(SIZES, reverse=True)[:n]) >= sum(needs)
    )
    assert moved.count() <= len(needs) + blocks_needed - 1
    for trade in trades:
        assert (
            sum(m.quantity_t for m in moved.filter(entry__reference=trade.reference))
            == trade.quantity_t
        )


CRUMBS = [
    (1, {5: 1}),
    (2, {5: 1, 0: 1}),
    (6, {5: 1, 0: 5}),
    (7, {5: 1, 0: 5, 2: 1}),
    (14, {5: 1, 0: 5, 2: 8}),
    (20, {5: 1, 0: 5, 2: 8, 3: 6}),
    (23, {5: 1, 0: 5, 2: 8, 3: 8, 1: 1}),
    (82, dict(enumerate(SIZES))),
]


@pytest.mark.parametrize(
    ("quantity_t", "taken"), CRUMBS, ids=lambda x: str(x) if type(x) is int else ""
)
@pytest.mark.parametrize("act", ["retire", "cancel"])
def test_crumbs_first_for_what_ends(act: str, quantity_t: int, taken: dict[int, int]) -> None:
    w, ends = lay(SIZES)
    place: dict[str, Any] = {
        "batch": w.batch, "account": w.accounts[0], "quantity_t": quantity_t, "reference": ref(), **WHY,
    }  # fmt: skip
    reply = (
        units.retire(actor=OPERATOR, **place)
        if act == "retire"
        else units.cancel(actor=APPROVER, **place)
    )
    assert reply["ranges"] == sorted(tail(ends[n], t) for n, t in taken.items())


# Units bought today are passed over


@pytest.mark.parametrize("way", ["trade", "batch", "withdraw", "order"])
def test_todays_units_are_passed_over(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    w, ends = lay([50, 4, 9], listed=True)
    a, b, other = w.accounts
    units.deposit(
        actor=EXCHANGE, batch=w.batch, account=other, quantity_t=1, reference=ref(), **WHY
    )
    monkeypatch.setattr("core.clock.today", lambda: DAY)
    # The best fit for one tonne would be the one bought today.
    settle(actor=EXCHANGE, trade=Trade(ref(), other, a, w.batch, 1), on=DAY, **WHY)
    place: dict[str, Any] = {
        "batch": w.batch,
        "account": a,
        "quantity_t": 1,
        "reference": ref(),
        **WHY,
    }
    trade = Trade(ref(), a, b, w.batch, 1)
    if way == "trade":
        settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    elif way == "batch":
        settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="atomic", key=ref(), **WHY)
    elif way == "withdraw":
        assert units.withdraw(actor=EXCHANGE, **place)["ranges"] == [tail(ends[1], 1)]
        return
    else:
        reply = holds.reserve(
            actor=EXCHANGE, kind="order", bucket="trading", document="申报", **place
        )
        assert reply["ranges"] == [tail(ends[1], 1)]
        return
    assert held_by(b, w.batch) == [tuple(tail(ends[1], 1))]


def test_tomorrow_they_are_as_good_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    w, _ = lay([50, 4], listed=True)
    a, b, other = w.accounts
    units.deposit(
        actor=EXCHANGE, batch=w.batch, account=other, quantity_t=1, reference=ref(), **WHY
    )
    bought = settle(actor=EXCHANGE, trade=Trade(ref(), other, a, w.batch, 1), on=DAY, **WHY)
    tomorrow = DAY + dt.timedelta(days=1)
    sold = settle(actor=EXCHANGE, trade=Trade(ref(), a, b, w.batch, 1), on=tomorrow, **WHY)
    assert sold["ranges"] == bought["ranges"]


# Out of a hold


def test_out_of_a_hold_the_smallest_block_that_covers_else_crumbs() -> None:
    w, ends = lay([5, 30, 8])
    a, b, _ = w.accounts
    hold = holds.freeze(
        actor=CHECKER,
        batch=w.batch,
        account=a,
        quantity_t=43,
        document="甲",
        reference=ref(),
        **WHY,
    )["hold"]
    out: dict[str, Any] = {
        "actor": CHECKER,
        "hold": hold,
        "destination": b,
        "document": "执",
        **WHY,
    }
    assert holds.execute(quantity_t=6, reference=ref(), **out)["ranges"] == [tail(ends[2], 6)]
    assert holds.execute(quantity_t=32, reference=ref(), **out)["ranges"] == [
        [ends[0][0], ends[0][1]], tail(ends[1], 25), [ends[2][0], ends[2][0] + 1],
    ]  # fmt: skip
    assert quantity(a, w.batch, "frozen") == 5


def test_a_freeze_takes_available_before_trading() -> None:
    w = World(n=1, each_t=100, listed_t=40)
    (a,) = w.accounts
    freeze: dict[str, Any] = {
        "actor": CHECKER,
        "batch": w.batch,
        "account": a,
        "document": "甲",
        **WHY,
    }
    first = holds.freeze(quantity_t=70, reference=ref(), **freeze)["hold"]
    assert (quantity(a, w.batch, "available"), quantity(a, w.batch, "trading")) == (0, 30)
    holds.unfreeze(actor=CHECKER, hold=first, document="解", reference=ref(), **WHY)
    assert (quantity(a, w.batch, "available"), quantity(a, w.batch, "trading")) == (60, 40)
