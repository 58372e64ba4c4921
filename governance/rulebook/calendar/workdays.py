"""Working days and deadlines in them; a plain value, no database.

In a year whose notice is loaded, weekdays work but for the days off, and named weekend days work
(调休). In another year weekdays count, and whatever was counted there is provisional (暂定).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAY = dt.timedelta(days=1)
LONGEST_DAYS = 10_000


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period. ``provisional``: some day counted lies in a year not yet loaded, so
    the day may move, and nothing may lapse by it."""

    on: dt.date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    years: frozenset[int]
    days_off: frozenset[dt.date]
    days_on: frozenset[dt.date]

    def with_year(
        self, year: int, days_off: Iterable[dt.date], days_on: Iterable[dt.date]
    ) -> WorkCalendar:
        """The same with a year's notice loaded, in the place of an earlier one of that year."""
        return WorkCalendar(
            years=self.years | {year},
            days_off=frozenset(d for d in self.days_off if d.year != year).union(days_off),
            days_on=frozenset(d for d in self.days_on if d.year != year).union(days_on),
        )

    def works(self, day: dt.date) -> bool:
        if day.weekday() < 5:
            return day not in self.days_off
        return day in self.days_on

    def is_provisional(self, day: dt.date) -> bool:
        return day.year not in self.years

    def deadline(self, start: dt.date, working_days: int) -> Deadline:
        """The last of ``working_days`` working days counted from ``start``.

        Both end days count (R-NOTICE-01): 2026-07-17 and 20 give 2026-08-13. A start on a day off
        counts from the next working day. ``ValueError`` unless 1 to 10,000 days are asked for.
        """
        if not 1 <= working_days <= LONGEST_DAYS:
            raise ValueError(f"working_days must be 1 to {LONGEST_DAYS}, not {working_days}")
        provisional, left = False, working_days
        for day in _days_from(start):
            provisional |= self.is_provisional(day)
            left -= self.works(day)
            if not left:
                return Deadline(day, provisional)
        raise AssertionError("unreachable")

    def count(self, first: dt.date, last: dt.date) -> int:
        """Working days from ``first`` to ``last``, both included; 0 when ``last`` is earlier."""
        return sum(self.works(first + DAY * n) for n in range((last - first).days + 1))

    def left(self, today: dt.date, last: dt.date) -> int:
        """Working days left on ``today`` until ``last`` has passed: 1 on the last working day,
        0 or less when overdue (the number of working days since, negated)."""
        if today <= last:
            return self.count(today, last)
        return -self.count(last + DAY, today)


def _days_from(start: dt.date) -> Iterator[dt.date]:
    day = start
    while True:
        yield day
        day += DAY
