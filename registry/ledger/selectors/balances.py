"""What an account holds: tonnes by batch and bucket, holds included."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from registry.ledger.models.buckets import Bucket

_BALANCES = """
SELECT batch, bucket::text, sum(quantity)::bigint FROM (
  SELECT batch, bucket, in_t - out_t AS quantity FROM ledger.holding WHERE account = %s
  UNION ALL
  SELECT batch, bucket, in_t - out_t FROM ledger.hold WHERE account = %s AND status = 'open') x
WHERE quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2
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
        cursor.execute(_BALANCES, (account, account))
        return [Balance(batch, Bucket(bucket), quantity) for batch, bucket, quantity in cursor]
