"""A batch of trades, some of them wrong: in `atomic` nothing is settled and every fault is named with
its row; in `per_trade` exactly the good ones are settled, first come, first served.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from registry.ledger.models import Entry
from registry.ledger.services import holds
from registry.ledger.services.settlement import Settlement, Trade, settle, settle_batch
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import assert_complete, refused
from tests.registry.ledger.world import (
    DAY,
    EXCHANGE,
    World,
    make_account,
    picture,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db


def _settle(trades: list[Trade], mode: Any, **more: Any) -> Settlement:
    call = {"actor": EXCHANGE, "on": DAY, "key": ref("K"), **WHY} | more
    return settle_batch(trades=trades, mode=mode, **call)


@pytest.fixture
def world() -> World:
    return World(n=3, each_t=100, listed_t=50)


@pytest.fixture
def mixed(world: World) -> tuple[list[Trade], list[tuple[int, str]]]:
    """Ten trades, and what is wrong with which of them."""
    a, b, c = world.accounts
    batch = world.batch
    elsewhere = make_account("CD").id
    known = Trade(ref("known"), a, b, batch, 3)
    settle(actor=EXCHANGE, trade=known, on=DAY, **WHY)
    twice = ref("twice")
    trades = [
        Trade(ref("good"), a, b, batch, 40, Decimal("80.01")),
        Trade(ref("short"), a, c, batch, 20),
        Trade(twice, a, c, batch, 5),
        Trade(twice, a, c, batch, 5),
        Trade(ref("self"), b, b, batch, 5),
        Trade(ref("price"), b, c, batch, 5, Decimal("80.001")),
        Trade(known.reference, a, b, batch, 4),
        Trade(ref("cross"), c, elsewhere, batch, 5),
        Trade(ref("today"), b, c, batch, 52),
        Trade(ref("good"), c, a, batch, 50),
    ]
    faults = [
        (2, "insufficient"), (4, "reference_twice"), (5, "same_account"), (6, "price_invalid"),
        (7, "reference_mismatch"), (8, "programme_mismatch"), (9, "bought_today"),
    ]  # fmt: skip
    return trades, faults


def test_atomic_settles_all_or_nothing(
    world: World, mixed: tuple[list[Trade], list[tuple[int, str]]]
) -> None:
    trades, faults = mixed
    with refused(
        "trades_refused", count=len(faults), row=2, reference=trades[1].reference
    ) as caught:
        _settle(trades, "atomic")
    rows = caught.value.params["refused"]
    assert [(row["row"], row["code"]) for row in rows] == faults
    assert [row["reference"] for row in rows] == [trades[n - 1].reference for n, _ in faults]
    assert rows[0]["params"]["available_t"] == 7
    good = [trade for n, trade in enumerate(trades, 1) if n not in dict(faults)]
    assert _settle(good, "atomic").settled == len(good)


def test_per_trade_settles_exactly_the_good_ones(
    world: World, mixed: tuple[list[Trade], list[tuple[int, str]]]
) -> None:
    trades, faults = mixed
    done = _settle(trades, "per_trade")
    assert (done.trades, done.settled, done.repeated) == (10, 3, 0)
    assert [(r.row, r.error.code) for r in done.refused] == faults
    assert [r.reference for r in done.refused] == [trades[n - 1].reference for n, _ in faults]
    a, b, c = world.accounts
    assert [quantity(x, world.batch, "trading") for x in (a, b, c)] == [52, 93, 5]
    entries = Entry.objects.filter(
        reference__in=[trade.reference for trade in trades], act="settle"
    )
    assert entries.count() == 4  # three and the one known before
    for refusal in done.refused:
        if refusal.error.code != "reference_mismatch":
            assert_complete(refusal.error)


def test_first_come_first_served_within_a_seller(world: World) -> None:
    a, b, _ = world.accounts
    sizes = [30, 25, 20, 1, 10, 9, 1]
    done = _settle([Trade(ref(), a, b, world.batch, n) for n in sizes], "per_trade")
    assert [(r.row, r.error.params["available_t"]) for r in done.refused] == [
        (2, 20),
        (4, 0),
        (5, 0),
        (6, 0),
        (7, 0),
    ]
    assert done.settled == 2
    assert quantity(a, world.batch, "trading") == 0


def test_a_sellers_shortage_is_its_own(world: World) -> None:
    a, b, c = world.accounts
    trades = [
        Trade(ref(), a, c, world.batch, 51),
        Trade(ref(), b, c, world.batch, 50),
        Trade(ref(), a, b, world.batch, 50),
    ]
    done = _settle(trades, "per_trade")
    assert [r.row for r in done.refused] == [1]
    assert [quantity(x, world.batch, "trading") for x in (a, b, c)] == [0, 50, 100]


def test_what_is_delivered_in_a_batch_is_not_sold_on_in_it(world: World) -> None:
    a, b, c = world.accounts
    trades = [Trade(ref(), a, b, world.batch, 50), Trade(ref(), b, c, world.batch, 51)]
    done = _settle(trades, "per_trade")
    assert [(r.row, r.error.code) for r in done.refused] == [(2, "insufficient")]
    assert done.refused[0].error.params["available_t"] == 50


def test_all_wrong_in_per_trade_moves_nothing(world: World) -> None:
    a, b, _ = world.accounts
    before = picture()
    done = _settle(
        [Trade(ref(), a, b, world.batch, 51), Trade(ref(), a, a, world.batch, 1)], "per_trade"
    )
    assert (done.settled, len(done.refused)) == (0, 2)
    after = picture()
    assert {t: after[t] for t in ("block", "entry", "move", "hold")} == {
        t: before[t] for t in ("block", "entry", "move", "hold")
    }
    assert len(after["request"]) == len(before["request"]) + 1  # the answer is kept


def test_a_reference_twice_settles_the_first_of_them(world: World) -> None:
    a, b, _ = world.accounts
    trade = Trade(ref(), a, b, world.batch, 5)
    done = _settle([trade, trade, trade._replace(quantity_t=6)], "per_trade")
    assert (done.settled, [(r.row, r.error.code) for r in done.refused]) == (
        1, [(2, "reference_twice"), (3, "reference_twice")],
    )  # fmt: skip
    assert quantity(a, world.batch, "trading") == 45
    with refused("trades_refused"):
        _settle([trade._replace(reference="R"), trade._replace(reference="R")], "atomic")


def test_two_rows_without_a_reference_are_not_two_of_one(world: World) -> None:
    a, b, _ = world.accounts
    nameless = Trade(None, a, b, world.batch, 5)  # type: ignore[arg-type]
    done = _settle([nameless, nameless], "per_trade")
    assert [r.error.code for r in done.refused] == ["reference_invalid"] * 2


def test_no_trades_and_too_many(world: World) -> None:
    a, b, _ = world.accounts
    with refused("batch_size_invalid", trades=0, most=100_000):
        _settle([], "atomic")
    many = [Trade(f"many-{n}", a, b, world.batch, 1) for n in range(100_001)]
    with refused("batch_size_invalid", trades=100_001):
        _settle(many, "per_trade")


@pytest.mark.parametrize("mode", ["Atomic", "ATOMIC", "", None, "all", True])
def test_an_unknown_mode_is_a_mistake_of_the_programmer(world: World, mode: Any) -> None:
    a, b, _ = world.accounts
    before = picture()
    with pytest.raises(ValueError, match="atomic or per_trade"):
        _settle([Trade(ref(), a, b, world.batch, 5)], mode)
    assert picture() == before


@pytest.mark.parametrize("key", ["", "a\0b", "x" * 201, 5])
def test_the_key_of_a_batch(world: World, key: Any) -> None:
    a, b, _ = world.accounts
    trades = [Trade(ref(), a, b, world.batch, 5)]
    with refused("reference_invalid"):
        _settle(trades, "atomic", key=key)


def test_references_that_look_like_array_syntax(world: World) -> None:
    a, b, _ = world.accounts
    odd = [
        "NULL",
        "null",
        "{}",
        '"',
        "\\",
        "a,b",
        "{a",
        "a b",
        "'",
        "$1",
        "%s",
        "%",
        "单号",
        "😀",
        'a\\"b',
    ]
    done = _settle([Trade(name, a, b, world.batch, 1) for name in odd], "atomic")
    assert done.settled == len(odd)
    assert set(Entry.objects.filter(reference__in=odd).values_list("reference", flat=True)) == set(
        odd
    )


def test_two_batches_of_units_in_one_call() -> None:
    one, two = World(n=2, each_t=10, listed_t=10), World(n=2, each_t=10, listed_t=10)
    (a, b), (c, d) = one.accounts, two.accounts
    trades = [
        Trade(ref(), a, b, one.batch, 10), Trade(ref(), c, d, two.batch, 10),
        Trade(ref(), c, b, two.batch, 1),
    ]  # fmt: skip
    done = _settle(trades, "per_trade")
    assert (done.settled, [(r.row, r.error.code) for r in done.refused]) == (
        2,
        [(3, "insufficient")],
    )


def test_orders_and_listed_units_of_one_seller(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.clock.today", lambda: DAY)
    a, b, c = world.accounts
    order = holds.reserve(
        actor=EXCHANGE, batch=world.batch, account=a, kind="order", bucket="trading", quantity_t=20,
        document="申报", reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    trades = [
        Trade(ref(), a, b, world.batch, 15, None, order),
        Trade(ref(), a, b, world.batch, 30),
        Trade(ref(), a, c, world.batch, 6, None, order),
        Trade(ref(), a, c, world.batch, 5, None, order),
        Trade(ref(), a, c, world.batch, 1),
    ]
    done = _settle(trades, "per_trade")
    assert [r.row for r in done.refused] == [3, 5]
    assert [r.error.params["available_t"] for r in done.refused] == [5, 0]
    assert quantity(a, world.batch, "reserved") == quantity(a, world.batch, "trading") == 0


def test_a_later_day_releases_what_was_bought(world: World) -> None:
    a, b, c = world.accounts
    _settle([Trade(ref(), a, b, world.batch, 50)], "atomic")
    trade = Trade(ref(), b, c, world.batch, 100)
    assert _settle([trade], "per_trade").refused[0].error.code == "bought_today"
    assert _settle([trade], "atomic", on=DAY + dt.timedelta(days=1)).settled == 1
