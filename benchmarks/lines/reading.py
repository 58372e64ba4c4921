"""Reading the ledger: the history of one serial, and the proof that everything adds up."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from statistics import mean, quantiles
from typing import Any

import orjson

from benchmarks import world
from benchmarks.databases import ROOT
from benchmarks.figures import BenchBroken, Bound, Line, Spread
from benchmarks.stage import Stage
from benchmarks.weighing import weigh

# A serial out of a random block, not out of all serials: most serials never moved, and a block
# that trades have cut has a history.
SERIALS = """
SELECT batch, first + floor(random() * (last - first + 1))::bigint FROM ledger.block
WHERE bucket <> 'unissued' ORDER BY random() LIMIT %s
"""
MOVES = "SELECT count(*) FROM ledger.move"


def measure(stage: Stage, moves: int) -> str:
    """Adds the lines; the last line that ``verify_ledger`` printed."""
    _history(stage)
    _grow(stage, moves)
    return _verify(stage)


def _history(stage: Stage) -> None:
    stage.say("history of random serials")
    serials = stage.owner.execute(SERIALS, [stage.scale.serials]).fetchall()
    found = stage.clients[0].do("histories", serials=serials)
    moves = [history["moves"] for history in found]
    stage.lines += [
        Line(
            id="history_p99",
            name="history of one serial, 99th percentile",
            unit="ms",
            figure=_percentile(history["walk_ms"] for history in found),
            must=Bound(2, at_most=True),
            reach=Bound(1, at_most=True),
            note="the recursive query, as its caller sees it; histories are "
            f"{mean(moves):.1f} moves long on average, {max(moves):.0f} at most",
        ),
        Line(
            id="history_whole_p99",
            name="the same with blocks, accounts and holders' names",
            unit="ms",
            figure=_percentile(history["whole_ms"] for history in found),
        ),
    ]


def _percentile(times: Iterable[float]) -> Spread:
    """The 99th percentile in the place of the median."""
    found = sorted(times)
    p99 = quantiles(found, n=100, method="inclusive")[98]
    return Spread(p99, found[0], found[-1], len(found))


def _grow(stage: Stage, moves: int) -> None:
    """More days of wear, until the ledger has ``moves`` moves."""
    while (missing := moves - int(stage.one(MOVES))) > 0:
        stage.say(f"{missing:,} moves to go")
        stage.market.look_again()
        days = max(1, min(100, missing // stage.scale.trades_a_day))
        world.wear(stage.market, stage.clients, stage.scale, days, stage.say)
        world.tidy(stage.owner)


def _verify(stage: Stage) -> str:
    """Run the command as a stranger would, and weigh its process."""
    stage.say("verify_ledger")
    began = time.perf_counter()
    done = weigh(
        [sys.executable, "manage.py", "verify_ledger", "--json"],
        cwd=ROOT,
        environment=stage.database.environment,
    )
    seconds = time.perf_counter() - began
    lines = done.output.decode().strip().splitlines()
    if done.code != 0 or not lines:
        raise BenchBroken(f"verify_ledger ended with {done.code}: {lines[-5:]}")
    found: dict[str, Any] = orjson.loads(lines[-1])
    if found["moves"] != stage.one(MOVES):
        raise BenchBroken(f"verify_ledger saw {found['moves']} moves")
    _add_lines(stage, found["moves"], found["moves"] / seconds, done.peak_mb)
    return lines[-1]


def _add_lines(stage: Stage, moves: int, rate: float, megabytes: float) -> None:
    stage.lines += [
        Line(
            id="verify_rate",
            name=f"verify_ledger on {moves:,} moves",
            unit="moves/s",
            figure=Spread(rate, rate, rate, 1),
            must=Bound(200_000),
            reach=Bound(500_000),
            note="whole, from start to exit of the command; the issue asks for it on 10⁷ moves: "
            "--moves 10000000",
        ),
        Line(
            id="verify_memory",
            name=f"verify_ledger on {moves:,} moves, peak memory",
            unit="MB",
            figure=Spread(megabytes, megabytes, megabytes, 1),
            must=Bound(500, at_most=True),
            note="of its own process, without the database server's",
        ),
    ]
