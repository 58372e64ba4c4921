"""Opening and closing of an account by batch and bucket, and what came and went between.

Opening and closing are read from the meters that every move records, movements are added up from the
moves themselves: two ways to the same figures, so a move that was hidden or added shows. For print the
opening is also added up from the account's first move on. One query, hence one moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from registry.ledger.models import Batch
from registry.ledger.models.buckets import Bucket
from registry.ledger.statements.period import Stretch

# The reading before a stretch is the reading before its first move, or today's when nothing moved
# since. Meters only run forward, so "before its first move" is the least.
_LINES = """
WITH legs AS MATERIALIZED (
  SELECT batch, src_bucket AS bucket, coalesce(src_hold, 0) AS hold, entry, false AS came,
    last - first + 1 AS t, src_out_t - (last - first + 1) AS before
  FROM ledger.move WHERE src_account = %(account)s AND entry >= %(since)s
  UNION ALL
  SELECT batch, dst_bucket, coalesce(dst_hold, 0), entry, true,
    last - first + 1, dst_in_t - (last - first + 1)
  FROM ledger.move WHERE dst_account = %(account)s AND entry >= %(since)s),
now AS (
  SELECT batch, bucket, 0::bigint AS hold, in_t, out_t FROM ledger.holding WHERE account = %(account)s
  UNION ALL
  SELECT batch, bucket, id, in_t, out_t FROM ledger.hold
  WHERE account = %(account)s AND status = 'open'
  UNION ALL
  SELECT h.batch, h.bucket, h.id, h.in_t, h.out_t
  FROM (SELECT DISTINCT hold FROM legs WHERE hold > 0) l
  CROSS JOIN LATERAL (SELECT * FROM ledger.hold h WHERE h.id = l.hold AND h.status <> 'open' LIMIT 1) h),
met AS (
  SELECT batch, bucket, hold,
    min(before) FILTER (WHERE came AND entry >= %(start)s) AS in_from,
    min(before) FILTER (WHERE NOT came AND entry >= %(start)s) AS out_from,
    min(before) FILTER (WHERE came AND entry >= %(end)s) AS in_to,
    min(before) FILTER (WHERE NOT came AND entry >= %(end)s) AS out_to,
    sum(CASE WHEN came THEN t ELSE -t END) FILTER (WHERE entry < %(start)s) AS replayed_t,
    sum(t) FILTER (WHERE came AND entry >= %(start)s AND entry < %(end)s) AS came_t,
    sum(t) FILTER (WHERE NOT came AND entry >= %(start)s AND entry < %(end)s) AS went_t
  FROM legs GROUP BY 1, 2, 3),
place AS (
  SELECT batch, bucket,
    coalesce(m.in_from, n.in_t, 0) - coalesce(m.out_from, n.out_t, 0) AS opening_t,
    coalesce(m.replayed_t, 0) AS replayed_t,
    coalesce(m.came_t, 0) AS came_t, coalesce(m.went_t, 0) AS went_t,
    coalesce(m.in_to, n.in_t, 0) - coalesce(m.out_to, n.out_t, 0) AS closing_t
  FROM met m FULL JOIN now n USING (batch, bucket, hold))
SELECT batch, bucket::text, sum(opening_t)::bigint, sum(came_t)::bigint, sum(went_t)::bigint,
  sum(closing_t)::bigint, bool_and(opening_t >= 0 AND opening_t + came_t - went_t = closing_t
    AND (%(since)s > 0 OR opening_t = replayed_t))
FROM place GROUP BY batch, bucket
HAVING bool_or(opening_t <> 0 OR closing_t <> 0 OR came_t <> 0 OR went_t <> 0)
ORDER BY batch, place.bucket
"""

_COUNT = """
SELECT
  (SELECT count(*) FROM ledger.move
   WHERE src_account = %(account)s AND entry >= %(start)s AND entry < %(end)s)
  + (SELECT count(*) FROM ledger.move WHERE dst_account = %(account)s
     AND entry >= %(start)s AND entry < %(end)s AND src_account <> %(account)s)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Tonnes of one batch in one bucket. ``agrees`` says that every place in it adds up by itself."""

    batch: Batch
    bucket: Bucket
    opening_t: int
    came_t: int
    went_t: int
    closing_t: int
    agrees: bool

    @property
    def adds_up(self) -> bool:
        return self.agrees and self.opening_t + self.came_t - self.went_t == self.closing_t


def lines(account: int, stretch: Stretch, *, for_print: bool = True) -> list[Line]:
    """Every batch and bucket in which the account had or moved units; two queries. On screen only the
    moves since the period's beginning are read, however old the account is."""
    with connection.cursor() as cursor:
        since = 0 if for_print else stretch.start
        cursor.execute(_LINES, _keys(account, stretch) | {"since": since})
        rows = cursor.fetchall()
    batches = Batch.objects.in_bulk({row[0] for row in rows})
    return [Line(batches[batch], Bucket(bucket), *rest) for batch, bucket, *rest in rows]


def count_movements(account: int, stretch: Stretch) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _keys(account, stretch))
        return cursor.fetchone()[0]


def _keys(account: int, stretch: Stretch) -> dict[str, int]:
    return {"account": account, "start": stretch.start, "end": stretch.end}
