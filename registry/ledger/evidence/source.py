"""The ledger as a source of leaves, and the proof of one entry.

Leaf: a request with the root over its entries. So a batch of ten thousand trades is one leaf of the
log, and an entry is proven by two short paths. Why: docs/adr/0008.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from governance.audit.evidence import merkle, proofs, records
from governance.audit.evidence.models import Leaf
from governance.audit.evidence.sources import Pending, Sealable
from registry.ledger.evidence import lines

NAME = "ledger"
AT_ONCE = 100_000  # entries whose hashes are in memory at a time
LARGE = 500  # entries from which a request is hashed by a statement of its own
TREES_KEPT = (
    4  # large requests whose trees a process keeps for proofs; a megabyte for 10,000 entries
)

_PENDING = """
SELECT coalesce((SELECT max(id) FROM ledger.request), 0), ARRAY(
  SELECT r.id FROM ledger.request r WHERE r.id > %s AND NOT EXISTS (
    SELECT 1 FROM evidence.leaf l WHERE l.source = 'ledger' AND l.source_id = r.id)
  ORDER BY r.id LIMIT %s)
"""
_REQUESTS = """
SELECT r.id, r.client, r.key, encode(r.body, 'hex') AS body, r.actor_id, r.actor_name, r.actor_role,
  r.ip, r.reason, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
FROM ledger.request r WHERE r.id = ANY(%s)
"""
_SIZES = """
SELECT request, count(*), min(id), max(id) FROM ledger.entry WHERE request = ANY(%s) GROUP BY 1
"""
# `more` has a byte 1 for every line that goes on an entry.
_HASHED = f"""
  SELECT e.request, sha256('\\x00'::bytea || convert_to({lines.LINE}, 'UTF8')) AS hash,
    CASE WHEN m.line > 1 THEN '\\x01'::bytea ELSE '\\x00' END AS more
"""
_MANY = f"""
SELECT x.request, string_agg(x.hash, ''), string_agg(x.more, '') FROM ({_HASHED}
  FROM unnest(%s::bigint[], %s::bytea[]) w(request, salt)
  JOIN ledger.entry e ON e.request = w.request
  LEFT JOIN ledger.move m ON m.entry = e.id
  ORDER BY e.request, e.id, m.line) x
GROUP BY x.request
"""
# One request with many entries: both tables in the order of their keys, nothing to sort.
_ONE = f"""
SELECT min(x.request), string_agg(x.hash, ''), string_agg(x.more, '') FROM ({_HASHED}
  FROM (SELECT %s::bigint AS request, %s::bytea AS salt) w
  JOIN ledger.entry e ON e.request = %s
  LEFT JOIN ledger.move m ON m.entry = e.id AND m.entry BETWEEN %s AND %s
  ORDER BY e.id, m.line) x
"""
_LINES = f"""
SELECT {lines.VALUES} FROM ledger.entry e CROSS JOIN (SELECT %s::bytea AS salt) w
LEFT JOIN ledger.move m ON m.entry = e.id
WHERE e.id = %s ORDER BY m.line
"""


class LedgerSource:
    """Registered by the ledger's ``ready()``."""

    name = NAME

    def pending(self, low: int, limit: int) -> Pending:
        ((seen, ids),) = _rows(_PENDING, [low, limit + 1])
        return Pending(ids[:limit], seen, len(ids) <= limit)

    def hashes(self, rows: Sequence[Sealable]) -> list[bytes | None]:
        found: dict[int, bytes] = {}
        for part, requests in _parts(rows):
            for row in part:
                if (request := requests.get(row.source_id)) is None:
                    continue
                line = records.line_of(request)
                found[row.source_id] = merkle.leaf_hash(line.encode())
        return [found.get(row.source_id) for row in rows]

    def proof(self, source_id: int) -> tuple[int, dict[str, Any]] | None:
        found = _rows("SELECT request FROM ledger.entry WHERE id = %s", [source_id])
        leaf = found and Leaf.objects.filter(source=NAME, source_id=found[0][0]).first()
        if not leaf:
            return None
        row = Sealable(leaf.source_id, bytes(leaf.salt))
        tree = _tree(row)
        index = _index(row.source_id, source_id)
        path = proofs.make(
            proofs.inclusion(index, tree.size),
            lambda nodes: {(level, at): tree.levels[level][at] for level, at in nodes},
        )
        return row.source_id, {
            "leaf": dict(tree.leaf),
            "entry": {
                "lines": entry_lines(source_id, row.salt),
                "index": index,
                "path": [step.hex() for step in path],
            },
        }


class _Tree(NamedTuple):
    """Of one sealed request: its record, and the tree over its entries."""

    leaf: Mapping[str, str | None]
    levels: list[list[bytes]]

    @property
    def size(self) -> int:
        return len(self.levels[0])


def _tree(row: Sealable) -> _Tree:
    """Large ones are kept: a sealed request never changes, and its salt is its own."""
    ((_, count, _, _),) = _rows(_SIZES, [[row.source_id]])
    return _kept_tree(row) if count >= LARGE else _made_tree(row)


def _made_tree(row: Sealable) -> _Tree:
    hashes = entry_hashes([row])[row.source_id]
    leaf = _request_records([row], {row.source_id: hashes})[row.source_id]
    return _Tree(leaf, merkle.complete_levels(hashes))


_kept_tree = lru_cache(maxsize=TREES_KEPT)(_made_tree)


def entry_lines(entry: int, salt: bytes) -> list[dict[str, str | None]]:
    """The records of one entry, as strings."""
    return list(_dicts(_LINES, [salt, entry]))


def entry_hashes(rows: Sequence[Sealable]) -> dict[int, list[bytes]]:
    """For each request the hashes of its entries, in the order of their numbers. An entry of several
    lines is the root over them."""
    found: dict[int, list[bytes]] = {row.source_id: [] for row in rows}
    few = []
    sizes = {row[0]: row[1:] for row in _rows(_SIZES, [list(found)])}
    for row in rows:
        count, low, high = sizes.get(row.source_id, (0, 0, 0))
        if count < LARGE:
            few.append(row)
            continue
        values = [row.source_id, row.salt, row.source_id, low, high]
        ((_, blob, more),) = _rows(_ONE, values)
        found[row.source_id] = _split(bytes(blob), bytes(more))
    if few:
        values = [[row.source_id for row in few], [row.salt for row in few]]
        for request, blob, more in _rows(_MANY, values):
            found[request] = _split(bytes(blob), bytes(more))
    return found


def _split(blob: bytes, more: bytes) -> list[bytes]:
    hashes = [blob[at : at + 32] for at in range(0, len(blob), 32)]
    at = more.rfind(1)
    while at >= 0:
        first = more.rfind(0, 0, at)
        hashes[first : at + 1] = [merkle.root_of(hashes[first : at + 1])]
        at = more.rfind(1, 0, first)
    return hashes


def _parts(
    rows: Sequence[Sealable],
) -> Iterator[tuple[list[Sealable], dict[int, dict[str, str | None]]]]:
    """The records of these requests, some at a time."""
    counts = {row[0]: row[1] for row in _rows(_SIZES, [[row.source_id for row in rows]])}
    part: list[Sealable] = []
    size = 0
    for row in rows:
        part.append(row)
        size += counts.get(row.source_id, 0) + 1
        if size >= AT_ONCE:
            yield part, _request_records(part, entry_hashes(part))
            part, size = [], 0
    if part:
        yield part, _request_records(part, entry_hashes(part))


def _request_records(
    rows: Sequence[Sealable], hashes: Mapping[int, list[bytes]]
) -> dict[int, dict[str, str | None]]:
    salts = {row.source_id: row.salt for row in rows}
    found = {}
    for request in _dicts(_REQUESTS, [list(salts)]):
        number = request["id"]
        entries = hashes[number]
        root = merkle.root_of(entries)
        found[number] = lines.request_record(request, salts[number], len(entries), root)
    return found


def _index(request: int, entry: int) -> int:
    query = "SELECT count(*) FROM ledger.entry WHERE request = %s AND id < %s"
    return int(_rows(query, [request, entry])[0][0])


def _rows(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _dicts(query: str, values: Sequence[Any]) -> Iterable[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
