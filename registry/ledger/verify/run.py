"""One run: sum everything up, look closely where sums differ, name what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from registry.ledger.verify import fingerprints, naming
from registry.ledger.verify.checks import CHECKS, Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.report import Report, Violation
from registry.ledger.verify.scope import Scope
from registry.ledger.verify.snapshot import snapshot

LISTED = 20  # violations of one kind that are fetched; the rest are counted

FEW = 50_000  # ids that are written into a query

Say = Callable[[str], None]
Sources = dict[str, str]


def verify(scope: Scope | None = None, say: Say | None = None) -> Report:
    """Prove the ledger within ``scope`` (all of it by default) and report what breaks a law.

    Reads one snapshot and writes nothing. ``say`` is told what is being read.
    """
    scope = scope or Scope()
    tell = say or (lambda step: None)
    with snapshot():
        sources = _with_special(scope.sources)
        rows, unequal = _sum_up(scope, sources, tell)
        report = Report(batches=rows["batches"], blocks=rows["blocks"], moves=rows["moves"])
        for check in _due(scope, unequal):
            tell(check.fault.code)
            report.violations += _run(check, sources)
        if unequal and report.ok:
            report.violations += [Violation(Fault.FINGERPRINT, {"sums": name}) for name in unequal]
        naming.enrich(report.violations)
    return report


def _with_special(sources: Sources) -> Sources:
    """The special entries by id when they are few: several checks ask for them, none has an index."""
    few = _rows(f"SELECT e.id FROM {{special}} e LIMIT {FEW + 1}", sources)
    if len(few) > FEW:
        return sources
    ids = ",".join(str(row["id"]) for row in few)
    return sources | {"special": f"(SELECT * FROM ledger.entry WHERE id = ANY ('{{{ids}}}'))"}


def _sum_up(scope: Scope, sources: Sources, tell: Say) -> tuple[dict[str, int], set[str]]:
    """Rows read, and the names of the sums that differ. What is new is too little to sum up."""
    if not scope.incremental:
        sums = fingerprints.compare(scope, sources, tell)
        return sums.rows, sums.unequal()
    rows = {}
    for table in ("batches", "blocks", "moves"):
        tell(table)
        rows[table] = _rows(f"SELECT count(*) AS n FROM {{{table}}} x", sources)[0]["n"]
    return rows, set()


def _due(scope: Scope, unequal: set[str]) -> Iterator[Check]:
    """The checks that no right sum makes needless."""
    for check in CHECKS:
        if check.whole is not None and check.whole == scope.incremental:
            continue
        summed_up = not scope.incremental and not _left_out(check, scope)
        if not check.sums or not summed_up or unequal.intersection(check.sums):
            yield check


def _left_out(check: Check, scope: Scope) -> bool:
    return scope.batch is not None and not fingerprints.NOT_OF_A_BATCH.isdisjoint(check.sums)


# MATERIALIZED, or the planner, hoping to find LISTED rows soon, probes its way through all of them.
_LISTED = """
WITH found AS MATERIALIZED ({sql})
SELECT f.*, (SELECT count(*) FROM found) AS found FROM found f ORDER BY 1, 2 LIMIT {limit}
"""


def _run(check: Check, sources: Sources) -> list[Violation]:
    """Up to LISTED violations, in order of their first columns, each knowing how many there are."""
    rows = _rows(_LISTED.replace("{sql}", check.sql).replace("{limit}", str(LISTED)), sources)
    return [Violation(check.fault, row, row.pop("found")) for row in rows]


def _rows(query: str, sources: Sources) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query.format_map(sources))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
