"""The smallest case of each difference between ledger and model that random runs once found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from core import clock
from core.errors import CodedError
from registry.ledger.models import Account
from registry.ledger.services import accounts, holds, units
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from tests.model.both import Calendar
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    holder_of,
    make_organisation,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db
WHY = {"reason": "测试"}
Today = Callable[[dt.date], None]
NEXT = DAY + dt.timedelta(days=1)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """Sets the business day; asked for after the world is made, whose people have rights now."""
    return lambda day: monkeypatch.setattr(clock, "now", Calendar(day).now)


def order_of(world: World, quantity_t: int) -> int:
    seller = world.accounts[0]
    return holds.reserve(
        actor=EXCHANGE, batch=world.batch, account=seller, kind="order", bucket="trading",
        quantity_t=quantity_t, document="申报", reference=ref(), **WHY,
    )["hold"]  # fmt: skip


def freeze(world: World, account: int, quantity_t: int) -> int:
    return holds.freeze(
        actor=CHECKER, batch=world.batch, account=account, quantity_t=quantity_t, document="冻",
        reference=ref(), **WHY,
    )["hold"]  # fmt: skip


@pytest.mark.parametrize("case", ["too little", "closed", "not an order"])
def test_codes_of_orders_are_the_same_in_a_batch(case: str) -> None:
    world = World(n=2, each_t=100, listed_t=50)
    seller, buyer = world.accounts
    order = freeze(world, seller, 5) if case == "not an order" else order_of(world, 10)
    if case == "closed":
        holds.release(actor=EXCHANGE, hold=order, reference=ref(), **WHY)
    trade = Trade(ref(), seller, buyer, world.batch, 11, None, order)
    with pytest.raises(CodedError) as single:
        settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    done = settle_batch(
        actor=EXCHANGE, trades=[trade], on=DAY, mode="per_trade", key=ref(), **WHY
    )  # fmt: skip
    assert done.refused[0].error.code == single.value.code


def test_the_same_request_may_be_sent_again_the_next_day(today: Today) -> None:
    world = World(n=1, each_t=10)
    today(DAY)
    (account,) = world.accounts
    call = {"actor": holder_of(account), "batch": world.batch, "account": account, "quantity_t": 4}
    call |= {"reference": ref(), "key": ref(), **WHY}
    units.retire(**call)
    today(NEXT)
    assert units.retire(**call)["replayed"]


def test_a_refused_opening_changes_nothing() -> None:
    holder = make_organisation().uuid
    with pytest.raises(CodedError, match="reference_invalid"):
        accounts.open_account(actor=CHECKER, programme="CCER", holder=holder, reference="", **WHY)
    assert not Account.objects.filter(programme="CCER").exists()


def test_a_reservation_is_repeated_by_reference_after_its_expiry(today: Today) -> None:
    world = World(n=1, each_t=10)
    today(DAY)
    (account,) = world.accounts
    call = {"actor": EXCHANGE, "batch": world.batch, "account": account, "quantity_t": 4}
    call |= {"document": "申请", "expires_on": DAY, "reference": ref(), **WHY}
    hold = holds.reserve(**call, key=ref())["hold"]
    today(NEXT)
    assert holds.reserve(**call, key=ref())["hold"] == hold


def test_units_that_went_away_and_came_back_are_not_the_trades(today: Today) -> None:
    world = World(n=3, each_t=100, listed_t=50)
    today(DAY)
    seller, buyer, third = world.accounts
    units.transfer(
        actor=CHECKER, batch=world.batch, source=buyer, destination=third, quantity_t=50,
        reference=ref(), **WHY,
    )  # fmt: skip
    trade = Trade(ref(), seller, buyer, world.batch, 50)
    first, last = settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)["ranges"][0]
    hold = holds.freeze(
        actor=CHECKER, batch=world.batch, account=buyer, serials=(first, last), document="冻",
        reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    holds.execute(
        actor=CHECKER, hold=hold, destination=third, document="执", reference=ref(), **WHY
    )  # fmt: skip
    units.transfer(
        actor=CHECKER, batch=world.batch, source=third, destination=buyer, serials=(first, last),
        reference=ref(), **WHY,
    )  # fmt: skip
    units.deposit(
        actor=EXCHANGE, batch=world.batch, account=buyer, serials=(first, last), reference=ref(),
        **WHY,
    )  # fmt: skip
    with pytest.raises(CodedError, match="units_moved"):
        undo_trade(actor=EXCHANGE, trade=trade.reference, on=DAY, reference=ref(), **WHY)


def test_nothing_comes_back_to_a_closed_account(today: Today) -> None:
    world = World(n=2, each_t=50, listed_t=50)
    today(DAY)
    seller, buyer = world.accounts
    trade = Trade(ref(), seller, buyer, world.batch, 50)
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    accounts.close_account(actor=CHECKER, account=seller, reference=ref(), **WHY)
    with pytest.raises(CodedError, match="account_closed"):
        undo_trade(actor=EXCHANGE, trade=trade.reference, on=DAY, reference=ref(), **WHY)
    assert quantity(seller, world.batch, "trading") == 0


def test_an_order_cannot_sell_units_on_the_day_they_were_bought(today: Today) -> None:
    world = World(n=2, each_t=50, listed_t=50)
    today(DAY)
    seller, buyer = world.accounts
    bought = Trade(ref(), buyer, seller, world.batch, 50)
    units.withdraw(
        actor=EXCHANGE, batch=world.batch, account=seller, quantity_t=50, reference=ref(), **WHY
    )  # fmt: skip
    settle(actor=EXCHANGE, trade=bought, on=DAY, **WHY)
    today(NEXT)
    order = order_of(world, 50)
    sold = Trade(ref(), seller, buyer, world.batch, 50, None, order)
    with pytest.raises(CodedError):
        settle(actor=EXCHANGE, trade=sold, on=DAY, **WHY)
