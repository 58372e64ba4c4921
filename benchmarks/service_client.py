"""A client process that works through the ledger's services, as a web worker does.

``python -m benchmarks.service_client``, with DATABASE_URL naming the bench's database.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks.children import serve  # noqa: E402
from core.errors import CodedError  # noqa: E402
from governance.identity.actor import Actor  # noqa: E402
from governance.identity.roles import Role  # noqa: E402
from registry.ledger.errors import LedgerCode  # noqa: E402
from registry.ledger.models import Batch  # noqa: E402
from registry.ledger.selectors.serial_history import serial_history  # noqa: E402
from registry.ledger.services.issuance import BatchName, issue_batch  # noqa: E402
from registry.ledger.services.settlement import settle, settle_batch  # noqa: E402
from registry.ledger.services.trades import Trade  # noqa: E402

Row = list[Any]
WARMING_TRADES = 20
PRICE = Decimal("84.50")
ACTOR = Actor(
    user_id=1, name="bench", roles=frozenset({Role.EXCHANGE, Role.OPERATOR}), source="bench"
)


@dataclass
class Work:
    """What ``prepare`` made for the next job."""

    batches: list[tuple[str, dt.date, list[Trade]]] = field(default_factory=list)
    trades: list[Trade] = field(default_factory=list)
    on: dt.date = dt.date.min
    shares: list[Iterator[Trade]] = field(default_factory=list)
    pool: ThreadPoolExecutor | None = None


WORK = Work()


def prepare(
    batches: list[dict[str, Any]] | None = None, trades: list[Row] | None = None, on: str = ""
) -> int:
    """Make the trades of the next job, so that only the settling of them is timed."""
    WORK.batches = [
        (batch["key"], dt.date.fromisoformat(batch["on"]), trades_of(batch["trades"]))
        for batch in batches or []
    ]
    WORK.trades = trades_of(trades or [])
    WORK.on = dt.date.fromisoformat(on) if on else dt.date.min
    return len(WORK.batches) + len(WORK.trades)


def batches(start_at: float = 0.0, stop_at: float | None = None) -> dict[str, Any]:
    """Settle the prepared batches one after another on one connection, until none is left or
    ``stop_at`` has passed. ``seconds`` of each; ``busy`` counts races that reached this caller."""
    connection.ensure_connection()
    seconds: list[float] = []
    replies: list[tuple[int, int, bool]] = []
    busy = 0
    wait_until(start_at)
    began = time.monotonic()
    for key, on, trades in WORK.batches:
        if stop_at is not None and time.monotonic() >= stop_at:
            break
        before = time.perf_counter()
        try:
            done = settle_batch(
                actor=ACTOR, trades=trades, on=on, mode="atomic", reason="bench", key=key
            )
        except CodedError as error:
            if error.kind is not LedgerCode.BUSY:
                raise
            busy += 1
            continue
        seconds.append(time.perf_counter() - before)
        replies.append((done.settled, done.repeated, done.replayed))
    ended = time.monotonic()
    return {
        "seconds": seconds,
        "replies": replies,
        "busy": busy,
        "took": ended - began,
        "ended": ended,
    }


def warm_up(threads: int) -> None:
    """Settle a few of the prepared trades in each thread: a web worker's threads and connections
    live long. The threads stay for the jobs to come."""
    if WORK.pool is None:
        WORK.pool = ThreadPoolExecutor(threads)
    WORK.shares = [iter(WORK.trades[n::threads]) for n in range(threads)]
    together = threading.Barrier(threads)
    list(WORK.pool.map(lambda share: _warm(share, together), WORK.shares))


def _warm(share: Iterator[Trade], together: threading.Barrier) -> None:
    together.wait()  # so that every thread gets a share
    for trade in islice(share, WARMING_TRADES):
        settle(actor=ACTOR, trade=trade, on=WORK.on, reason="bench")


def singles(start_at: float, stop_at: float) -> dict[str, Any]:
    """Settle the prepared trades one by one in the warm threads, each with a connection of its
    own, from ``start_at`` until ``stop_at``; how many were done."""
    assert WORK.pool is not None
    done = WORK.pool.map(lambda share: _settle_until(share, start_at, stop_at), WORK.shares)
    return {"done": sum(done)}


def _settle_until(share: Iterator[Trade], start_at: float, stop_at: float) -> int:
    """Running out of trades is an error, not a fast figure."""
    wait_until(start_at)
    for n, trade in enumerate(share):
        if time.monotonic() >= stop_at:
            return n
        settle(actor=ACTOR, trade=trade, on=WORK.on, reason="bench")
    raise RuntimeError("all prepared trades were settled before the time was up")


def issue(programme: str, account: int, quantity_t: int, name: str) -> dict[str, Any]:
    """Issue one batch; its id and how long it took."""
    before = time.perf_counter()
    batch = issue_batch(
        actor=ACTOR,
        name=BatchName(programme, "BENCH-01-V01", name, 2014),
        shares={account: quantity_t},
        reason="bench",
        reference=f"issue-{name}",
    )
    return {"batch": batch.id, "seconds": time.perf_counter() - before}


def histories(serials: list[tuple[int, int]]) -> list[dict[str, float]]:
    """Look up the history of each (batch, serial): milliseconds of the recursive walk, of the whole
    look-up with names and places, and how many moves long it is."""
    batches = Batch.objects.in_bulk()
    found = []
    for batch, serial in serials:
        walk = Stopwatch("WITH RECURSIVE")
        text = batches[batch].serial(serial, serial)
        before = time.perf_counter()
        with connection.execute_wrapper(walk):
            history = serial_history(text)
        whole = 1000 * (time.perf_counter() - before)
        moves = len(history.present[0].steps)
        found.append({"walk_ms": walk.milliseconds, "whole_ms": whole, "moves": moves})
    return found


class Stopwatch:
    """Times the queries that contain a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.milliseconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        before = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if self._text in sql:
                self.milliseconds += 1000 * (time.perf_counter() - before)


def trades_of(rows: list[Row]) -> list[Trade]:
    return [
        Trade(ref, seller, buyer, batch, quantity_t, PRICE, order)
        for ref, seller, buyer, batch, quantity_t, order in rows
    ]


def wait_until(moment: float) -> None:
    """Sleep until the clock that all processes of a machine share shows ``moment``."""
    time.sleep(max(0.0, moment - time.monotonic()))


if __name__ == "__main__":
    jobs = (prepare, batches, warm_up, singles, issue, histories)
    serve({job.__name__: job for job in jobs})
