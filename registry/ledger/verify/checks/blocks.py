"""Blocks tile their batch (laws 1 and 2), and each is where its move put it."""

from __future__ import annotations

from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import BLOCKS, REPLAY

# What a block ``k`` shows by itself.
FAULTY = """k.first < 1 OR k.last < k.first OR k.quantity_t <> k.last - k.first + 1
  OR (k.hold IS NULL) = (k.bucket IN ('reserved', 'frozen')) OR (k.hold IS NULL) <> (k.origin IS NULL)
  OR (k.entry IS NULL) <> (k.bucket = 'unissued') OR (k.entry IS NULL) <> (k.line IS NULL)
  OR k.entry IS NULL AND k.bought_on IS NOT NULL"""

TILING = """
SELECT batch, first, last, expected FROM (
  SELECT k.batch, k.first, k.last, coalesce(lag(k.last) OVER w, 0) + 1 AS expected
  FROM {tiles} k WINDOW w AS (PARTITION BY k.batch ORDER BY k.first)) x
WHERE first <> expected
"""

COVERED = """
SELECT coalesce(b.id, t.batch) AS batch, b.quantity_t, t.covered
FROM {batches} b FULL JOIN (SELECT k.batch, max(k.last) AS covered FROM {tiles} k GROUP BY 1) t
  ON t.batch = b.id
WHERE t.covered IS DISTINCT FROM b.quantity_t
"""

PLACE = """
SELECT k.batch, k.first, k.last, k.account, k.bucket::text, k.hold, k.entry, k.line
FROM {blocks} k LEFT JOIN ledger.batch b ON b.id = k.batch
LEFT JOIN ledger.move m ON (m.entry, m.line) = (k.entry, k.line)
WHERE CASE WHEN k.entry IS NULL THEN k.account IS DISTINCT FROM b.home
  ELSE m.entry IS NULL OR (m.batch, m.dst_account, m.dst_bucket) <> (k.batch, k.account, k.bucket)
    OR m.dst_hold IS DISTINCT FROM k.hold OR k.first < m.first OR k.last > m.last END
"""

CARRIED = """
SELECT k.batch, k.first, k.last, k.entry, k.line, k.origin::text, k.bought_on,
  m.origin::text AS move_origin, m.bought_on AS move_bought_on
FROM {blocks} k JOIN ledger.move m ON (m.entry, m.line) = (k.entry, k.line)
WHERE k.origin IS DISTINCT FROM m.origin OR k.bought_on IS DISTINCT FROM m.bought_on
"""

CHECKS = (
    Check(Fault.BLOCK_TILING, TILING, (REPLAY,)),
    Check(Fault.BATCH_COVERED, COVERED, (REPLAY,)),
    Check(
        Fault.BLOCK_MALFORMED,
        "SELECT k.batch, k.first, k.last, k.account, k.bucket::text, k.hold, k.entry, k.line,"
        f" k.quantity_t FROM {{blocks}} k WHERE {FAULTY}",
        (BLOCKS,),
    ),
    Check(Fault.BLOCK_PLACE, PLACE, (REPLAY,)),
    Check(Fault.BLOCK_CARRIED, CARRIED, long=True),
)
