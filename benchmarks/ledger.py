"""``manage.py bench ledger``: one run, from an empty database to the report."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks import machine, world
from benchmarks.children import Child
from benchmarks.databases import bench_database, migrate
from benchmarks.figures import Spread
from benchmarks.floors import Floors
from benchmarks.lines import batches, beside, hot, issuing, pieces, reading, singles
from benchmarks.peer import peer
from benchmarks.pgbench import Pgbench
from benchmarks.pgledger import pgledger
from benchmarks.progress import Say
from benchmarks.report import Report
from benchmarks.scales import Scale
from benchmarks.stage import Stage

TABLES = {
    "account": "accounts",
    "batch": "batches",
    "holding": "holdings",
    "block": "blocks",
    "entry": "entries",
    "move": "moves",
}


def run(scale: Scale, moves: int, say: Say, pgledger_file: Path | None = None) -> Report:
    """Make the world, wear it, measure, verify. ``moves``: grow the ledger to at least so many
    before ``verify_ledger`` is measured. ``pgledger_file``: where that peer's SQL lies."""
    began, load_before = time.monotonic(), machine.load()
    with ExitStack() as stack:
        stage = _set_up(scale, say, stack, pgledger_file)
        facts = machine.facts(stage.owner)
        tenth = max(1, scale.wear_days // 10)
        world.wear(stage.market, stage.clients, scale, scale.wear_days - tenth, say)
        last_tenth = stage.last_entry()
        world.wear(stage.market, stage.clients, scale, tenth, say)
        worn = stage.last_entry()
        say("vacuum and statistics")
        checkpoints = machine.checkpoints(stage.owner)
        world.tidy(stage.owner)
        singles.measure(stage)
        batches.measure(stage)
        pieces.measure(stage, last_tenth, worn, stage.last_entry())
        hot.measure(stage)
        beside.measure(stage)
        issuing.measure(stage)
        verified = reading.measure(stage, moves)
        facts |= {
            "load_before": load_before,
            "load_after": machine.load(),
            "checkpoints": machine.checkpoints(stage.owner) - checkpoints,
        }
        return Report(
            machine=facts,
            scale=scale,
            world=_sizes(stage),
            floors=_floors(stage),
            lines=stage.lines,
            verified=verified,
            database=stage.database.name,
            seconds=time.monotonic() - began,
        )


def _set_up(scale: Scale, say: Say, stack: ExitStack, pgledger_file: Path | None) -> Stage:
    say("making a database of the bench's own")
    database = stack.enter_context(bench_database())
    migrate(database)
    owner = stack.enter_context(database.connect_owner())
    floors = Floors(database, owner, scale)
    market = world.build(database, owner, scale, say)
    hordak = stack.enter_context(peer(scale, say))
    third = stack.enter_context(pgledger(pgledger_file, scale, say))
    clients = []
    for _ in range(scale.processes):
        client = Child("benchmarks.service_client", database.environment)
        stack.callback(client.close)
        clients.append(client)
    pgbench = Pgbench(database)
    return Stage(scale, database, owner, market, floors, pgbench, clients, hordak, third, say)


def _floors(stage: Stage) -> dict[str, Spread]:
    found = {name: Spread.of(rates) for name, rates in stage.floors.all.items()}
    if stage.peer is not None:
        found["hordak"] = Spread.of(stage.peer.all)
    if stage.pgledger is not None:
        found |= {name: Spread.of(rates) for name, rates in stage.pgledger.all.items()}
    return found


def _sizes(stage: Stage) -> dict[str, int]:
    """The world at the end, and what was done to it first."""
    sizes = {"trades of wear": stage.scale.wear_days * stage.scale.trades_a_day}
    for table, name in TABLES.items():
        sizes[name] = int(stage.one(f"SELECT count(*) FROM ledger.{table}"))
    size = stage.one("SELECT pg_database_size(current_database())")
    return sizes | {"MB on disk": int(size) >> 20}
