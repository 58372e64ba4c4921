"""What a holding knows besides tonnes: its account and batch, a stop, a freeze that waits."""

from __future__ import annotations

from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault

ACCOUNT = """
SELECT h.account, h.batch, h.bucket::text FROM {holdings} h
LEFT JOIN ledger.account a ON a.id = h.account LEFT JOIN ledger.batch b ON b.id = h.batch
WHERE (a.programme = b.programme AND (h.bucket = 'unissued') = (h.account = b.home)) IS NOT TRUE
"""

STOP = """
SELECT h.account, h.batch, h.bucket::text, h.stop, a.status
FROM {holdings} h JOIN ledger.account a ON a.id = h.account
WHERE h.stop <> CASE a.status WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END
"""

# Asked of every place of a waiting hold, whichever of the two is in scope.
WAITING = """
SELECT h.account, h.batch, h.bucket::text, w.id AS hold
FROM {holds} w JOIN ledger.holding h ON (h.account, h.batch) = (w.account, w.batch)
WHERE w.waiting_t > 0 AND h.bucket IN ('available', 'trading') AND NOT h.waiting
UNION
SELECT h.account, h.batch, h.bucket::text, w.id AS hold
FROM {holdings} h JOIN ledger.hold w ON (w.account, w.batch) = (h.account, h.batch)
WHERE w.waiting_t > 0 AND h.bucket IN ('available', 'trading') AND NOT h.waiting
"""

CLOSED = """
SELECT account, batch, sum(left_t)::text AS left_t FROM (
  SELECT h.account, h.batch, h.in_t - h.out_t AS left_t FROM {holdings} h
  WHERE h.bucket IN ('available', 'trading')
  UNION ALL
  SELECT o.account, o.batch, o.in_t - o.out_t + o.waiting_t FROM {holds} o) x
JOIN ledger.account a ON a.id = x.account
WHERE a.status = 'closed' GROUP BY account, batch HAVING sum(left_t) <> 0
"""

HOME = """
SELECT b.id AS batch, b.home AS account FROM {batches} b LEFT JOIN ledger.account a ON a.id = b.home
WHERE (a.kind = 'system' AND a.programme = b.programme) IS NOT TRUE
"""

CHECKS = (
    Check(Fault.HOLDING_ACCOUNT, ACCOUNT),
    Check(Fault.HOLDING_STOP, STOP),
    Check(Fault.HOLDING_WAITING, WAITING),
    Check(Fault.ACCOUNT_CLOSED, CLOSED),
    Check(Fault.BATCH_HOME, HOME),
)
