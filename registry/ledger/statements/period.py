"""The period of a statement, and where it begins and ends among the numbered entries.

A movement belongs to the day on which the registry recorded it (入账日, Beijing time): what is
recorded later never changes the statement of a day gone by, and each closing is the next opening. The
business date is shown beside it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from core import clock
from core.clock import SHANGHAI
from core.errors import CodedError
from registry.ledger.statements.errors import StatementCode

# Entries are numbered while locks are held, so an account's order is the order of its entries, and
# moments follow numbers all but exactly. Halving between fixed ends asks forty times, finds the same
# border for ever, and needs no index on moments.
_BORDERS = """
WITH RECURSIVE search AS (
  SELECT n, moment, 0::bigint AS low, 1::bigint << 40 AS high
  FROM unnest(%s::timestamptz[]) WITH ORDINALITY AS m(moment, n)
  UNION ALL
  SELECT n, moment, CASE WHEN before THEN (low + high) / 2 ELSE low END,
    CASE WHEN before THEN high ELSE (low + high) / 2 END
  FROM (
    SELECT s.*, coalesce((
      SELECT r.at < s.moment FROM ledger.request r WHERE r.id = (
        SELECT e.request FROM ledger.entry e WHERE e.id >= (s.low + s.high) / 2
        ORDER BY e.id LIMIT 1)), false) AS before
    FROM search s WHERE s.high - s.low > 1) probed)
SELECT high FROM search WHERE high - low = 1 ORDER BY n
"""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    from_day: dt.date
    to_day: dt.date

    def __str__(self) -> str:
        return f"{self.from_day} 至 {self.to_day}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The entries of a period: ``start`` ≤ number < ``end``."""

    start: int
    end: int


def period(from_day: dt.date, to_day: dt.date) -> Period:
    """The period, or why it is none."""
    days = {"from_day": str(from_day), "to_day": str(to_day)}
    if from_day > to_day:
        raise CodedError(StatementCode.STATEMENT_PERIOD_INVALID, **days)
    if to_day > clock.today():
        today = str(clock.today())
        raise CodedError(StatementCode.STATEMENT_PERIOD_FUTURE, today=today, **days)
    return Period(from_day, to_day)


def stretch_of(chosen: Period) -> Stretch:
    """The entries recorded in the period; one query of index probes."""
    after = chosen.to_day + dt.timedelta(days=1)
    moments = [dt.datetime.combine(day, dt.time(), SHANGHAI) for day in (chosen.from_day, after)]
    with connection.cursor() as cursor:
        cursor.execute(_BORDERS, [moments])
        (start,), (end,) = cursor.fetchall()
    return Stretch(start, end)
