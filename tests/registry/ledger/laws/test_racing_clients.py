"""Several clients at once through the services: of those who want the same units, key, reference,
number or status, as many succeed as can, the others are told why, and the laws hold after.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection

from core.errors import CodedError
from registry.ledger.models import Account, Batch, Hold
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import (
    close_account,
    open_account,
    resume_account,
    suspend_account,
)
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from registry.ledger.verify import verify
from tests.databases import FreshDatabase
from tests.registry.ledger.checks import violations
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.together import queued_behind, together
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
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.laws
LOCK = "SELECT 1 FROM ledger.holding WHERE account = %s AND batch = %s AND bucket = %s FOR UPDATE"


@pytest.fixture(autouse=True)
def _laws_hold_after(fresh_database: FreshDatabase) -> Iterator[None]:
    yield
    assert violations(fresh_database.connect_owner()) == []
    assert verify().violations == []


def race(database: FreshDatabase, w: World, bucket: str, *acts: Callable[[], Any]) -> list[str]:
    """Codes of the outcomes, sorted; all acts wait for the first account's place before any writes."""
    lock = (w.accounts[0], w.batch, bucket)
    outcomes = queued_behind(database.connect_owner(), LOCK, lock, *acts)
    return sorted(_code(outcome) for outcome in outcomes)


def _code(outcome: Any) -> str:
    if isinstance(outcome, CodedError):
        return outcome.code
    assert not isinstance(outcome, BaseException), outcome
    return "done"


def _transfer(w: World, to: int = 1, **what: Any) -> Any:
    named = {
        "reference": ref(),
        "source": w.accounts[0],
        "destination": w.accounts[to],
        **WHY,
    } | what
    return units.transfer(actor=CHECKER, batch=w.batch, **named)


def test_one_key_many_clients_and_the_last_units(fresh_database: FreshDatabase) -> None:
    w = World(n=2, each_t=10)
    act = partial(_transfer, w, quantity_t=10, key="K", reference="R")
    lock = (w.accounts[0], w.batch, "available")
    replies = queued_behind(fresh_database.connect_owner(), LOCK, lock, *[act] * 6)
    assert len({reply["entry"] for reply in replies}) == 1
    assert Counter(reply.get("replayed", False) for reply in replies) == {False: 1, True: 5}


def test_one_reference_under_many_keys(fresh_database: FreshDatabase) -> None:
    w = World(n=2, each_t=10)
    acts = [partial(_transfer, w, quantity_t=10, key=f"K{n}", reference="R") for n in range(5)]
    lock = (w.accounts[0], w.batch, "available")
    replies = queued_behind(fresh_database.connect_owner(), LOCK, lock, *acts)
    assert len({reply["entry"] for reply in replies}) == 1


@pytest.mark.parametrize("mode", ["atomic", "per_trade"])
@pytest.mark.parametrize("keys", [1, 4])
def test_one_batch_sent_many_times_at_once(
    fresh_database: FreshDatabase, mode: Any, keys: int
) -> None:
    w = World(n=2, each_t=50, listed_t=50)
    a, b = w.accounts
    trades = [Trade(f"t{n}", a, b, w.batch, 10) for n in range(5)]
    acts = [
        partial(
            settle_batch,
            actor=EXCHANGE,
            trades=trades,
            on=DAY,
            mode=mode,
            key=f"K{n % keys}",
            **WHY,
        )
        for n in range(4)
    ]
    done = queued_behind(fresh_database.connect_owner(), LOCK, (a, w.batch, "trading"), *acts)
    assert [outcome.refused for outcome in done] == [()] * 4
    assert {outcome.settled + outcome.repeated for outcome in done} == {5}
    assert quantity(b, w.batch, "trading") == 100


def test_the_same_range_retired_by_many(fresh_database: FreshDatabase) -> None:
    w = World(n=1, each_t=10)

    def retire() -> Any:
        return units.retire(
            actor=OPERATOR,
            batch=w.batch,
            account=w.accounts[0],
            serials=(1, 10),
            reference=ref(),
            **WHY,
        )

    assert race(fresh_database, w, "available", *[retire] * 4) == ["done", *["range_retired"] * 3]


def test_the_last_units_sold_to_many(fresh_database: FreshDatabase) -> None:
    w = World(n=5, each_t=10, listed_t=10)

    def sell(buyer: int) -> Any:
        trade = Trade(ref(), w.accounts[0], w.accounts[buyer], w.batch, 5)
        return settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)

    acts = [partial(sell, buyer) for buyer in range(1, 5)]
    assert race(fresh_database, w, "trading", *acts) == [
        "done",
        "done",
        "insufficient",
        "insufficient",
    ]


def test_undone_by_many(fresh_database: FreshDatabase) -> None:
    w = World(n=2, each_t=10, listed_t=10)
    settle(
        actor=EXCHANGE, trade=Trade("t", w.accounts[0], w.accounts[1], w.batch, 5), on=DAY, **WHY
    )

    def undo() -> Any:
        return undo_trade(actor=EXCHANGE, trade="t", on=DAY, reference=ref(), **WHY)

    assert race(fresh_database, w, "trading", *[undo] * 4) == ["done", *["trade_undone"] * 3]


def test_frozen_and_sold_at_once(fresh_database: FreshDatabase) -> None:
    w = World(n=2, each_t=10, listed_t=10)
    a, b = w.accounts
    act = {"actor": CHECKER, "batch": w.batch, "account": a, "document": "甲", **WHY}
    freeze = partial(holds.freeze, quantity_t=10, reference=ref(), **act)
    sell = partial(settle, actor=EXCHANGE, trade=Trade(ref(), a, b, w.batch, 10), on=DAY, **WHY)
    race(fresh_database, w, "trading", freeze, sell)
    hold = Hold.objects.get()
    assert hold.left_t + hold.waiting_t == 10
    assert hold.left_t + quantity(b, w.batch, "trading") == 20


@pytest.mark.parametrize("side", ["buyer", "seller"])
def test_a_place_made_by_another_client_meanwhile(fresh_database: FreshDatabase, side: str) -> None:
    w = World(n=1, each_t=10, listed_t=10)
    (a,), b = w.accounts, make_account().id
    pair = (a, b) if side == "buyer" else (b, a)
    trade = Trade(ref(), *pair, w.batch, 5)
    act = partial(
        settle_batch, actor=EXCHANGE, trades=[trade], on=DAY, mode="per_trade", key=ref(), **WHY
    )
    make = "INSERT INTO ledger.holding (account, batch, bucket) VALUES (%s, %s, 'trading')"
    (done,) = queued_behind(fresh_database.connect_owner(), make, (b, w.batch), act)
    if side == "buyer":
        assert done.settled == 1
    else:
        assert [refusal.error.code for refusal in done.refused] == ["insufficient"]


@pytest.mark.parametrize("change", [suspend_account, close_account])
def test_status_changed_while_units_come_in(fresh_database: FreshDatabase, change: Any) -> None:
    w = World(n=1, each_t=100)
    w.accounts.append(make_account().id)
    acts = [partial(_transfer, w, quantity_t=1) for _ in range(3)]
    stop = partial(change, actor=CHECKER, account=w.accounts[1], reference=ref(), **WHY)
    codes = {_code(outcome) for outcome in together(*acts, stop)}
    assert codes <= {"done", "account_suspended", "account_closed", "account_not_empty"}


def test_issued_at_once(fresh_database: FreshDatabase) -> None:
    account = make_account().id
    act = partial(make_batch, {account: 5}, project="PX")
    made = together(*[act] * 6)
    assert sorted(batch.issuance for batch in made) == [1, 2, 3, 4, 5, 6]
    assert Batch.objects.filter(project="PX").count() == 6


def test_opened_at_once(fresh_database: FreshDatabase) -> None:
    holders = [make_organisation().uuid for _ in range(6)]
    acts = [
        partial(
            open_account,
            actor=CHECKER,
            programme="BJ",
            holder=holder,
            reason="开户",
            reference=ref(),
        )
        for holder in holders
    ]
    made = together(*acts)
    assert all(isinstance(account, Account) for account in made), made
    assert len({account.number for account in made}) == 6
    assert Account.objects.filter(kind="system").count() == 1


def test_many_random_acts_over_few_accounts(fresh_database: FreshDatabase) -> None:
    """No deadlock and no lost race reaches a caller: every act is done or refused with a code."""
    w = World(n=4, each_t=2000, listed_t=1000)
    second = make_batch(dict.fromkeys(w.accounts, 500)).id
    ends = time.monotonic() + 4

    def client(seed: int) -> Counter[str]:
        chance, codes = random.Random(seed), Counter[str]()
        while time.monotonic() < ends:
            try:
                _random_act(chance, w, chance.choice([w.batch, w.batch, second]))
                codes["done"] += 1
            except CodedError as error:
                codes[error.code] += 1
        return codes

    outcomes = together(*[partial(client, seed) for seed in range(6)])
    for codes in outcomes:
        if isinstance(codes, BaseException):
            raise codes
    total = sum(outcomes, Counter[str]())
    assert total["done"] > 50, total
    assert total["busy"] == 0, total
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.entry")
        assert cursor.fetchone()[0] > 50


def _random_act(chance: random.Random, w: World, batch: int) -> None:
    a, b = chance.sample(w.accounts, 2)
    n = chance.randint(1, 40)
    place: dict[str, Any] = {
        "batch": batch,
        "account": a,
        "quantity_t": n,
        "reference": ref(),
        **WHY,
    }
    open_holds = list(Hold.objects.filter(status="open").values_list("id", "bucket")[:20])
    kind = chance.randrange(10)
    if kind == 0:
        units.transfer(
            actor=CHECKER,
            batch=batch,
            source=a,
            destination=b,
            quantity_t=n,
            reference=ref(),
            **WHY,
        )
    elif kind == 1:
        units.deposit(actor=EXCHANGE, **place)
    elif kind == 2:
        units.withdraw(actor=EXCHANGE, **place)
    elif kind in (3, 4):
        settle(actor=EXCHANGE, trade=Trade(ref(), a, b, batch, n), on=DAY, **WHY)
    elif kind == 5:
        pairs = [chance.sample(w.accounts, 2) for _ in range(20)]
        trades = [Trade(ref(), s, r, chance.choice([batch, w.batch]), 2) for s, r in pairs]
        settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="per_trade", key=ref(), **WHY)
    elif kind == 6:
        holds.freeze(actor=CHECKER, document="甲", **place)
    elif kind == 7 and open_holds:
        hold, bucket = chance.choice(open_holds)
        if bucket == "reserved":
            holds.release(actor=EXCHANGE, hold=hold, reference=ref(), **WHY)
        elif chance.random() < 0.5:
            holds.unfreeze(actor=CHECKER, hold=hold, document="解", reference=ref(), **WHY)
        else:
            holds.execute(
                actor=CHECKER, hold=hold, destination=b, document="执", reference=ref(), **WHY
            )
    elif kind == 8:
        holds.reserve(actor=EXCHANGE, document="申报", kind="order", bucket="trading", **place)
    elif chance.random() < 0.3:
        suspend_account(actor=CHECKER, account=a, reference=ref(), **WHY)
        resume_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    else:
        units.cancel(actor=APPROVER, **place | {"quantity_t": 1})
