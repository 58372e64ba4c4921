"""Balances equal their blocks (law 3): of holdings, of holds, and of what was bought last."""

from __future__ import annotations

from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import BALANCES, BOUGHT


def _against_blocks(condition: str) -> str:
    return f"""
SELECT batch, account, bucket::text, nullif(hold, 0) AS hold, sum(blocks_t)::text AS blocks_t,
  sum(balance_t)::text AS balance_t
FROM (
  SELECT batch, account, bucket, coalesce(hold, 0) AS hold, last::numeric - first + 1 AS blocks_t,
    0::numeric AS balance_t FROM {{standing}} k
  UNION ALL SELECT batch, account, bucket, 0, 0, in_t - out_t FROM {{holdings}} h
  UNION ALL SELECT batch, account, bucket, id, 0, in_t - out_t FROM {{holds}} h) x
WHERE {condition}
GROUP BY batch, account, bucket, hold HAVING sum(blocks_t) <> sum(balance_t)
"""


LAST_BOUGHT = """
SELECT h.batch, h.account, h.bucket::text, h.bought_t, h.bought_on, max(k.bought_on) AS latest,
  (coalesce(sum(k.quantity_t) FILTER (WHERE k.bought_on = h.bought_on), 0))::text AS blocks_t
FROM {holdings} h LEFT JOIN {standing} k
  ON (k.account, k.batch, k.bucket) = (h.account, h.batch, h.bucket) AND k.hold IS NULL
  AND k.bought_on IS NOT NULL
GROUP BY h.batch, h.account, h.bucket, h.bought_t, h.bought_on
HAVING coalesce(sum(k.quantity_t) FILTER (WHERE k.bought_on = h.bought_on), 0) <> h.bought_t
  OR max(k.bought_on) > coalesce(h.bought_on, '-infinity')
"""

CHECKS = (
    Check(Fault.HOLDING_BLOCKS, _against_blocks("hold = 0"), (BALANCES,)),
    Check(Fault.HOLD_BLOCKS, _against_blocks("hold <> 0"), (BALANCES,)),
    Check(Fault.HOLDING_BOUGHT, LAST_BOUGHT, (BOUGHT,)),
)
