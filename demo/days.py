"""The days of the story, counted back from the day it was first told.

That day is read back from the first appointment, so that telling the story again on another day
repeats the same acts instead of adding to them. Weekdays stand for trading days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from unittest import mock

from core import clock

BEGUN = 225  # days before the last day on which people take office and companies are entered
OPENED = 45  # on which the first account is opened
REPORTED = 87  # on which the reports are begun whose reductions are issued
MARKET_DAYS = 9  # the first for deposits, the others for trades


@dataclass(frozen=True, slots=True)
class Days:
    """``last`` is the day on which the story was first told."""

    last: dt.date

    def before(self, days: int) -> dt.date:
        """So many days before the last."""
        return self.last - dt.timedelta(days=days)

    @property
    def beginning(self) -> dt.date:
        return self.before(BEGUN)

    @property
    def opening(self) -> dt.date:
        return self.before(OPENED)

    @property
    def year(self) -> int:
        """The year in which the first reports are begun; those are about the years before it."""
        return self.before(REPORTED).year

    @property
    def market(self) -> list[dt.date]:
        """Nine weekdays, the latest not after ``last``."""
        found: list[dt.date] = []
        day = self.last
        while len(found) < MARKET_DAYS:
            if day.weekday() < 5:
                found.insert(0, day)
            day -= dt.timedelta(days=1)
        return found


@contextmanager
def business_day(day: dt.date) -> Iterator[dt.date]:
    """Services called inside take ``day`` for today. The moment of recording stays the real one.

    The clock is given another ``datetime``, rather than replaced: columns whose default is its
    ``now`` follow too.
    """
    moment = dt.datetime.combine(day, dt.time(10), clock.SHANGHAI)
    frozen = SimpleNamespace(datetime=SimpleNamespace(now=lambda zone: moment))
    with mock.patch.object(clock, "dt", frozen):
        yield day
