"""How a source looks through its tables: newest first, by keyset, over a bounded number of rows.

``sharp`` conditions are served by an index, ``loose`` ones are tried on at most :data:`WINDOW`
rows of each table; :func:`look` says how far that came.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from governance.audit.trail.rows import Position, TrailQuery

WINDOW = 8_000


@dataclass
class Conditions:
    """SQL joined by AND, with its parameters."""

    clauses: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, clause: str, *params: Any) -> None:
        self.clauses.append(clause)
        self.params.extend(params)

    def __str__(self) -> str:
        return " AND ".join(f"({clause})" for clause in self.clauses) or "true"


@dataclass
class Branch:
    """One table, named ``t`` in every piece of SQL. ``at`` and ``number`` order it, both by one
    index; ``payload`` is what comes back, as JSON."""

    number_of_table: int
    table: str
    at: str
    number: str
    payload: str
    sharp: Conditions = field(default_factory=Conditions)
    loose: Conditions = field(default_factory=Conditions)

    def within(self, query: TrailQuery, after: Position | None) -> None:
        """Keep to the period, and to what is older than the position."""
        if query.since:
            self.sharp.add(f"t.{self.at} >= %s", query.since)
        if query.until:
            self.sharp.add(f"t.{self.at} < %s", query.until)
        if after is None:
            return
        if self.number_of_table == after.table:
            order = f"(t.{self.at}, t.{self.number}) < (%s, %s)"
            self.sharp.add(order, after.at, after.number)
        else:
            later = "<=" if self.number_of_table < after.table else "<"
            self.sharp.add(f"t.{self.at} {later} %s", after.at)

    def newest(self, columns: str, tail: str) -> str:
        order = f"t.{self.at} DESC, t.{self.number} DESC"
        return f"SELECT {columns} FROM {self.table} t WHERE {self.sharp} ORDER BY {order} {tail}"

    def end(self) -> str:
        """The row at which the window ends; none when the table ends before it."""
        columns = f"{self.number_of_table} AS n, t.{self.at} AS at, t.{self.number} AS id"
        return self.newest(f"{columns}, NULL::jsonb, true", f"OFFSET {WINDOW - 1} LIMIT 1")

    def sql(self, limit: int) -> tuple[str, list[Any]]:
        inside = self.newest("t.*", f"LIMIT {WINDOW}") if self.loose.clauses else ""
        table = f"({inside})" if inside else self.table
        where = self.loose if inside else self.sharp
        columns = f"{self.number_of_table} AS n, t.{self.at} AS at, t.{self.number} AS id"
        return (
            f"(SELECT {columns}, {self.payload} AS payload FROM {table} t WHERE {where}"
            f" ORDER BY t.{self.at} DESC, t.{self.number} DESC LIMIT {int(limit)})",
            [*(self.sharp.params if inside else []), *where.params],
        )


Found = tuple[Position, Any]


def look(branches: Sequence[Branch], limit: int) -> tuple[list[Found], Position | None]:
    """(position, payload) of up to ``limit`` rows, newest first, and how far the look came: the
    newest of the points where a window ended; None when every table was looked through."""
    if not branches:
        return [], None
    pieces = [branch.sql(limit) for branch in branches]
    rows = " UNION ALL ".join(sql for sql, _ in pieces)
    order = f"ORDER BY at DESC, n DESC, id DESC LIMIT {int(limit)}"
    query = f"(SELECT u.*, false AS ended FROM ({rows}) u {order})"
    params = [param for _, each in pieces for param in each]
    for branch in branches:
        if branch.loose.clauses:
            query += f" UNION ALL ({branch.end()})"
            params += branch.sharp.params
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        told = cursor.fetchall()
    found = [
        (Position(at, n, number), json.loads(payload) if isinstance(payload, str) else payload)
        for n, at, number, payload, ended in told
        if not ended
    ]
    found.sort(key=lambda row: row[0], reverse=True)
    ends = [Position(at, n, number) for n, at, number, _, ended in told if ended]
    return found, (max(ends, default=None) if len(found) < limit else None)


def like(text: str) -> str:
    """``%text%`` with what LIKE would read as a sign taken literally."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
