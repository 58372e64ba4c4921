"""Ten million moves by daily batches: how fast, how clean, and every serial's way known to the end."""

from __future__ import annotations

import itertools
import random
import sys
import time
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from django.db import connection

from benchmarks.weighing import weigh
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.models import Batch
from registry.ledger.models.buckets import Bucket
from registry.ledger.selectors.serial_facts import Step
from registry.ledger.selectors.serial_history import serial_history
from registry.ledger.services.settlement import settle_batch
from tests.databases import ROOT, FreshDatabase
from tests.model.conftest import Say
from tests.model.market import Market, business_day, make_market

MOST_MB = 500
EXCHANGE = Actor(1, "交易机构", frozenset({Role.EXCHANGE.value}), "exchange.soak")


@dataclass(frozen=True)
class Size:
    accounts: int
    batches: int
    days: int
    trades_a_day: int
    serials: int


SMALL = Size(accounts=100, batches=2, days=4, trades_a_day=2_000, serials=10)
LARGE = Size(accounts=2_000, batches=10, days=100, trades_a_day=100_000, serials=50)


def test_some_thousand_moves(fresh_database: FreshDatabase, say: Say) -> None:
    run(fresh_database, SMALL, say)


@pytest.mark.soak
def test_ten_million_moves(fresh_database: FreshDatabase, say: Say) -> None:
    run(fresh_database, LARGE, say)


def run(database: FreshDatabase, size: Size, say: Say) -> None:
    app = database.connect_app(autocommit=True)
    each_t = 20 * size.days * size.trades_a_day // (size.accounts * size.batches)
    market = make_market(app, size.accounts, size.batches, each_t)
    settle_days(market, size, say)
    moves = verify(database, say)
    assert moves >= size.days * size.trades_a_day
    check_provenance(market, size.serials, say)


def settle_days(market: Market, size: Size, say: Say) -> None:
    """A batch a day, each of trades that can all settle."""
    spent_s = 0.0
    for day in range(1, size.days + 1):
        trades = market.trades(size.trades_a_day, f"D{day:03d}")
        began = time.monotonic()
        done = settle_batch(
            actor=EXCHANGE, trades=trades, on=business_day(day), mode="atomic",
            key=f"day-{day}", reason="长跑",
        )  # fmt: skip
        spent_s += time.monotonic() - began
        assert done.settled == size.trades_a_day
        if day % max(1, size.days // 10) == 0:
            n = day * size.trades_a_day
            say(f"  day {day}: {n:,} trades, {n / spent_s:,.0f}/s so far")


def verify(database: FreshDatabase, say: Say) -> int:
    """The command in a process of its own: clean, within its memory; the number of moves."""
    began = time.monotonic()
    done = weigh(
        [sys.executable, "manage.py", "verify_ledger", "--json"],
        cwd=ROOT,
        environment=database.environment,
    )
    seconds = time.monotonic() - began
    report = orjson.loads(done.output.splitlines()[-1])
    assert report["ok"], report
    assert done.code == 0
    rate = report["moves"] / seconds
    say(f"  verify_ledger: {report['moves']:,} moves in {seconds:.1f} s, {rate:,.0f}/s")
    say(f"  its memory: {done.peak_mb:.0f} MB")
    assert done.peak_mb < MOST_MB
    return report["moves"]


def check_provenance(market: Market, n: int, say: Say) -> None:
    """The history of random serials is every move that ever took them, link by link."""
    batches = Batch.objects.in_bulk(market.batches)
    chosen = choose(batches, n)
    known = moves_of(chosen)
    slowest_s, longest = 0.0, 0
    for batch, serial in chosen:
        began = time.monotonic()
        history = serial_history(batches[batch].serial(serial, serial))
        slowest_s = max(slowest_s, time.monotonic() - began)
        (present,) = history.present
        steps = present.steps
        longest = max(longest, len(steps))
        assert [(s.entry, s.line) for s in steps] == known[batch, serial]
        check_chain(list(steps))
        last = steps[-1]
        assert (last.destination, last.destination_bucket) == (present.party, present.bucket)
    say(
        f"  {len(chosen)} serials: at most {longest} steps,"
        f" the slowest told in {slowest_s * 1000:.1f} ms"
    )


def choose(batches: dict[int, Batch], n: int) -> list[tuple[int, int]]:
    """Serials at random, and as many out of random blocks, most of which are small and well-travelled."""
    pick = random.Random(n)
    found = [(b, pick.randint(1, batches[b].quantity_t)) for b in pick.choices(list(batches), k=n)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT batch, last FROM ledger.block ORDER BY random() LIMIT %s", [n])
        return sorted({*found, *cursor.fetchall()})


def check_chain(steps: list[Step]) -> None:
    assert steps[0].source_bucket == Bucket.UNISSUED
    for earlier, later in itertools.pairwise(steps):
        assert earlier.destination == later.source
        assert earlier.destination_bucket == later.source_bucket
        assert earlier.on_date <= later.on_date


def moves_of(chosen: list[tuple[int, int]]) -> dict[tuple[int, int], list[tuple[Any, ...]]]:
    """Every move that has one of these serials, found by looking at all of them once."""
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = {place: [] for place in chosen}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.batch, u.serial, m.entry, m.line FROM ledger.move m"
            " JOIN unnest(%s::int[], %s::bigint[]) u(batch, serial)"
            " ON m.batch = u.batch AND u.serial BETWEEN m.first AND m.last ORDER BY 3, 4",
            [[batch for batch, _ in chosen], [serial for _, serial in chosen]],
        )
        for batch, serial, entry, line in cursor:
            found[batch, serial].append((entry, line))
    return found
