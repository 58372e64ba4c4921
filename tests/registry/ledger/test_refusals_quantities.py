"""Quantities that cannot be, or are more than there is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from registry.ledger.services import holds, units
from registry.ledger.services.settlement import Trade, settle
from tests.registry.ledger.acts_on_units import (
    CASES,
    FROM_AVAILABLE,
    FROM_TRADING,
    OPERATOR,
    Case,
)
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import APPROVER, CHECKER, DAY, EXCHANGE, World, ref

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """60 t available (serials 1-60), 40 t in trading (61-100); the same for a second account."""
    return World(n=2, each_t=100, listed_t=40)


MALFORMED = [
    0, -1, -(10**30), 10_000_000_000, 10**30, 10**5000, 1.0, 0.5, 1e9, float("nan"), float("inf"),
    True, False, "5", "", "五", b"5", None, Decimal(5), Decimal("0.1"), Fraction(1, 2), [5], 2**63, 2**64 + 5,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_malformed_quantity(world: World, case: Case) -> None:
    for quantity_t in MALFORMED:
        with refused("quantity_invalid"):
            case(world, {"quantity_t": quantity_t})


def test_a_malformed_quantity_of_a_trade(world: World) -> None:
    a, b = world.accounts
    for quantity_t in MALFORMED:
        with refused("quantity_invalid"):
            settle(actor=EXCHANGE, trade=Trade(ref(), a, b, world.batch, quantity_t), on=DAY, **WHY)


def test_a_malformed_quantity_of_a_part_of_a_hold(world: World) -> None:
    hold = CASES["freeze"](world, {"quantity_t": 5})["hold"]
    for quantity_t in MALFORMED:
        if quantity_t is None:
            continue  # all of the hold
        by = {"actor": CHECKER, "hold": hold, "document": "乙", "quantity_t": quantity_t, **WHY}
        with refused("quantity_invalid"):
            holds.unfreeze(reference=ref(), **by)
        with refused("quantity_invalid"):
            holds.execute(reference=ref(), destination=world.accounts[1], **by)
        with refused("quantity_invalid"):
            holds.cancel_frozen(reference=ref(), **by | {"actor": APPROVER})


@pytest.mark.parametrize("case", FROM_AVAILABLE.values(), ids=FROM_AVAILABLE.keys())
@pytest.mark.parametrize("quantity_t", [61, 100, 9_999_999_999])
def test_more_than_available(world: World, case: Case, quantity_t: int) -> None:
    with refused("insufficient", quantity_t=quantity_t, available_t=60):
        case(world, {"quantity_t": quantity_t})
    case(world, {"quantity_t": 60})


@pytest.mark.parametrize("case", FROM_TRADING.values(), ids=FROM_TRADING.keys())
def test_more_than_in_trading(world: World, case: Case) -> None:
    with refused("insufficient", quantity_t=41, available_t=40):
        case(world, {"quantity_t": 41})
    case(world, {"quantity_t": 40})


def test_more_than_all_for_a_pledge(world: World) -> None:
    with refused("insufficient", quantity_t=101, available_t=100):
        CASES["pledge"](world, {"quantity_t": 101})
    assert CASES["pledge"](world, {"quantity_t": 100})["quantity_t"] == 100


def test_nothing_at_all(world: World) -> None:
    units.retire(
        actor=OPERATOR,
        batch=world.batch,
        account=world.accounts[0],
        quantity_t=60,
        reference=ref(),
        **WHY,
    )
    with refused("insufficient", available_t=0):
        CASES["transfer"](world, {"quantity_t": 1})
