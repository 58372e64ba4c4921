"""Law 6 through the services: an act sent again is answered, not done again; a key or a reference
that comes back with another content is refused.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from registry.ledger.models import Entry, Request
from registry.ledger.models.buckets import Act
from registry.ledger.services import units
from registry.ledger.services.rights import FOUR_EYES
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from tests.registry.ledger.every_act import ACTS, WHY, prepare
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    SECONDED,
    TABLES,
    World,
    actor,
    picture,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db


def _told(reply: Any) -> Any:
    """The reply without the marks that it was given before."""
    if isinstance(reply, models.Model):
        return reply.pk
    return {name: value for name, value in reply.items() if name not in ("replayed", "repeated")}


def _but_requests(shown: dict[str, Any]) -> dict[str, Any]:
    return {table: shown[table] for table in TABLES if table != "request"}


@pytest.mark.parametrize("act", ACTS)
def test_the_same_key_again_gives_the_stored_reply(act: Act) -> None:
    perform = prepare(act)
    who = {"reference": ref(), "key": ref("K")}
    first = perform(**who)
    between = prepare(Act.TRANSFER)
    between()
    before = picture()
    again = perform(**who)
    assert picture() == before
    assert _told(again) == _told(first)
    if isinstance(again, dict):
        assert (first.get("replayed"), again["replayed"]) == (None, True)


@pytest.mark.parametrize("act", ACTS)
def test_without_a_key_the_reference_is_the_key(act: Act) -> None:
    perform = prepare(act)
    reference = ref()
    first = perform(reference=reference)
    before = picture()
    assert _told(perform(reference=reference)) == _told(first)
    assert picture() == before


@pytest.mark.parametrize("act", ACTS)
def test_the_same_reference_under_another_key_is_a_repeat(act: Act) -> None:
    perform = prepare(act)
    reference = ref()
    first = perform(reference=reference, key=ref("K"))
    before = picture()
    again = perform(reference=reference, key=ref("K"))
    assert _but_requests(picture()) == _but_requests(before)
    assert _told(again) == _told(first)


@pytest.mark.parametrize("act", ACTS)
def test_the_same_key_for_another_reference_is_refused(act: Act) -> None:
    perform = prepare(act)
    key = ref("K")
    perform(reference=ref(), key=key)
    with refused("idempotency_mismatch", key=key):
        perform(reference=ref(), key=key)


@pytest.mark.parametrize("act", ACTS)
def test_the_reference_of_another_act_is_refused(act: Act) -> None:
    other = Act.DEPOSIT if act is Act.RETIRE else Act.RETIRE
    reference = ref()
    prepare(other)(reference=reference)
    perform = prepare(act)
    with refused("reference_mismatch", reference=reference):
        perform(reference=reference)


def test_the_same_key_with_other_content() -> None:
    w = World(n=3, each_t=100)
    a, b, c = w.accounts
    named: dict[str, Any] = {
        "actor": CHECKER,
        "batch": w.batch,
        "source": a,
        "destination": b,
        **WHY,
    }
    key, reference = ref("K"), ref()
    units.transfer(quantity_t=5, key=key, reference=reference, **named)
    for other in (
        {"quantity_t": 6},
        {"quantity_t": 5, "destination": c},
        {"serials": (96, 100)},
        {"quantity_t": 5, "serials": (96, 100)},
        {"quantity_t": 5, "detail": {"court": "一中院"}},
    ):
        with refused("idempotency_mismatch", key=key):
            units.transfer(**{**named, "key": key, "reference": reference, **other})
    with refused("idempotency_mismatch", key=key):
        units.deposit(
            actor=actor("holder", account_ids=frozenset({a})), batch=w.batch, account=a, quantity_t=5,
            key=key, reference=reference, **WHY,
        )  # fmt: skip


def test_the_same_reference_with_other_content() -> None:
    w = World(n=3, each_t=100)
    a, b, c = w.accounts
    named: dict[str, Any] = {
        "actor": CHECKER,
        "batch": w.batch,
        "source": a,
        "destination": b,
        **WHY,
    }
    reference = ref()
    first = units.transfer(quantity_t=5, reference=reference, **named)
    for other in ({"quantity_t": 6}, {"quantity_t": 5, "destination": c}, {"serials": (91, 95)}):
        with refused("reference_mismatch", reference=reference, entry=first["entry"]):
            units.transfer(**{**named, "reference": reference, **other})


def test_two_clients_may_use_the_same_key_and_reference() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    other = actor("exchange", source="exchange.other")
    key, trade = ref("K"), Trade(ref(), a, b, w.batch, 5)
    one = settle(actor=EXCHANGE, trade=trade, on=DAY, key=key, **WHY)
    two = settle(actor=other, trade=trade, on=DAY, key=key, **WHY)
    assert one["entry"] != two["entry"]
    assert quantity(a, w.batch, "trading") == 40


@pytest.mark.parametrize(
    "change",
    [
        {"quantity_t": 6}, {"price_cny": Decimal("84.51")}, {"price_cny": None}, {"swap": True},
        {"on": DAY + dt.timedelta(days=1)},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("path", ["single", "batch"])
def test_a_trade_known_by_another_content(change: dict[str, Any], path: str) -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trade = Trade(ref(), a, b, w.batch, 5, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    on = change.get("on", DAY)
    other = trade._replace(seller=b, buyer=a) if "swap" in change else trade
    other = other._replace(**{k: v for k, v in change.items() if k in Trade._fields})
    if path == "single":
        with refused("reference_mismatch", reference=trade.reference):
            settle(actor=EXCHANGE, trade=other, on=on, **WHY)
    else:
        with refused("trades_refused") as caught:
            settle_batch(actor=EXCHANGE, trades=[other], on=on, mode="atomic", key=ref(), **WHY)
        assert caught.value.params["refused"][0]["code"] == "reference_mismatch"


@pytest.mark.parametrize("written", ["84.5", "84.50", "84.500", "8.45E+1"])
def test_the_same_price_written_in_another_way_is_the_same_trade(written: str) -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trade = Trade(ref(), a, b, w.batch, 5, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, key=ref("K"), **WHY)
    again = trade._replace(price_cny=Decimal(written))
    settle(actor=EXCHANGE, trade=again, on=DAY, key=ref("K"), **WHY)
    done = settle_batch(actor=EXCHANGE, trades=[again], on=DAY, mode="atomic", key=ref("K"), **WHY)
    assert (done.settled, done.repeated) == (0, 1)
    assert quantity(a, w.batch, "trading") == 45


def test_a_single_trade_and_a_batch_know_each_others_trades() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trades = [Trade(ref(), a, b, w.batch, n, Decimal(80)) for n in (1, 2, 3)]
    settle(actor=EXCHANGE, trade=trades[1], on=DAY, **WHY)
    done = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=ref("K"), **WHY)
    assert (done.trades, done.settled, done.repeated) == (3, 2, 1)
    before = picture()
    again = settle(actor=EXCHANGE, trade=trades[0], on=DAY, **WHY)
    assert again["quantity_t"] == 1
    assert _but_requests(picture()) == _but_requests(before)
    assert quantity(a, w.batch, "trading") == 44


def test_a_batch_again_is_answered_word_for_word() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trades = [Trade(ref(), a, b, w.batch, n) for n in (30, 30, 20)]
    call: dict[str, Any] = {
        "actor": EXCHANGE,
        "trades": trades,
        "on": DAY,
        "mode": "per_trade",
        "key": ref("K"),
    }
    first = settle_batch(**call, **WHY)
    assert (first.settled, [r.row for r in first.refused]) == (2, [2])
    # More has come in since; the answer stays what it was.
    units.deposit(
        actor=actor("holder", account_ids=frozenset({a})), batch=w.batch, account=a, quantity_t=50,
        reference=ref(), **WHY,
    )  # fmt: skip
    before = picture()
    again = settle_batch(**call, **WHY)
    assert picture() == before
    assert (again.trades, again.settled, again.repeated) == (3, 2, 0)
    assert [(r.row, r.reference, r.error.code, r.error.params) for r in again.refused] == [
        (r.row, r.reference, r.error.code, r.error.params) for r in first.refused
    ]
    assert again.replayed
    assert not first.replayed


@pytest.mark.parametrize("change", ["mode", "on", "order", "fewer", "quantity"])
def test_a_batchs_key_with_other_content(change: str) -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trades = [Trade(ref(), a, b, w.batch, n) for n in (1, 2)]
    call: dict[str, Any] = {
        "actor": EXCHANGE,
        "trades": trades,
        "on": DAY,
        "mode": "atomic",
        "key": ref("K"),
    }
    settle_batch(**call, **WHY)
    other = {
        "mode": {"mode": "per_trade"},
        "on": {"on": DAY + dt.timedelta(days=1)},
        "order": {"trades": trades[::-1]},
        "fewer": {"trades": trades[:1]},
        "quantity": {"trades": [trades[0], trades[1]._replace(quantity_t=3)]},
    }[change]
    with refused("idempotency_mismatch", key=call["key"]):
        settle_batch(**call | other, **WHY)


def test_what_was_refused_may_be_sent_again_with_the_same_key() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    call: dict[str, Any] = {
        "actor": EXCHANGE, "trade": Trade(ref(), a, b, w.batch, 60), "on": DAY, "key": ref("K"), **WHY,
    }  # fmt: skip
    with refused("insufficient", available_t=50):
        settle(**call)
    units.deposit(
        actor=actor("holder", account_ids=frozenset({a})), batch=w.batch, account=a, quantity_t=10,
        reference=ref(), **WHY,
    )  # fmt: skip
    assert settle(**call)["quantity_t"] == 60


def test_undo_again_is_answered_and_another_undo_refused() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trade = Trade(ref(), a, b, w.batch, 5)
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    undo: dict[str, Any] = {"actor": EXCHANGE, "trade": trade.reference, "on": DAY, **WHY}
    reference = ref()
    first = undo_trade(reference=reference, **undo)
    assert undo_trade(reference=reference, **undo)["entry"] == first["entry"]
    with refused("trade_undone", trade=trade.reference):
        undo_trade(reference=ref(), **undo)
    # The trade itself stays known: sent again it is a repeat, not a new delivery.
    assert settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)["entry"] == first["undoes"]
    assert quantity(a, w.batch, "trading") == 50


@pytest.mark.parametrize("act", ACTS)
def test_each_act_leaves_one_request_and_its_entry(act: Act) -> None:
    perform = prepare(act)
    requests, entries = Request.objects.count(), Entry.objects.count()
    reference = ref()
    perform(reference=reference, reason="依据甲字1号")
    assert (Request.objects.count(), Entry.objects.count()) == (requests + 1, entries + 1)
    entry = Entry.objects.get(reference=reference)
    assert entry.act in (act.value, "cancel")
    by_two = act in FOUR_EYES
    assert entry.request.reason == "依据甲字1号" + (SECONDED.zh if by_two else "")
    assert entry.request.actor_role
