"""What a page asks of the database: its queries, and which of them read a large table from end to end.

A function of the database hides its own queries from EXPLAIN; what is inside is not looked at.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, transaction

READS = re.compile(r"^\s*(SELECT|WITH)\b", re.IGNORECASE)
LARGE = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND c.reltuples >= %s
"""
SHOWN = 1500


@dataclass
class Asked:
    """The queries of one request with their times; use as ``connection.execute_wrapper``."""

    queries: list[tuple[str, Any, float]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        before = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries.append((str(sql), params, 1000 * (time.perf_counter() - before)))

    @property
    def count(self) -> int:
        """Without the marks of transactions, which ask nothing."""
        return len(self.real)

    @property
    def real(self) -> list[tuple[str, Any, float]]:
        quiet = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")
        return [each for each in self.queries if not each[0].lstrip().upper().startswith(quiet)]

    def slowest(self) -> dict[str, Any] | None:
        if not self.real:
            return None
        sql, params, took_ms = max(self.real, key=lambda each: each[2])
        return {"sql": _readable(sql, params), "ms": took_ms}


def large_tables(rows: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(LARGE, [rows])
        return {row[0] for row in cursor.fetchall()}


def scans(asked: Asked, large: set[str]) -> list[dict[str, Any]]:
    """The queries whose plan reads a large table sequentially, each with the tables' names."""
    found, seen = [], set()
    for sql, params, took_ms in asked.real:
        if sql in seen or not READS.match(sql):
            continue
        seen.add(sql)
        tables = sorted(set(_read_whole(_plan(sql, params))) & large)
        if tables:
            found.append({"tables": tables, "sql": _readable(sql, params), "ms": took_ms})
    return found


def _plan(sql: str, params: Any) -> Any:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
    except DatabaseError as error:
        raise RuntimeError(f"cannot explain: {_readable(sql, params)}") from error
    return json.loads(plan) if isinstance(plan, str) else plan


def _read_whole(plan: Any) -> Iterator[str]:
    if isinstance(plan, list):
        for each in plan:
            yield from _read_whole(each)
    elif isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            yield plan["Relation Name"]
        for name in ("Plan", "Plans"):
            yield from _read_whole(plan.get(name))


def _readable(sql: str, params: Any) -> str:
    """The query with its first columns left out, and its parameters."""
    short = re.sub(r'^SELECT (DISTINCT )?("[^ ]+ *,? *){4,}', "SELECT … ", sql)
    return f"{short[:SHOWN]} ← {str(params)[:300]}"
