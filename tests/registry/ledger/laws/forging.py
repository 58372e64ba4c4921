"""Moves written by hand: an honest one, read from the ledger as it stands, to be bent by the tests."""

from __future__ import annotations

from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

Row = dict[str, Any]

BLOCK = "SELECT * FROM ledger.block WHERE batch = %s AND first <= %s ORDER BY first DESC LIMIT 1"
METER = "SELECT in_t, out_t FROM ledger.holding WHERE account = %s AND batch = %s AND bucket = %s"


def honest_move(
    connection: Connection[Any], batch: int, first: int, last: int, to: tuple[int, str], **bent: Any
) -> Row:
    """The row of a move that would be right, under an entry that does not exist, then ``bent``."""
    with connection.cursor(row_factory=dict_row) as cursor:
        block = cursor.execute(BLOCK, (batch, first)).fetchone()
        assert block is not None
        if block["hold"] is None:
            source = cursor.execute(METER, (block["account"], batch, block["bucket"])).fetchone()
        else:
            query = "SELECT in_t, out_t FROM ledger.hold WHERE id = %s"
            source = cursor.execute(query, (block["hold"],)).fetchone()
        destination = cursor.execute(METER, (to[0], batch, to[1])).fetchone()
    quantity_t = last - first + 1
    return {
        "entry": 9_000_000,
        "line": 1,
        "parent_entry": block["entry"],
        "parent_line": block["line"],
        "batch": batch,
        "first": first,
        "last": last,
        "src_account": block["account"],
        "src_bucket": block["bucket"],
        "src_hold": block["hold"],
        "src_out_t": (source or {"out_t": 0})["out_t"] + quantity_t,
        "dst_account": to[0],
        "dst_bucket": to[1],
        "dst_hold": None,
        "dst_in_t": (destination or {"in_t": 0})["in_t"] + quantity_t,
        "origin": None,
        "bought_on": None,
    } | bent


def insert_moves(connection: Connection[Any], *moves: Row) -> None:
    """All of them in one statement."""
    columns = list(moves[0])
    row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
    statement = sql.SQL("INSERT INTO ledger.move ({}) VALUES {}").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([row] * len(moves)),
    )
    connection.execute(statement, [move[column] for move in moves for column in columns])


def insert_entry(connection: Connection[Any], quantity_t: int, entry: int = 9_000_000) -> None:
    """An entry by hand, under the first request there is."""
    connection.execute(
        "INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, source, reference, content)"
        " SELECT %s, min(id), 'transfer', '2026-03-02', %s, 'forged', %s, 'x' FROM ledger.request",
        (entry, quantity_t, f"forged-{entry}"),
    )
