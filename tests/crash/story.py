"""A market on a server of its own, and one day of it after the other, each cut short by a kill."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from pathlib import Path

from registry.ledger.services.settlement import Trade
from tests.crash.jobs import Job, do
from tests.crash.rounds import (
    Worker,
    check_again,
    check_left,
    kill_backend,
    wait_for_orphans,
    wait_until_open,
)
from tests.model.market import Market, business_day, make_market
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


class Story:
    """A market on a server of its own, and one day of it after the other."""

    def __init__(self, server: PrivateServer, place: Path) -> None:
        self.server, self.place = server, place
        self.random = random.Random()
        self.days = itertools.count(1)
        self.seen: Counter[str] = Counter()
        app = server.database.connect_app(autocommit=True)
        self.market: Market = make_market(app, ACCOUNTS, BATCHES, EACH_T)
        app.close()
        self.takes_s = {mode: self._time(mode) for mode in MODES}

    def job(self, mode: str, *, dies_after: bool = False) -> tuple[Job, int]:
        """The next day's job, and how many of its trades can settle."""
        day = next(self.days)
        n = SINGLES if mode == "singles" else TRADES
        trades = self.market.trades(n, day, seed=day)
        if mode == "per_trade":
            spoil(trades)
        job = Job(mode, f"day-{day}", business_day(day).isoformat(), trades, dies_after)
        return job, n - (len(SPOILT) if mode == "per_trade" else 0)

    def _time(self, mode: str) -> float:
        job, _ = self.job(mode)
        began = time.monotonic()
        do(job)
        return time.monotonic() - began

    def round(self, victim: str, mode: str) -> None:
        after_commit = victim == "worker after commit"
        job, good = self.job(mode, dies_after=after_commit)
        worker = Worker.start(job, self.server, self.place)
        worker.go()
        moment_s = self.random.uniform(0, 1.2 * self.takes_s[mode])
        if not after_commit:
            time.sleep(moment_s)
            self.kill(victim, worker)
        said = worker.replies()
        if victim.startswith("worker"):
            wait_for_orphans()
        else:
            self.server.recover()
            wait_until_open()
        settled = check_left(job, said, good)
        check_again(job, said, settled, good)
        assert settled == good or not after_commit
        fate = "in" if settled == good else "part in" if settled else "out"
        self.seen[f"{victim}, {mode}: {fate}"] += 1

    def kill(self, victim: str, worker: Worker) -> None:
        if victim == "worker":
            worker.kill()
        elif victim == "backend":
            kill_backend(worker)
        elif victim == "postmaster":
            self.server.kill_postmaster()
        else:
            self.server.kill()
