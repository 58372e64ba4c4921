"""The tree as rows: how many leaves there are, hashes by (level, position), adding more of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from governance.audit.evidence import merkle
from governance.audit.evidence.proofs import Node
from governance.audit.evidence.sources import Sealable

ONE_SEALER = 7_016_021  # advisory lock, until the transaction ends


def lock() -> None:
    """Only one transaction at a time adds to the log."""
    _execute("SELECT pg_advisory_xact_lock(%s)", [ONE_SEALER])


def size() -> int:
    """How many leaves there are."""
    query = "SELECT number + 1 FROM evidence.leaf ORDER BY number DESC LIMIT 1"
    rows = _rows(query)
    return int(rows[0][0]) if rows else 0


def hashes_of(nodes: Iterable[Node]) -> dict[Node, bytes]:
    """The hashes of these nodes; KeyError-prone by design: a node that is missing is not in it."""
    wanted = list(nodes)
    leaves = [position for level, position in wanted if level == 0]
    inner = [node for node in wanted if node[0] > 0]
    found: dict[Node, bytes] = {}
    if leaves:
        query = "SELECT number, hash FROM evidence.leaf WHERE number = ANY(%s)"
        found |= {(0, number): bytes(value) for number, value in _rows(query, [leaves])}
    if inner:
        query = (
            "SELECT n.level, n.position, n.hash FROM unnest(%s::smallint[], %s::bigint[]) w(level, position)"
            " JOIN evidence.node n USING (level, position)"
        )
        columns: list[list[int]] = [[n[0] for n in inner], [n[1] for n in inner]]
        found |= {(level, at): bytes(value) for level, at, value in _rows(query, columns)}
    return found


def add_leaves(source: str, first: int, rows: Sequence[Sealable], hashes: Sequence[bytes]) -> None:
    """Leaves ``first`` and on, and every subtree that they complete."""
    _execute(
        "INSERT INTO evidence.leaf (number, source, source_id, hash, salt)"
        " SELECT %s + n - 1, %s, x.id, x.hash, x.salt"
        " FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) WITH ORDINALITY x(id, hash, salt, n)",
        [first, source, [r.source_id for r in rows], list(hashes), [r.salt for r in rows]],
    )
    made = completed(first, hashes, hashes_of(merkle.peaks(first)))
    if made:
        _execute(
            "INSERT INTO evidence.node (level, position, hash)"
            " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])",
            [[n[0] for n in made], [n[1] for n in made], list(made.values())],
        )


def completed(first: int, hashes: Sequence[bytes], edge: dict[Node, bytes]) -> dict[Node, bytes]:
    """The subtrees that leaves ``first`` and on complete; ``edge`` are the peaks before them."""
    made: dict[Node, bytes] = {}
    level, position, row = 0, first, list(hashes)
    while row:
        if position & 1:
            position, row = position - 1, [edge[level, position - 1], *row]
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [merkle.node_hash(left, right) for left, right in pairs]
        level, position = level + 1, position >> 1
        made |= {(level, position + n): value for n, value in enumerate(row)}
    return made


def _rows(query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return cursor.fetchall()


def _execute(query: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
