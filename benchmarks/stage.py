"""What the measurements share: the database, the worn world, the clients, the floors, the report."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.children import Child
from benchmarks.databases import BenchDatabase, Connection
from benchmarks.figures import BenchBroken, Line, Series, interleave
from benchmarks.floors import Floors
from benchmarks.market import Market, Row
from benchmarks.peer import Peer
from benchmarks.pgbench import Pgbench
from benchmarks.pgledger import PgLedger
from benchmarks.progress import Say
from benchmarks.scales import Scale

# Clients that run together are told to begin this much later, when all of them are ready.
HEAD_START_S = 0.5


@dataclass
class Stage:
    """Passed to every measurement; each adds its lines to ``lines``."""

    scale: Scale
    database: BenchDatabase
    owner: Connection
    market: Market
    floors: Floors
    pgbench: Pgbench
    clients: list[Child]
    peer: Peer | None
    pgledger: PgLedger | None
    say: Say
    lines: list[Line] = field(default_factory=list)

    def one(self, query: str, *values: Any) -> Any:
        """The one value of a query."""
        row = self.owner.execute(query.encode(), values).fetchone()
        if row is None:
            raise BenchBroken(f"no row: {query}")
        return row[0]

    def last_entry(self) -> int:
        """The number of the ledger's newest entry."""
        return int(self.one("SELECT coalesce(max(id), 0) FROM ledger.entry"))

    def rows_for(self, seconds: int) -> int:
        """More trades than can be settled one by one in ``seconds``: none is faster than F1."""
        return int(max(self.floors.all["F1"]) * seconds * 1.2) + 1000


def against_f1(stage: Stage, rounds: int, measure: Callable[[], float]) -> Series:
    """One thing between measurements of F1."""
    return interleave(rounds, {"F1": stage.floors.f1}, {"": measure})[""]


def moment() -> float:
    """When clients that are ready now shall begin together."""
    return time.monotonic() + HEAD_START_S


def lay_out(stage: Stage, rows: list[Row]) -> None:
    """Put trades where pgbench takes them one after another."""
    stage.owner.execute("TRUNCATE bench.trade")
    with (
        stage.owner.cursor() as cursor,
        cursor.copy("COPY bench.trade FROM STDIN") as copy,
    ):
        for n, row in enumerate(rows, 1):
            copy.write_row((n, *row[:5]))
    stage.owner.execute("SELECT setval('bench.turn', 1, false)")
    stage.owner.execute("VACUUM ANALYZE bench.trade")
