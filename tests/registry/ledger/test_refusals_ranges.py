"""Serial ranges that cannot be, lie elsewhere, or are not free."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from registry.ledger.services import units
from tests.registry.ledger.acts_on_units import (
    CASES,
    FROM_AVAILABLE,
    FROM_TRADING,
    OPERATOR,
    Case,
)
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import World, ref

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """60 t available (serials 1-60), 40 t in trading (61-100); the same for a second account."""
    return World(n=2, each_t=100, listed_t=40)


IMPOSSIBLE = [
    (0, 5), (-5, 5), (5, 4), (60, 1), (1.0, 5), ("1", "5"), (True, 5), (1, None), (None, None),
    (10**11, 10**11 + 5), (1, 10**10), (1, 10**5000), (10**5000, 1), (2**63, 2**63), (Decimal(1), 5),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_impossible_range(world: World, case: Case) -> None:
    for serials in IMPOSSIBLE:
        with refused("range_invalid"):
            case(world, {"serials": serials})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_range_that_does_not_make_the_quantity(world: World, case: Case) -> None:
    with refused("range_quantity_differ", quantity_t=5, range_t=6):
        case(world, {"serials": (1, 6), "quantity_t": 5})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize(
    "serials", [(201, 201), (100, 201), (1, 9_999_999_999), (9_999_999_999,) * 2]
)
def test_a_range_never_issued(world: World, case: Case, serials: tuple[int, int]) -> None:
    with refused("range_never_issued", issued_t=200, first=serials[0], last=serials[1]):
        case(world, {"serials": serials})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_range_of_another_account(world: World, case: Case) -> None:
    with refused("range_not_held", first=101, last=105):
        case(world, {"serials": (101, 105)})


def test_a_range_partly_of_another_account(world: World) -> None:
    for case in (CASES["withdraw"], CASES["order"], CASES["freeze"], CASES["pledge"]):
        with refused("range_not_held", first=101, last=105):
            case(world, {"serials": (95, 105)})


@pytest.mark.parametrize("case", FROM_AVAILABLE.values(), ids=FROM_AVAILABLE.keys())
@pytest.mark.parametrize(
    ("serials", "told"), [((61, 70), (61, 70)), ((55, 65), (61, 65)), ((1, 100), (61, 100))]
)
def test_a_range_in_the_wrong_bucket(
    world: World, case: Case, serials: tuple[int, int], told: tuple[int, int]
) -> None:
    with refused(
        "range_wrong_bucket",
        first=told[0],
        last=told[1],
        bucket_code="trading",
        wanted_code="available",
    ):
        case(world, {"serials": serials})


@pytest.mark.parametrize("case", FROM_TRADING.values(), ids=FROM_TRADING.keys())
def test_a_range_not_yet_in_trading(world: World, case: Case) -> None:
    with refused(
        "range_wrong_bucket", first=56, last=60, bucket_code="available", wanted_code="trading"
    ):
        case(world, {"serials": (56, 65)})


STATES: dict[str, tuple[str, Callable[[World], Any]]] = {
    "frozen": ("range_frozen", lambda w: CASES["freeze"](w, {"serials": (11, 20)})),
    "reserved": ("range_reserved", lambda w: CASES["reserve"](w, {"serials": (11, 20)})),
    "retired": ("range_retired", lambda w: CASES["retire"](w, {"serials": (11, 20)})),
    "cancelled": ("range_cancelled", lambda w: CASES["cancel"](w, {"serials": (11, 20)})),
}


@pytest.mark.parametrize("case", (FROM_AVAILABLE | {"freeze": CASES["freeze"]}).values())
@pytest.mark.parametrize(("code", "make"), STATES.values(), ids=STATES.keys())
def test_a_range_that_is_not_free(
    world: World, case: Case, code: str, make: Callable[[World], Any]
) -> None:
    make(world)
    for serials, told in (
        ((11, 20), (11, 20)),
        ((15, 15), (15, 15)),
        ((5, 14), (11, 14)),
        ((20, 30), (20, 20)),
    ):
        with refused(code, first=told[0], last=told[1]):
            case(world, {"serials": serials})


def test_what_is_retired_by_another_is_retired(world: World) -> None:
    """Retired serials say so, whoever asks: the other account's ownership is not the point."""
    units.retire(
        actor=OPERATOR,
        batch=world.batch,
        account=world.accounts[1],
        serials=(101, 110),
        reference=ref(),
        **WHY,
    )
    with refused("range_retired", first=101, last=110):
        CASES["retire"](world, {"serials": (101, 110)})
