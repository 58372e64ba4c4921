"""The two floors, measured again and again between the measurements that are compared to them.

F1 is the smallest possible transfer between two balances, in one server-side function, from 16
connections; F2 is a plain ``INSERT … SELECT`` of trade rows from one. SQL: ``sql/floors.sql``.
"""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from psycopg import sql

from benchmarks.databases import BenchDatabase, Connection
from benchmarks.pgbench import Pgbench
from benchmarks.scales import Scale

# A floor measured this long ago still stands for now; so one serves two neighbours.
FRESH_S = 2.0
BALANCE = 1_000_000_000
INSERTS = 3
INSERT = """
INSERT INTO floors.{table} SELECT *, '2025-01-01'
FROM unnest(%s::text[], %s::int[], %s::int[], %s::int[], %s::bigint[], %s::numeric[])
"""


class Floors:
    """F1 and F2 in the bench's own database; every figure ever taken is kept."""

    def __init__(self, database: BenchDatabase, owner: Connection, scale: Scale) -> None:
        self._pgbench, self._owner, self._scale = Pgbench(database), owner, scale
        self._random = random.Random(2)
        self._numbers = itertools.count(1)
        self._measured_at = 0.0
        self.all: dict[str, list[float]] = {"F1": [], "F2": [], "F2 indexed": []}
        self._make(database)

    def f1(self) -> float:
        """Transfers a second."""
        if time.monotonic() - self._measured_at > FRESH_S:
            scale = self._scale
            script = (
                f"\\set a random(1, {scale.floor_balances})\n"
                f"\\set b random(1, {scale.floor_balances})\n"
                "SELECT floors.move(:a, :b, 1);\n"
            )
            run = self._pgbench.run(script, clients=scale.connections, seconds=scale.floor_s)
            self.all["F1"].append(run.rate)
            self._measured_at = time.monotonic()
        return self.all["F1"][-1]

    def f2(self) -> float:
        """Trade rows a second into a table with a primary key and nothing else."""
        return self._insert_some("F2", "trade")

    def f2_indexed(self) -> float:
        """The same where the trades of a seller and of a buyer can be found again."""
        return self._insert_some("F2 indexed", "trade_indexed")

    def _insert_some(self, name: str, table: str) -> float:
        """The median of a few statements of a whole day each."""
        rate = median(self._insert(table) for _ in range(INSERTS))
        self.all[name].append(rate)
        return rate

    def _insert(self, table: str) -> float:
        n, pick = self._scale.trades_a_day, self._random.randint
        columns: list[list[Any]] = [
            [f"F2-{next(self._numbers):010d}" for _ in range(n)],
            *([pick(1, self._scale.accounts) for _ in range(n)] for _ in range(2)),
            [pick(1, self._scale.batches) for _ in range(n)],
            [pick(1, 20) for _ in range(n)],
            ["84.50"] * n,
        ]
        arrays = ["{" + ",".join(map(str, column)) + "}" for column in columns]
        began = time.perf_counter()
        self._owner.execute(INSERT.format(table=table).encode(), arrays)
        return n / (time.perf_counter() - began)

    def _make(self, database: BenchDatabase) -> None:
        path = Path(__file__).with_name("sql") / "floors.sql"
        self._owner.execute(path.read_bytes())
        app = sql.Identifier(database.app["user"])
        self._owner.execute(sql.SQL("GRANT USAGE ON SCHEMA floors TO {}").format(app))
        for statement in (
            "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floors TO {}",
            "GRANT EXECUTE ON FUNCTION floors.move TO {}",
        ):
            self._owner.execute(sql.SQL(statement).format(app))
        self._owner.execute(
            "INSERT INTO floors.balance SELECT n, %s FROM generate_series(1, %s) n",
            [BALANCE, self._scale.floor_balances],
        )
        self._owner.execute("VACUUM ANALYZE floors.balance")
