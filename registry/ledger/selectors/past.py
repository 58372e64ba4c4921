"""What an account held at the end of any business day, from its moves alone.

Exact whatever the order in which days were written down: every move of the account up to that day
counts, those recorded later for an earlier day too. Reads the account's moves by index; for the
present use :func:`registry.ledger.selectors.balances.balances`, which reads the meters.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection

from registry.ledger.models.buckets import Bucket
from registry.ledger.selectors.balances import Balance

# Above ``until`` there is no entry of that day or an earlier one: day by day, by the index entry_day.
_ON = """
WITH RECURSIVE days AS (
  (SELECT on_date FROM ledger.entry WHERE on_date <= %(day)s ORDER BY on_date DESC LIMIT 1)
  UNION ALL
  SELECT (SELECT e.on_date FROM ledger.entry e WHERE e.on_date < days.on_date
          ORDER BY e.on_date DESC LIMIT 1)
  FROM days WHERE days.on_date IS NOT NULL),
last AS MATERIALIZED (
  SELECT max((SELECT max(e.id) FROM ledger.entry e WHERE e.on_date = days.on_date)) AS until FROM days)
SELECT x.batch, x.bucket::text, sum(x.quantity)::bigint FROM (
  SELECT m.entry, m.batch, m.dst_bucket AS bucket, m.last - m.first + 1 AS quantity
  FROM ledger.move m WHERE m.dst_account = %(account)s AND m.entry <= (SELECT until FROM last)
  UNION ALL
  SELECT m.entry, m.batch, m.src_bucket, -(m.last - m.first + 1)
  FROM ledger.move m WHERE m.src_account = %(account)s AND m.entry <= (SELECT until FROM last)) x
CROSS JOIN LATERAL (SELECT on_date FROM ledger.entry WHERE id = x.entry LIMIT 1) e
WHERE e.on_date <= %(day)s
GROUP BY 1, 2 HAVING sum(x.quantity) > 0 ORDER BY 1, 2
"""


def balances_on(account: int, day: dt.date) -> list[Balance]:
    """Tonnes by batch and bucket at the end of ``day``, holds included; empty places left out."""
    with connection.cursor() as cursor:
        cursor.execute(_ON, {"account": account, "day": day})
        return [Balance(batch, Bucket(bucket), quantity) for batch, bucket, quantity in cursor]
