"""Batches beside single clients, over the same accounts, for some seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.figures import Bound, Line, Spread
from benchmarks.lines.singles import NO_ORDER, check_taken, script_of
from benchmarks.stage import Stage, against_f1, lay_out, moment
from benchmarks.world import batch_of

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass
class Seen:
    """Rates of each side, and what reached a caller."""

    batches: list[float] = field(default_factory=list)
    singles: list[float] = field(default_factory=list)
    reached_a_caller: int = 0


def measure(stage: Stage) -> None:
    scale = stage.scale
    stage.say(f"batches of {scale.small_batch:,} beside {scale.beside_clients} single clients")
    seen, before = Seen(), stage.one(DEADLOCKS)
    series = against_f1(stage, scale.long_rounds, lambda: _round(stage, seen))
    deadlocks = stage.one(DEADLOCKS) - before
    sides = Spread.of(seen.batches), Spread.of(seen.singles)
    stage.lines += [
        Line(
            id="beside_errors",
            name="batches beside single clients: deadlocks that reach a caller",
            unit="errors",
            figure=Spread(seen.reached_a_caller, seen.reached_a_caller, seen.reached_a_caller, 1),
            must=Bound(0, at_most=True),
            note=f"the server broke {deadlocks} deadlocks; callers of SQL do not retry, "
            "callers of the service do",
        ),
        Line(
            id="beside_together",
            name="batches beside single clients, together",
            unit="trades/s",
            figure=series.figure,
            ratio=series.ratio("F1"),
            floor="F1",
            must=Bound(0.8),
            note=f"batches {sides[0].value:,.0f}/s, single clients {sides[1].value:,.0f}/s",
        ),
    ]


def _round(stage: Stage, seen: Seen) -> float:
    """Trades of both sides a second. All are drawn from one day's market, so that each can be
    settled whichever comes first."""
    scale, client = stage.scale, stage.clients[0]
    stage.market.look_again()
    n = stage.rows_for(scale.beside_s)
    batches = [
        batch_of(stage.market, stage.market.draw(scale.small_batch), "beside")
        for _ in range(2 * n // scale.small_batch)
    ]
    client.do("prepare", batches=batches)
    lay_out(stage, stage.market.draw(n))
    process = stage.pgbench.start(
        script_of(stage, NO_ORDER), clients=scale.beside_clients, seconds=scale.beside_s
    )
    begin = moment()
    client.send("batches", start_at=begin, stop_at=begin + scale.beside_s)
    singles = stage.pgbench.result(process, may_fail=True)
    result = client.receive()
    check_taken(stage)
    seen.batches.append(len(result["seconds"]) * scale.small_batch / result["took"])
    seen.singles.append(singles.rate)
    seen.reached_a_caller += singles.failed + result["busy"]
    return seen.batches[-1] + seen.singles[-1]
