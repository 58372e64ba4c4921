"""Settling a day's trades in one call: alone, sent again, and on two connections at once."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.children import Child
from benchmarks.figures import BenchBroken, Bound, Line, Spread, interleave
from benchmarks.market import Row
from benchmarks.peer import NOT_INSTALLED
from benchmarks.pgledger import NOT_GIVEN
from benchmarks.stage import Stage, against_f1, moment
from benchmarks.world import batch_of

FRESH, REPEATED, REPLAYED = "settled now", "settled before", "answered from the stored reply"

MISSING = {"hordak": NOT_INSTALLED, "pgledger": NOT_GIVEN}


def measure(stage: Stage) -> None:
    stage.say("batches on one connection, and the same again")
    floors = {
        "F1": stage.floors.f1,
        "F2": stage.floors.f2,
        "F2 indexed": stage.floors.f2_indexed,
    }
    if stage.peer is not None:
        floors["hordak"] = stage.peer.rate
    if stage.pgledger is not None:
        floors["pgledger"] = stage.pgledger.one
    again = Again()
    measures = {"batch": lambda: _round(stage, again)}
    series = interleave(stage.scale.rounds, floors, measures)["batch"]
    size = stage.scale.trades_a_day
    name = f"batch of {size:,} among {stage.scale.accounts:,} accounts"
    asked: dict[str, tuple[Bound | None, Bound | None]] = {
        "F1": (Bound(1.3), Bound(2.5)),
        "F2": (Bound(0.13), None),
        "F2 indexed": (None, None),
        "hordak": (Bound(40), Bound(75)),
        "pgledger": (None, None),
    }
    for floor, (must, reach) in asked.items():
        known = floor in floors
        stage.lines.append(
            Line(
                id=f"batch_{floor.lower().replace(' ', '_')}",
                name=name,
                unit="trades/s",
                figure=series.figure if known else None,
                ratio=series.ratio(floor) if known else None,
                floor=floor,
                must=must,
                reach=reach,
                note="" if known else MISSING[floor],
            )
        )
    stage.lines.extend(again.lines())
    _measure_two(stage)


class Again:
    """How much faster the same trades are the second time."""

    def __init__(self) -> None:
        self.same_key: list[tuple[float, float]] = []
        self.new_key: list[tuple[float, float]] = []

    def lines(self) -> list[Line]:
        return [
            _again("replay_same_key", "the same batch again (stored reply)", self.same_key, 50),
            _again("replay_new_key", "the same trades under a new key", self.new_key, 6),
        ]


def _again(id_: str, name: str, pairs: list[tuple[float, float]], must: float) -> Line:
    return Line(
        id=id_,
        name=name,
        unit="ms",
        figure=Spread.of(1000 * second for _, second in pairs),
        ratio=Spread.of(first / second for first, second in pairs),
        floor="faster",
        must=Bound(must),
    )


def _round(stage: Stage, again: Again) -> float:
    """Some fresh batches, each sent twice more; the median rate of the fresh ones."""
    client, size = stage.clients[0], stage.scale.trades_a_day
    rates = []
    stage.market.look_again()
    for _ in range(stage.scale.batches_a_round):
        batch = batch_of(stage.market, stage.market.draw(size), "batch")
        first = timed(client, batch, FRESH)
        again.same_key.append((first, timed(client, batch, REPLAYED)))
        again.new_key.append((first, timed(client, batch | {"key": batch["key"] + "-2"}, REPEATED)))
        rates.append(size / first)
    return median(rates)


def fresh_rate(stage: Stage, rows: list[Row], name: str) -> float:
    """Settle ``rows`` as one batch; trades a second."""
    return len(rows) / timed(stage.clients[0], batch_of(stage.market, rows, name), FRESH)


def timed(client: Child, batch: dict[str, Any], expected: str) -> float:
    """Seconds that one batch took; raises unless every trade of it ended as expected."""
    client.do("prepare", batches=[batch])
    result = client.do("batches")
    size = len(batch["trades"])
    wanted = {
        FRESH: [size, 0, False],
        REPEATED: [0, size, False],
        REPLAYED: [size, 0, True],
    }[expected]
    if result["replies"] != [wanted]:
        raise BenchBroken(f"a batch of {size} ended as {result['replies']}, not as {wanted}")
    return float(result["seconds"][0])


def _measure_two(stage: Stage) -> None:
    stage.say("batches on two connections, disjoint accounts")
    series = against_f1(stage, stage.scale.rounds, lambda: _two_round(stage))
    stage.lines.append(
        Line(
            id="two_connections",
            name="two connections, disjoint accounts",
            unit="trades/s",
            figure=series.figure,
            ratio=series.ratio("F1"),
            floor="F1",
            must=Bound(2.2),
            reach=Bound(3.5),
        )
    )


def _two_round(stage: Stage) -> float:
    """Two processes settle batches at once, each among its half of the accounts; trades of both
    over the time until the later one ended."""
    size, each = stage.scale.trades_a_day, stage.scale.batches_a_round
    stage.market.look_again()
    for half, client in enumerate(stage.clients):
        rows = [stage.market.draw(size, half=half) for _ in range(each)]
        client.do("prepare", batches=[batch_of(stage.market, r, f"half{half}") for r in rows])
    begin = moment()
    for client in stage.clients:
        client.send("batches", start_at=begin)
    results = [client.receive() for client in stage.clients]
    if any(result["busy"] for result in results):
        raise BenchBroken("disjoint accounts met")
    return len(results) * each * size / (max(result["ended"] for result in results) - begin)
