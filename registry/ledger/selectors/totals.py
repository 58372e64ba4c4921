"""Totals per programme, for the public page and the statistics. Retired and cancelled are different
words and different totals.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

_TOTALS = """
SELECT b.programme,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket <> 'unissued'), 0)::bigint,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket = 'retired'), 0)::bigint,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket = 'cancelled'), 0)::bigint,
  coalesce((SELECT sum(o.in_t - o.out_t) FROM ledger.hold o JOIN ledger.batch c ON c.id = o.batch
            WHERE c.programme = b.programme AND o.status = 'open'), 0)::bigint
FROM ledger.batch b JOIN ledger.holding h ON h.batch = b.id GROUP BY b.programme ORDER BY b.programme
"""


@dataclass(frozen=True, slots=True)
class ProgrammeTotals:
    """Whole tonnes of one programme; issued = held + retired + cancelled."""

    programme: str
    issued_t: int
    held_t: int
    retired_t: int
    cancelled_t: int


def programme_totals() -> list[ProgrammeTotals]:
    """One row per programme with units, in order of code."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        rows = cursor.fetchall()
    return [
        ProgrammeTotals(
            programme=programme,
            issued_t=settled + held,
            held_t=settled + held - retired - cancelled,
            retired_t=retired,
            cancelled_t=cancelled,
        )
        for programme, settled, retired, cancelled, held in rows
    ]
