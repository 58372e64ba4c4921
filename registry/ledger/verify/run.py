"""One run: sum everything up, look closely where sums differ, name what is found."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from registry.ledger.verify import fingerprints, naming
from registry.ledger.verify.checks import CHECKS, Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.lanes import Lanes, Row
from registry.ledger.verify.report import Report, Violation
from registry.ledger.verify.scope import Scope
from registry.ledger.verify.sealed import check_evidence
from registry.ledger.verify.snapshot import snapshot

LISTED = 20  # violations of one kind that are fetched; the rest are counted
FEW = 50_000  # ids that are written into a query

Say = Callable[[str], None]
Sources = dict[str, str]

# MATERIALIZED, or the planner, hoping to find LISTED rows soon, probes its way through all of them.
_LISTED = """
WITH found AS MATERIALIZED ({sql})
SELECT f.*, (SELECT count(*) FROM found) AS found FROM found f ORDER BY 1, 2 LIMIT {limit}
"""


def verify(scope: Scope | None = None, say: Say | None = None) -> Report:
    """Prove the ledger within ``scope`` (all of it by default) and report what breaks a law.

    Reads one snapshot and writes nothing. ``say`` is told what is being read.
    """
    scope = scope or Scope()
    tell = say or (lambda step: None)
    with snapshot(wide=not scope.incremental) as lanes:
        sums = _counts() if scope.incremental else fingerprints.queries(scope)
        certain = [check for check in CHECKS if _certain(check, scope)]
        read = _read(lanes, _queries(certain, long=True) | sums | _queries(certain), scope, tell)
        added = fingerprints.add_up({name: read.pop(name)[0] for name in sums})
        unequal = added.unequal()
        wanted = [check for check in CHECKS if _wanted(check, scope, unequal)]
        read |= _read(lanes, _queries(wanted), scope, tell)
        report = Report(added.rows["batches"], added.rows["blocks"], added.rows["moves"])
        report.violations = _violations(read) or [
            Violation(Fault.FINGERPRINT, {"sums": name}) for name in sorted(unequal)
        ]
        tell("leaves, tree and checkpoints")
        report.leaves, sealed = check_evidence(lanes, scope)
        report.violations += sealed
        naming.enrich(report.violations)
    return report


def _read(lanes: Lanes, queries: dict[str, str], scope: Scope, tell: Say) -> dict[str, list[Row]]:
    """The rows of each query. Several ask for the special entries, which no index finds; where they
    are few they are looked up once and asked for by id."""
    sources = scope.sources | {"key": str(secrets.randbits(62))}
    few = {"special": f"SELECT e.id FROM {{special}} e LIMIT {FEW + 1}"}
    after = {name: query for name, query in queries.items() if "{special}" in query}
    before = {name: query for name, query in queries.items() if name not in after}
    found = lanes.read(_filled((few if after else {}) | before, sources), tell)
    ids = [row["id"] for row in found.pop("special", ())]
    if len(ids) <= FEW:
        numbers = ",".join(map(str, ids))
        by_id = f"(SELECT * FROM ledger.entry WHERE id = ANY ('{{{numbers}}}'))"
        sources = sources | {"special": by_id}
    return found | lanes.read(_filled(after, sources), tell)


def _counts() -> dict[str, str]:
    """What is new is too little to sum up; it is only counted."""
    tables = ("batches", "blocks", "moves")
    return {table: f"SELECT count(*) AS rows FROM {{{table}}} x" for table in tables}


def _fits(check: Check, scope: Scope) -> bool:
    return check.whole is None or check.whole != scope.incremental


def _certain(check: Check, scope: Scope) -> bool:
    """Whether the check runs whatever the sums say."""
    unsummed = scope.batch is not None and not fingerprints.NOT_OF_A_BATCH.isdisjoint(check.sums)
    return _fits(check, scope) and (scope.incremental or not check.sums or unsummed)


def _wanted(check: Check, scope: Scope, unequal: set[str]) -> bool:
    """Whether a sum that differs calls for the check."""
    return _fits(check, scope) and not _certain(check, scope) and not unequal.isdisjoint(check.sums)


def _queries(checks: Iterable[Check], *, long: bool = False) -> dict[str, str]:
    """The checks' queries by the checks' names; only the ``long`` ones when asked."""
    return {
        _name(check): _LISTED.replace("{sql}", check.sql).replace("{limit}", str(LISTED))
        for check in checks
        if check.long or not long
    }


def _name(check: Check) -> str:
    return f"{check.fault.code} {CHECKS.index(check)}"


def _filled(queries: dict[str, str], sources: Sources) -> dict[str, str]:
    return {name: query.format_map(sources) for name, query in queries.items()}


def _violations(read: dict[str, list[Row]]) -> list[Violation]:
    """In the order of the checks, each knowing how many of its kind there are."""
    return [
        Violation(check.fault, row, row.pop("found"))
        for check in CHECKS
        for row in read.get(_name(check), ())
    ]
