"""Moves and the moves before them: taken from where the parent put them, and nothing left over."""

from __future__ import annotations

from registry.ledger.verify import paths
from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import METERS, REPLAY

PARENT = """
SELECT c.entry, c.line, c.batch, c.first, c.last, c.src_account AS account, c.src_bucket::text AS bucket,
  c.src_hold AS hold, c.parent_entry, c.parent_line
FROM {moves} c LEFT JOIN ledger.batch b ON b.id = c.batch
LEFT JOIN ledger.move p ON (p.entry, p.line) = (c.parent_entry, c.parent_line)
WHERE CASE WHEN c.parent_entry IS NULL
  THEN c.src_account IS DISTINCT FROM b.home OR c.src_bucket <> 'unissued' OR c.last > b.quantity_t
  ELSE p.entry IS NULL OR (p.batch, p.dst_account, p.dst_bucket) <> (c.batch, c.src_account, c.src_bucket)
    OR p.dst_hold IS DISTINCT FROM c.src_hold OR c.first < p.first OR c.last > p.last END
"""

# What names each node: moves taken from it, blocks left of it. Genesis is entry 0, line 0.
_USED = """
  SELECT entry, line, batch, sum(size) AS used_t FROM (
    SELECT coalesce(parent_entry, 0) AS entry, coalesce(parent_line, 0) AS line, batch,
      last::numeric - first + 1 AS size FROM {moves} c
    UNION ALL
    SELECT coalesce(entry, 0), coalesce(line, 0), batch, last::numeric - first + 1 FROM {blocks} k) x
  GROUP BY 1, 2, 3
"""

CHILDREN = f"""
WITH used AS ({_USED})
SELECT m.entry, m.line, m.batch, m.first, m.last, m.last - m.first + 1 AS quantity_t,
  coalesce(u.used_t, 0)::text AS used_t
FROM {{moves}} m LEFT JOIN used u ON (u.entry, u.line, u.batch) = (m.entry, m.line, m.batch)
WHERE m.last::numeric - m.first + 1 <> coalesce(u.used_t, 0)
"""

# An incremental run does not see the older children of genesis.
ISSUED = f"""
WITH used AS ({_USED})
SELECT b.id AS batch, b.quantity_t, coalesce(u.used_t, 0)::text AS used_t
FROM {{batches}} b LEFT JOIN used u ON (u.entry, u.line, u.batch) = (0, 0, b.id)
WHERE b.quantity_t <> coalesce(u.used_t, 0)
"""

# Within one account units keep their day of purchase; from hold to hold, and out of a hold, their
# origin.
CARRIED = f"""
SELECT c.entry, c.line, c.batch, c.first, c.last, c.bought_on, p.bought_on AS parent_bought_on,
  c.origin::text, p.origin::text AS parent_origin
FROM (SELECT m.*, {paths.of_move("m")} AS path FROM {{moves}} m WHERE m.src_account = m.dst_account) c
JOIN ledger.move p ON (p.entry, p.line) = (c.parent_entry, c.parent_line)
WHERE c.bought_on IS DISTINCT FROM p.bought_on
   OR c.src_hold IS NOT NULL AND c.dst_hold IS NOT NULL AND c.origin IS DISTINCT FROM p.origin
   OR c.path = {paths.RELEASE} AND c.dst_hold IS NULL AND c.dst_bucket IS DISTINCT FROM p.origin
"""

ACCOUNT = """
SELECT m.entry, m.line, m.batch, m.first, m.last, m.src_account, m.dst_account
FROM {moves} m LEFT JOIN ledger.batch b ON b.id = m.batch
LEFT JOIN ledger.account s ON s.id = m.src_account LEFT JOIN ledger.account d ON d.id = m.dst_account
WHERE (s.programme = b.programme AND d.programme = b.programme) IS NOT TRUE
"""

CHECKS = (
    Check(Fault.MOVE_PARENT, PARENT, (REPLAY,)),
    Check(Fault.MOVE_CHILDREN, CHILDREN, (REPLAY,)),
    Check(Fault.BATCH_ISSUED, ISSUED, (REPLAY,), whole=True),
    Check(Fault.MOVE_CARRIED, CARRIED),
    # With the meters right each place has a holding or hold, whose references are always checked.
    Check(Fault.MOVE_ACCOUNT, ACCOUNT, (METERS,)),
)
