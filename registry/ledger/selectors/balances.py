"""What an account holds: tonnes by batch and bucket, holds included."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from registry.ledger.models.buckets import Bucket

_PLACES = """
SELECT batch, bucket, in_t - out_t AS quantity FROM ledger.holding
WHERE account = %(account)s AND in_t > out_t
UNION ALL
SELECT batch, bucket, in_t - out_t FROM ledger.hold
WHERE account = %(account)s AND status = 'open' AND in_t > out_t
"""
_BALANCES = f"""
SELECT batch, bucket::text, sum(quantity)::bigint FROM ({_PLACES}) x GROUP BY 1, 2 ORDER BY 1, 2
"""
# The newest batches one by one, and below them everything, as batch 0.
_NEWEST = f"""
WITH x AS MATERIALIZED ({_PLACES}),
shown AS (SELECT batch FROM x GROUP BY batch ORDER BY batch DESC LIMIT %(most)s)
SELECT batch, bucket::text, sum(quantity)::bigint
FROM x WHERE batch >= (SELECT min(batch) FROM shown) GROUP BY batch, bucket
UNION ALL
SELECT 0, bucket::text, sum(quantity)::bigint FROM x GROUP BY bucket
ORDER BY 1 DESC, 2
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """Tonnes of one batch in one bucket."""

    batch: int
    bucket: Bucket
    quantity_t: int


def balances(account: int) -> list[Balance]:
    """Everything the account has, retired and cancelled included; empty places left out."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, {"account": account})
        return [Balance(batch, Bucket(bucket), quantity) for batch, bucket, quantity in cursor]


def newest_balances(account: int, *, batches: int) -> tuple[list[Balance], dict[Bucket, int]]:
    """What the account has of its newest ``batches``, newest first, and of all its batches together."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"account": account, "most": batches})
        rows = cursor.fetchall()
    found = [Balance(batch, Bucket(bucket), t) for batch, bucket, t in rows if batch]
    return found, {Bucket(bucket): t for batch, bucket, t in rows if not batch}
