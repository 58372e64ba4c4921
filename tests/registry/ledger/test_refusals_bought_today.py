"""R-TRADE-03: units bought today are neither sold, nor withdrawn, nor offered today."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from registry.ledger.services import holds
from registry.ledger.services.settlement import Trade, settle
from tests.registry.ledger.acts_on_units import (
    CASES,
    FROM_TRADING,
    Case,
    What,
)
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import CHECKER, DAY, EXCHANGE, World, ref

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought_today(monkeypatch: pytest.MonkeyPatch) -> World:
    """The second account buys 10 t from the first, on the very day the acts are done."""
    w = World(n=2, each_t=100, listed_t=40)
    monkeypatch.setattr("core.clock.today", lambda: DAY)
    a, b = w.accounts
    settle(actor=EXCHANGE, trade=Trade(ref(), a, b, w.batch, 10), on=DAY, **WHY)
    w.accounts = [b, a]
    return w


def _sell(w: World, what: What) -> Any:
    trade = Trade(ref(), w.accounts[0], w.accounts[1], w.batch, what["quantity_t"])
    return settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)


@pytest.mark.parametrize(
    "case", [_sell, CASES["withdraw"], CASES["order"]], ids=["sell", "withdraw", "order"]
)
def test_units_bought_today_rest_until_tomorrow(
    bought_today: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    for quantity_t in (41, 50):
        with refused("bought_today", quantity_t=quantity_t, available_t=40, bought_t=10) as caught:
            case(bought_today, {"quantity_t": quantity_t})
        assert caught.value.sentence.rule == "R-TRADE-03"
    with refused("insufficient", quantity_t=51, available_t=40):
        case(bought_today, {"quantity_t": 51})
    if case is _sell:
        case(bought_today, {"quantity_t": 40})
        return
    monkeypatch.setattr("core.clock.today", lambda: DAY + dt.timedelta(days=1))
    assert case(bought_today, {"quantity_t": 50})["quantity_t"] == 50


@pytest.mark.parametrize("case", FROM_TRADING.values(), ids=FROM_TRADING.keys())
def test_a_range_bought_today(bought_today: World, case: Case) -> None:
    with refused("bought_today", bought_t=10):
        case(bought_today, {"serials": (91, 100)})
    with refused("bought_today"):
        case(bought_today, {"serials": (95, 95)})
    case(bought_today, {"serials": (161, 170)})


def test_a_court_may_freeze_what_was_bought_today(bought_today: World) -> None:
    done = CASES["freeze"](bought_today, {"quantity_t": 110})
    assert (done["quantity_t"], done["waiting_t"]) == (110, 0)
    # Released the same day, it still is of today.
    holds.unfreeze(actor=CHECKER, hold=done["hold"], document="解", reference=ref(), **WHY)
    with refused("bought_today", available_t=40):
        CASES["withdraw"](bought_today, {"quantity_t": 50})
