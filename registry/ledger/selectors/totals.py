"""Totals per programme, for the public page and the statistics. Retired and cancelled are different
words and different totals.

Counting them reads every holding. The public page therefore shows what was last counted, as long as
nothing was issued, retired or cancelled since, and for a minute at most.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from core import clock
from registry.ledger.models import Act

_TOTALS = """
SELECT b.programme,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket <> 'unissued'), 0)::bigint,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket = 'retired'), 0)::bigint,
  coalesce(sum(h.in_t - h.out_t) FILTER (WHERE h.bucket = 'cancelled'), 0)::bigint,
  coalesce((SELECT sum(o.in_t - o.out_t) FROM ledger.hold o JOIN ledger.batch c ON c.id = o.batch
            WHERE c.programme = b.programme AND o.status = 'open'), 0)::bigint
FROM ledger.batch b JOIN ledger.holding h ON h.batch = b.id GROUP BY b.programme ORDER BY b.programme
"""

# The newest act of each kind that changes a total; each by the index of its kind, entry_act.
_NEWEST = """
SELECT array_agg((SELECT max(id) FROM ledger.entry WHERE act = a AND act <> 'settle') ORDER BY a)
FROM unnest(%s::ledger.act[]) a
"""
CHANGING = (Act.ISSUE, Act.RETIRE, Act.CANCEL)
KEPT_SECONDS = 60  # bounds what an act is missed for that was numbered earlier and committed later


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


@dataclass(frozen=True, slots=True)
class CountedTotals:
    """``at``: when they were counted."""

    at: dt.datetime
    totals: list[ProgrammeTotals]


def counted_totals() -> CountedTotals:
    """The totals as last counted by this process, or counted now."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, ([act.value for act in CHANGING],))
        newest = cursor.fetchone()[0]
    key = f"ledger.totals/{connection.settings_dict['NAME']}/{newest}".replace(" ", "")
    found: CountedTotals | None = cache.get(key)
    if found is None:
        found = CountedTotals(clock.now(), programme_totals())
        cache.set(key, found, KEPT_SECONDS)
    return found
