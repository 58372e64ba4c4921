"""One pass over the evidence log, in both lanes of a run's snapshot."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from governance.audit.evidence.sources import Sealable
from registry.ledger.evidence.source import NAME, LedgerSource
from registry.ledger.verify.lanes import Lanes, rows_of
from registry.ledger.verify.report import Violation
from registry.ledger.verify.scope import Scope
from registry.ledger.verify.sealed import tree
from registry.ledger.verify.sealed.faults import EvidenceFault
from registry.ledger.verify.sealed.findings import Findings
from registry.ledger.verify.sealed.tree import LeafRow

AT_ONCE = 20_000  # entries one lane takes at a time
LOWEST = -(1 << 62)  # below the number of any request, forged ones too

_RANGE = "SELECT min(id) AS low, max(id) AS high FROM ledger.entry WHERE request = {}"
_SIZES = "SELECT request, count(*) AS n FROM ledger.entry WHERE request IN ({}) GROUP BY 1"
# Everything up to the last mark's `low` has its leaf or will never be.
_MISSING = """
SELECT r.id AS request FROM ledger.request r
WHERE r.id > {after} AND r.id <= coalesce(
    (SELECT low FROM evidence.mark WHERE source = 'ledger' ORDER BY id DESC LIMIT 1), 0)
  AND NOT EXISTS (SELECT 1 FROM evidence.leaf l WHERE l.source = 'ledger' AND l.source_id = r.id)
LIMIT 1000
"""
_SINCE = """
SELECT min(e.request) AS request, min(l.number) AS leaf FROM ledger.entry e
LEFT JOIN evidence.leaf l ON l.source = 'ledger' AND l.source_id = e.request WHERE e.id > {}
"""


def check_evidence(lanes: Lanes, scope: Scope) -> tuple[int, list[Violation]]:
    """How many leaves were compared, and what is wrong. A run over one batch has nothing to look at:
    the log is of the whole ledger."""
    if scope.batch is not None:
        return 0, []
    found = Findings()
    size = int(
        rows_of("SELECT coalesce(max(number), -1) + 1 AS size FROM evidence.leaf")[0]["size"]
    )
    point = int(
        rows_of("SELECT coalesce(max(size), 0) AS size FROM evidence.checkpoint")[0]["size"]
    )
    begin, after = _begin(scope, size)
    for number in range(point, min(size, point + 1000)):
        found.add(EvidenceFault.LEAF_EXTRA, leaf=number, size=point)
    work = _Work(_parts(begin, max(size, min(point, size + 1000)), found), found)
    lanes.both(work.do)
    tree.check_top(size, found)
    tree.check_checkpoints(begin, found)
    for row in rows_of(_MISSING.format(after=after)):
        found.add(EvidenceFault.LEAF_MISSING, **row)
    return work.leaves, found.violations()


def _begin(scope: Scope, size: int) -> tuple[int, int]:
    """The first leaf to look at, and the request before the first: all, or what followed an entry."""
    if scope.since is None:
        return 0, LOWEST
    row = rows_of(_SINCE.format(int(scope.since)))[0]
    begin = size if row["leaf"] is None else row["leaf"]
    return begin, (row["request"] or 1) - 1


def _parts(begin: int, size: int, found: Findings) -> Iterator[list[LeafRow]]:
    """Leaves of the ledger, about as many at a time as have ``AT_ONCE`` entries."""
    for rows in tree.leaves(begin, found, size):
        ours = [row for row in rows if row.source == NAME]
        if not ours:
            continue
        numbers = ",".join(str(row.source_id) for row in ours)
        sizes = {row["request"]: row["n"] for row in rows_of(_SIZES.format(numbers))}
        part: list[LeafRow] = []
        entries = 0
        for row in ours:
            part.append(row)
            entries += sizes.get(row.source_id, 0) + 1
            if entries >= AT_ONCE:
                yield part
                part, entries = [], 0
        if part:
            yield part


class _Work:
    """Parts taken by whichever lane is free."""

    def __init__(self, parts: Iterator[list[LeafRow]], found: Findings) -> None:
        self.leaves = 0
        self._parts, self._found = parts, found
        self._lock = threading.Lock()
        self._source = LedgerSource()

    def do(self) -> None:
        while True:
            with self._lock:
                part = next(self._parts, None)
                if part is None:
                    return
                self.leaves += len(part)
            self._compare(part)

    def _compare(self, part: list[LeafRow]) -> None:
        made = self._source.hashes([Sealable(row.source_id, row.salt) for row in part])
        for row, value in zip(part, made, strict=True):
            where = {"leaf": row.number, "request": row.source_id}
            if value is None:
                self._found.add(EvidenceFault.LEAF_ORPHAN, **where)
            elif value != row.hash:
                ends = rows_of(_RANGE.format(row.source_id))[0]
                where |= {"first_entry": ends["low"], "last_entry": ends["high"]}
                self._found.add(EvidenceFault.LEAF_CONTENT, **where)
