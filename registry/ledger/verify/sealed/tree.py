"""The tree: leaves without a gap, every node what the leaves below it make, checkpoints on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from governance.audit.evidence import checkpoints, merkle, notes, records
from registry.ledger.verify.lanes import Row, rows_of
from registry.ledger.verify.sealed.faults import EvidenceFault
from registry.ledger.verify.sealed.findings import Findings

LEVEL = 12
WIDTH = 1 << LEVEL  # leaves that are read at once
FEW = 500  # checkpoints that are computed at once


class LeafRow(NamedTuple):
    number: int
    source: str
    source_id: int
    hash: bytes
    salt: bytes


def leaves(begin: int, found: Findings, size: int) -> Iterator[list[LeafRow]]:
    """Every leaf from the border before ``begin``, a width at a time, with the nodes above it
    checked; what is missing is told."""
    for low in range(begin & -WIDTH, size, WIDTH):
        high = min(low + WIDTH, size)
        rows = [
            LeafRow(
                row["number"],
                row["source"],
                row["source_id"],
                bytes(row["hash"]),
                bytes(row["salt"]),
            )
            for row in rows_of(
                "SELECT number, source, source_id, hash, salt FROM evidence.leaf"
                f" WHERE number >= {low} AND number < {high} ORDER BY number"
            )
        ]
        there = {row.number for row in rows}
        for number in range(low, high):
            if number not in there:
                found.add(EvidenceFault.LEAF_NUMBER, leaf=number)
        if len(there) == high - low:
            _check_nodes(low, [row.hash for row in rows], found)
        yield [row for row in rows if row.number >= begin]


def _check_nodes(low: int, hashes: Sequence[bytes], found: Findings) -> None:
    """The nodes over one width of leaves."""
    levels = merkle.complete_levels(hashes)
    stored = {
        (row["level"], row["position"]): bytes(row["hash"])
        for row in rows_of(
            f"SELECT level, position, hash FROM evidence.node WHERE level <= {LEVEL}"
            f" AND position >= ({low}::bigint >> level)"
            f" AND position < ({low + WIDTH}::bigint >> level)"
        )
    }
    for level, row in enumerate(levels[1:], 1):
        for index, value in enumerate(row):
            node = (level, (low >> level) + index)
            if stored.get(node) != value:
                found.add(EvidenceFault.NODE_HASH, level=node[0], position=node[1])


def check_top(size: int, found: Findings) -> None:
    """The nodes above the widths, each from the two below it; and nodes over leaves there are not."""
    sql = f"""
SELECT n.level, n.position FROM evidence.node n
LEFT JOIN evidence.node a ON (a.level, a.position) = (n.level - 1, n.position * 2)
LEFT JOIN evidence.node b ON (b.level, b.position) = (n.level - 1, n.position * 2 + 1)
WHERE n.level > {LEVEL} AND n.hash IS DISTINCT FROM sha256('\\x01'::bytea || a.hash || b.hash)
UNION ALL
SELECT level, at FROM generate_series({LEVEL + 1}, 62) level,
  LATERAL generate_series(0, ({size}::bigint >> level) - 1) at
WHERE NOT EXISTS (SELECT 1 FROM evidence.node n WHERE (n.level, n.position) = (level, at))"""
    for row in rows_of(sql):
        found.add(EvidenceFault.NODE_HASH, **row)
    beyond = f"""
SELECT n.level, n.position FROM generate_series(1, 62) g(level)
JOIN evidence.node n ON n.level = g.level AND n.position >= ({size}::bigint >> g.level) LIMIT 1000"""
    for row in rows_of(beyond):
        found.add(EvidenceFault.NODE_EXTRA, **row)


def check_checkpoints(begin: int, found: Findings) -> None:
    """Every checkpoint above ``begin`` leaves: root, signature, and its row's agreement with both."""
    keys = _keys(found)
    after = begin
    while rows := rows_of(
        f"SELECT size, root, key, note FROM evidence.checkpoint WHERE size > {after}"
        f" ORDER BY size LIMIT {FEW}"
    ):
        after = rows[-1]["size"]
        _check_signatures(rows, keys, found)
        wanted = {node for row in rows for node in merkle.peaks(row["size"])}
        hashes = _hashes(wanted)
        for row in rows:
            peaks = [hashes.get(node) for node in merkle.peaks(row["size"])]
            there = [value for value in peaks if value is not None]
            if len(there) < len(peaks) or merkle.fold(there) != bytes(row["root"]):
                found.add(EvidenceFault.CHECKPOINT_ROOT, size=row["size"])


def _check_signatures(
    rows: list[Row], keys: Mapping[str, notes.VerifierKey], found: Findings
) -> None:
    for row in rows:
        try:
            point = checkpoints.opened(row["note"], keys[row["key"]])
        except (KeyError, notes.NoteError):
            found.add(EvidenceFault.CHECKPOINT_SIGNATURE, size=row["size"])
            continue
        if (point.size, point.root) != (row["size"], bytes(row["root"])):
            found.add(EvidenceFault.CHECKPOINT_SIGNATURE, size=row["size"])


def _keys(found: Findings) -> dict[str, notes.VerifierKey]:
    """The keys by id, each announced by the one before it."""
    keys: dict[str, notes.VerifierKey] = {}
    before: notes.VerifierKey | None = None
    for row in rows_of("SELECT id, verifier, rotation, size FROM evidence.key ORDER BY ordinal"):
        try:
            key = notes.VerifierKey.parse(row["verifier"])
            if key.id != row["id"] or not _announced(key, row, before):
                raise notes.NoteError("not announced")
        except notes.NoteError:
            found.add(EvidenceFault.KEY_CHAIN, key=row["id"])
            continue
        keys[row["id"]] = before = key
    return keys


def _announced(key: notes.VerifierKey, row: Row, before: notes.VerifierKey | None) -> bool:
    if before is None:
        return row["rotation"] is None
    lines = notes.opened(row["rotation"] or "", before).split("\n", 3)
    return lines[:3] == [records.ROTATION, str(before), str(key)]


def _hashes(nodes: set[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytes] = {}
    for level in sorted({level for level, _ in nodes}):
        positions = ",".join(str(position) for at, position in nodes if at == level)
        table = (
            "evidence.leaf WHERE number"
            if level == 0
            else f"evidence.node WHERE level = {level} AND position"
        )
        name = "number" if level == 0 else "position"
        rows: list[dict[str, Any]] = rows_of(
            f"SELECT {name} AS at, hash FROM {table} IN ({positions})"
        )
        found |= {(level, row["at"]): bytes(row["hash"]) for row in rows}
    return found
