"""A market on a server of its own, and one day of it after the other, each cut short by a kill."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.ledger.services.settlement import Trade
from tests.crash.jobs import Job
from tests.crash.rounds import (
    Worker,
    check_again,
    check_left,
    kill_backend,
    wait_for_orphans,
    wait_until_open,
)
from tests.model.market import business_day, make_market
from tests.servers import PrivateServer

MODES = ("atomic", "per_trade", "singles")
TRADES, SINGLES = 10_000, 400
ACCOUNTS, BATCHES, EACH_T = 500, 4, 100_000

# Rows of a per_trade batch that cannot settle.
SPOILT = {
    17: {"quantity_t": 10**9},
    4_000: {"buyer": 999_999_999},
    9_998: {"quantity_t": 0},
}


def spoil(trades: list[Trade]) -> None:
    for number, change in SPOILT.items():
        trades[number] = trades[number]._replace(**change)


@dataclass(frozen=True)
class Part:
    """A job and how many of its trades can settle."""

    job: Job
    good: int


class Story:
    """A market on a server of its own, and one day of it after the other."""

    def __init__(self, server: PrivateServer, place: Path) -> None:
        self.server, self.place = server, place
        self.random = random.Random()
        self.days = itertools.count(1)
        self.seen: Counter[str] = Counter()
        app = server.database.connect_app(autocommit=True)
        self.market = make_market(app, ACCOUNTS, BATCHES, EACH_T)
        app.close()
        self.takes_s = {mode: self._time(mode) for mode in MODES}

    def job(self, mode: str, day: int, name: str = "", *, dies_after: bool = False) -> Part:
        n = SINGLES if mode == "singles" else TRADES
        trades = self.market.trades(n, f"D{day:04d}{name}")
        if mode == "per_trade":
            spoil(trades)
            n -= len(SPOILT)
        on = business_day(day).isoformat()
        return Part(Job(mode, f"day-{day}{name}", on, trades, dies_after), good=n)

    def _time(self, mode: str) -> float:
        """How long an undisturbed worker takes."""
        worker = Worker.start(self.job(mode, next(self.days)).job, self.server, self.place)
        began = time.monotonic()
        worker.go()
        assert worker.replies() is not None
        return time.monotonic() - began

    def round(self, victim: str, *modes: str) -> None:
        """One day: a worker for each mode, all at once; then the kill, and what is left."""
        after_commit, day = victim == "worker after commit", next(self.days)
        names = "abc" if len(modes) > 1 else [""]
        parts = [
            self.job(m, day, n, dies_after=after_commit) for m, n in zip(modes, names, strict=False)
        ]
        workers = [Worker.start(part.job, self.server, self.place) for part in parts]
        for worker in workers:
            worker.go()
        if not after_commit:
            time.sleep(self.random.uniform(0.1, 1.2) * sum(self.takes_s[mode] for mode in modes))
            self.kill(victim, workers[0])
        said = [worker.replies() for worker in workers]
        if victim.startswith("worker"):
            wait_for_orphans()
        else:
            self.server.recover()
            wait_until_open()
        self.check(victim, parts, said)

    def check(self, victim: str, parts: list[Part], said: list[list[Any] | None]) -> None:
        settled = [check_left(p.job, s, p.good) for p, s in zip(parts, said, strict=True)]
        for part, words, n in zip(parts, said, settled, strict=True):
            check_again(part.job, words, n, part.good)
            assert n == part.good or not part.job.dies_after
            fate = "in" if n == part.good else "part in" if n else "out"
            self.seen[f"{victim}, {part.job.mode}: {fate}"] += 1

    def kill(self, victim: str, worker: Worker) -> None:
        if victim == "worker":
            worker.kill()
        elif victim == "backend":
            kill_backend(worker)
        elif victim == "postmaster":
            self.server.kill_postmaster()
        else:
            self.server.kill()
