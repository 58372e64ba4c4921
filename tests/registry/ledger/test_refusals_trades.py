"""What settlement refuses, alone and in a batch: incomplete trades, prices, days, repeats. Both ways
answer the same fault with the same code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.errors import CodedError
from registry.ledger.services import holds
from registry.ledger.services.settlement import Trade, settle, settle_batch
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import assert_complete, refused
from tests.registry.ledger.world import DAY, EXCHANGE, World, quantity, ref

pytestmark = pytest.mark.django_db
Refused = Callable[..., CodedError]


def alone(trade: Trade, on: dt.date = DAY) -> CodedError:
    """The refusal of one trade sent by itself."""
    with pytest.raises(CodedError) as caught:
        settle(actor=EXCHANGE, trade=trade, on=on, **WHY)
    return caught.value


def in_atomic_batch(trade: Trade, on: dt.date = DAY) -> CodedError:
    with pytest.raises(CodedError) as caught:
        settle_batch(actor=EXCHANGE, trades=[trade], on=on, mode="atomic", key=ref(), **WHY)
    assert caught.value.code == "trades_refused"
    assert_complete(caught.value)
    (row,) = caught.value.params["refused"]
    assert (row["row"], caught.value.params["count"]) == (1, 1)
    return in_batch(trade, on)


def in_batch(trade: Trade, on: dt.date = DAY) -> CodedError:
    done = settle_batch(actor=EXCHANGE, trades=[trade], on=on, mode="per_trade", key=ref(), **WHY)
    assert (done.settled, len(done.refused)) == (0, 1)
    return done.refused[0].error


@pytest.fixture(params=[alone, in_atomic_batch], ids=["alone", "batch"])
def refusal(request: pytest.FixtureRequest) -> Refused:
    """Settle a trade in one of the two ways; the refusal, complete in both languages."""

    def refuse(trade: Trade, on: dt.date = DAY) -> CodedError:
        error = request.param(trade, on)
        assert_complete(error)
        return error

    return refuse


@pytest.fixture
def world() -> World:
    return World(n=2, each_t=100, listed_t=40)


@pytest.fixture
def trade(world: World) -> Trade:
    a, b = world.accounts
    return Trade(ref(), a, b, world.batch, 5, Decimal("84.50"))


def _named(price: Any) -> str:
    return "long" if type(price) is int and price > 10**100 else repr(price)[:20]


PRICES = [
    Decimal("84.505"), Decimal("0.001"), Decimal("-0.01"), Decimal(-1), -1, Decimal("NaN"),
    Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity"), Decimal("1E+12"), Decimal("1E+1000000"),
    Decimal("1E-1000000"), 10**12, 84.5, 0.0, float("nan"), float("inf"), True, "84.50", "",
    b"1", [1],
]  # fmt: skip


@pytest.mark.parametrize("price", PRICES, ids=_named)
def test_a_price_that_is_not_exact(refusal: Refused, trade: Trade, price: Any) -> None:
    assert refusal(trade._replace(price_cny=price)).code == "price_invalid"


@pytest.mark.parametrize("way", [alone, in_batch])
@pytest.mark.parametrize("field", ["price_cny", "quantity_t", "seller", "batch", "order"])
def test_a_number_too_long_to_print(trade: Trade, way: Refused, field: str) -> None:
    assert_complete(way(trade._replace(**{field: 10**5000})))


@pytest.mark.parametrize(
    "price",
    [None, 0, 84, Decimal(0), Decimal("-0"), Decimal("84.5"), Decimal("84.500"), Decimal("8E+1"),
     Decimal("0E-1000000"), Decimal("0E+1000000"), Decimal("999999999999.99")],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("way", ["alone", "batch"])
def test_an_exact_price_in_any_spelling(trade: Trade, price: Any, way: str) -> None:
    from registry.ledger.models import Entry

    priced = trade._replace(price_cny=price)
    if way == "alone":
        settle(actor=EXCHANGE, trade=priced, on=DAY, **WHY)
    else:
        settle_batch(actor=EXCHANGE, trades=[priced], on=DAY, mode="atomic", key=ref(), **WHY)
    assert Entry.objects.get(reference=trade.reference).price_cny == price


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"quantity_t": 41}, ("insufficient",)),
        ({"quantity_t": 0}, ("quantity_invalid",)),
        ({"quantity_t": 1.5}, ("quantity_invalid",)),
        ({"quantity_t": 2**63}, ("quantity_invalid",)),
        ({"batch": 999_999}, ("batch_unknown",)),
        ({"buyer": 999_999}, ("account_unknown",)),
        ({"seller": 999_999}, ("account_unknown",)),
        ({"order": 999_999}, ("hold_unknown",)),
        ({"order": "1"}, ("hold_unknown",)),
        ({"order": True}, ("hold_unknown",)),
        ({"order": 2**63}, ("hold_unknown",)),
        ({"order": 0}, ("hold_unknown",)),
        ({"order": -1}, ("hold_unknown",)),
        ({"batch": 2**40}, ("batch_unknown", "trade_incomplete")),
        ({"buyer": 2**40}, ("account_unknown", "trade_incomplete")),
        ({"seller": None}, ("account_unknown", "trade_incomplete")),
        ({"buyer": "1"}, ("account_unknown", "trade_incomplete")),
        ({"batch": None}, ("batch_unknown", "trade_incomplete")),
        ({"reference": None}, ("reference_invalid", "trade_incomplete")),
        ({"reference": ""}, ("reference_invalid", "trade_incomplete")),
        ({"reference": "a\0"}, ("reference_invalid", "trade_incomplete")),
        ({"reference": "x" * 101}, ("reference_invalid", "trade_incomplete")),
    ],
    ids=str,
)  # fmt: skip
def test_a_trade_that_cannot_be(
    refusal: Refused, trade: Trade, change: dict[str, Any], codes: tuple[str, ...]
) -> None:
    assert refusal(trade._replace(**change)).code in codes


def test_how_much_there_is_is_told(refusal: Refused, trade: Trade) -> None:
    error = refusal(trade._replace(quantity_t=41))
    assert (error.params["quantity_t"], error.params["available_t"]) == (41, 40)


def test_a_malformed_order_does_not_read_as_no_order(
    refusal: Refused, world: World, trade: Trade
) -> None:
    refusal(trade._replace(order="5"))  # type: ignore[arg-type]
    assert quantity(world.accounts[0], world.batch, "trading") == 40


# Days


def test_a_trade_of_tomorrow(trade: Trade) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    with refused("trade_date_invalid", on_date=str(tomorrow)):
        settle(actor=EXCHANGE, trade=trade, on=tomorrow, **WHY)
    with refused("trade_date_invalid", on_date=str(tomorrow)):
        settle_batch(actor=EXCHANGE, trades=[trade], on=tomorrow, mode="atomic", key=ref(), **WHY)


@pytest.mark.parametrize("way", [alone, in_batch])
@pytest.mark.parametrize("quantity_t", [1, 35, 55])
def test_a_trade_dated_before_the_sellers_latest_purchase(
    way: Refused, world: World, trade: Trade, quantity_t: int
) -> None:
    a, b = world.accounts
    for days in (2, 3):
        bought = Trade(ref(), a, b, world.batch, 5)
        settle(actor=EXCHANGE, trade=bought, on=DAY + dt.timedelta(days=days), **WHY)
    late = trade._replace(seller=b, buyer=a, quantity_t=quantity_t)
    error = way(late, DAY + dt.timedelta(days=1))
    assert_complete(error)
    assert error.code == "trade_date_past"
    assert error.params["bought_on"] == str(DAY + dt.timedelta(days=3))


def test_the_buyer_may_have_bought_later_already(world: World, trade: Trade) -> None:
    a, b = world.accounts
    settle(
        actor=EXCHANGE,
        trade=Trade(ref(), a, b, world.batch, 5),
        on=DAY + dt.timedelta(days=3),
        **WHY,
    )
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    assert quantity(b, world.batch, "trading") == 50


# Bought today


def test_bought_today(refusal: Refused, world: World, trade: Trade) -> None:
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    a, b = world.accounts
    back = Trade(ref(), b, a, world.batch, 45)
    error = refusal(back)
    assert error.code == "bought_today"
    told = {name: error.params[name] for name in ("quantity_t", "available_t", "bought_t")}
    assert told == {"quantity_t": 45, "available_t": 40, "bought_t": 5}
    assert refusal(back._replace(quantity_t=46)).code == "insufficient"
    settle(actor=EXCHANGE, trade=back, on=DAY + dt.timedelta(days=1), **WHY)


# The same fault, the same code


@pytest.mark.parametrize("fault", ["too much", "ended", "no order", "another's", "another batch"])
def test_an_orders_fault_has_one_code(world: World, trade: Trade, fault: str) -> None:
    a, b = world.accounts
    lay: dict[str, Any] = {
        "actor": EXCHANGE,
        "batch": world.batch,
        "account": a,
        "document": "申报",
        **WHY,
    }
    order = holds.reserve(kind="order", bucket="trading", quantity_t=10, reference=ref(), **lay)[
        "hold"
    ]
    if fault == "too much":
        trade = trade._replace(order=order, quantity_t=11)
    if fault == "ended":
        holds.release(actor=EXCHANGE, hold=order, reference=ref(), **WHY)
        trade = trade._replace(order=order)
    if fault == "no order":
        trade = trade._replace(order=holds.reserve(quantity_t=10, reference=ref(), **lay)["hold"])
    if fault == "another's":
        trade = trade._replace(order=order, seller=b, buyer=a)
    if fault == "another batch":
        other = World(n=1, each_t=50, listed_t=50)
        trade = Trade(ref(), a, other.accounts[0], other.batch, 5, None, order)
    assert alone(trade).code == in_batch(trade).code
