"""What a move shows by itself, without looking at any other row."""

from __future__ import annotations

from registry.ledger.verify import paths
from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import MOVES

_HELD = "('reserved', 'frozen')"

# Of a move ``m`` with its path's number as a column.
FAULTS: dict[Fault, str] = {
    Fault.MOVE_MALFORMED: """m.entry < 1 OR m.line < 1 OR m.first < 1 OR m.last < m.first
        OR m.last > 9999999999 OR (m.src_account, m.src_bucket) = (m.dst_account, m.dst_bucket)
        AND m.src_hold IS NOT DISTINCT FROM m.dst_hold""",
    Fault.MOVE_FINAL: "m.src_bucket IN ('retired', 'cancelled')",
    Fault.MOVE_ORDER: """m.parent_entry > m.entry
        OR m.parent_entry = m.entry AND m.parent_line >= m.line""",
    Fault.MOVE_GENESIS: """(m.parent_entry IS NULL) <> (m.src_bucket = 'unissued')
        OR (m.parent_entry IS NULL) <> (m.parent_line IS NULL) OR m.dst_bucket = 'unissued'""",
    Fault.MOVE_HOLD: f"""(m.src_hold IS NULL) = (m.src_bucket IN {_HELD})
        OR (m.dst_hold IS NULL) = (m.dst_bucket IN {_HELD})
        OR (m.dst_hold IS NULL) <> (m.origin IS NULL)
        OR m.src_hold IS NULL AND m.origin <> m.src_bucket""",
    Fault.MOVE_BOUGHT: f"""m.bought_on IS NOT NULL AND m.src_account <> m.dst_account
        AND m.path <> {paths.SETTLE}""",
    Fault.MOVE_PATH: "m.path = 0",
}

# A plain trade is nearly every move, so it is recognised first.
_PLAIN_TRADE = f"""m.path = {paths.SETTLE} AND m.src_bucket = 'trading' AND m.line > 0 AND m.first > 0
  AND m.last >= m.first AND m.last <= 9999999999 AND m.parent_entry < m.entry AND m.parent_entry > 0
  AND m.parent_line > 0 AND m.src_hold IS NULL AND m.dst_hold IS NULL AND m.origin IS NULL"""
_ANY = " OR ".join(f"({predicate})" for predicate in FAULTS.values())
FAULTY = f"CASE WHEN {_PLAIN_TRADE} THEN false ELSE ({_ANY}) IS TRUE END"

_NAMED = """
SELECT m.entry, m.line, m.batch, m.first, m.last, m.parent_entry, m.parent_line, m.src_account,
  m.src_bucket::text, m.src_hold, m.dst_account, m.dst_bucket::text, m.dst_hold, m.origin::text,
  m.bought_on
FROM (SELECT m.*, {path} AS path FROM {moves} m) m
WHERE {predicate}
"""

CHECKS = tuple(
    Check(
        fault,
        _NAMED.replace("{path}", paths.of_move("m")).replace("{predicate}", predicate),
        (MOVES,),
    )
    for fault, predicate in FAULTS.items()
)
