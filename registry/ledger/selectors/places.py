"""Where units are, for pages that show many accounts or one batch at once: few queries, each
bounded, whatever the size of the ledger. Amounts are whole tonnes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from registry.ledger.models import Batch, Block
from registry.ledger.models.buckets import Bucket

_OF_ACCOUNTS = """
SELECT account, bucket::text, sum(quantity)::bigint FROM (
  SELECT account, bucket, in_t - out_t AS quantity FROM ledger.holding WHERE account = ANY(%(ids)s)
  UNION ALL
  SELECT account, bucket, in_t - out_t FROM ledger.hold
  WHERE account = ANY(%(ids)s) AND status = 'open') x
WHERE quantity > 0 GROUP BY 1, 2
"""

# A sell order is a hold in the bucket whose rest is the holding: the two are one place.
_BATCH = """
WITH kept AS MATERIALIZED (
  SELECT account, bucket, sum(in_t - out_t) AS quantity FROM ledger.hold
  WHERE batch = %(id)s AND status = 'open' AND in_t > out_t GROUP BY account, bucket),
places AS (
  SELECT account, bucket, h.in_t - h.out_t + coalesce(k.quantity, 0) AS quantity
  FROM ledger.holding h LEFT JOIN kept k USING (account, bucket) WHERE h.batch = %(id)s
  UNION ALL
  SELECT account, bucket, quantity FROM kept k
  WHERE NOT EXISTS (SELECT 1 FROM ledger.holding h
                    WHERE (h.account, h.batch, h.bucket) = (k.account, %(id)s, k.bucket)))
"""
_LARGEST = f"""{_BATCH}
SELECT account, bucket::text, quantity::bigint FROM places WHERE quantity > 0
ORDER BY quantity DESC, account, places.bucket LIMIT %(limit)s
"""
# The same without joining the two, place by place.
_BY_BUCKET = """
SELECT bucket::text, sum(t)::bigint, sum(n)::bigint FROM (
  SELECT bucket, sum(in_t - out_t) AS t, count(*) AS n FROM ledger.holding
  WHERE batch = %(id)s AND in_t > out_t GROUP BY bucket
  UNION ALL
  SELECT o.bucket, sum(o.t), count(*) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM ledger.holding h
    WHERE (h.account, h.batch, h.bucket) = (o.account, %(id)s, o.bucket) AND h.in_t > h.out_t))
  FROM (SELECT account, bucket, sum(in_t - out_t) AS t FROM ledger.hold
        WHERE batch = %(id)s AND status = 'open' AND in_t > out_t GROUP BY account, bucket) o
  GROUP BY o.bucket) x
GROUP BY x.bucket ORDER BY x.bucket
"""

_ROOT = """
WITH RECURSIVE up AS (
  SELECT m.entry, m.line, m.parent_entry, m.parent_line FROM ledger.block b
  JOIN ledger.move m ON (m.entry, m.line) = (b.entry, b.line) WHERE b.batch = %s AND b.first = 1
  UNION ALL
  SELECT m.entry, m.line, m.parent_entry, m.parent_line FROM up
  JOIN ledger.move m ON (m.entry, m.line) = (up.parent_entry, up.parent_line))
SELECT entry FROM up WHERE parent_entry IS NULL
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Tonnes of one batch in one bucket of one account."""

    account: int
    bucket: Bucket
    quantity_t: int


@dataclass(frozen=True, slots=True)
class BucketTotal:
    """Tonnes of one batch in one bucket of all accounts, and in how many of them."""

    bucket: Bucket
    quantity_t: int
    accounts: int


def balances_of(accounts: Collection[int]) -> dict[int, dict[Bucket, int]]:
    """Tonnes by bucket of each of ``accounts``, all batches together; one query."""
    found: dict[int, dict[Bucket, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_OF_ACCOUNTS, {"ids": list(accounts)})
        for account, bucket, quantity_t in cursor:
            found[account][Bucket(bucket)] = quantity_t
    return found


def places_of_batch(batch: int, *, limit: int) -> list[Place]:
    """The largest ``limit`` places of a batch, largest first; retired and cancelled included."""
    with connection.cursor() as cursor:
        cursor.execute(_LARGEST, {"id": batch, "limit": limit})
        return [Place(account, Bucket(bucket), quantity) for account, bucket, quantity in cursor]


def buckets_of_batch(batch: int) -> list[BucketTotal]:
    """Where all units of a batch are; empty buckets left out."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_BUCKET, {"id": batch})
        return [BucketTotal(Bucket(bucket), *rest) for bucket, *rest in cursor]


def blocks_of_batch(batch: Batch, *, start: int, limit: int) -> Sequence[Block]:
    """Up to ``limit`` blocks in order of serial, from the one that holds serial ``start``."""
    holding_start = (
        Block.objects.filter(batch=batch, first__lte=start)
        .order_by("-first")
        .values_list("first", flat=True)
        .first()
    )
    blocks = Block.objects.filter(batch=batch, first__gte=holding_start or 1)
    return list(blocks.select_related("account").order_by("first")[:limit])


def issuing_entry(batch: int) -> int | None:
    """The entry that issued a batch: the first parent of where its serial 1 is now."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOT, (batch,))
        row = cursor.fetchone()
    return row[0] if row else None
