"""The days of the story, counted back from the day it was first told.

That day is read back from the first entry, so that telling the story again on another day repeats
the same acts instead of adding to them. Weekdays stand for trading days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from core import clock

OPENED = 45  # days before the last day on which the first account is opened
ISSUED = 32
MARKET_DAYS = 9  # the first for deposits, the others for trades


@dataclass(frozen=True, slots=True)
class Days:
    """``last`` is the day on which the story was first told."""

    last: dt.date

    @property
    def opening(self) -> dt.date:
        return self.last - dt.timedelta(days=OPENED)

    @property
    def issuing(self) -> dt.date:
        return self.last - dt.timedelta(days=ISSUED)

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
    """Services called inside take ``day`` for today. The moment of recording stays the real one."""
    moment = dt.datetime.combine(day, dt.time(10), clock.SHANGHAI)
    with mock.patch.object(clock, "now", return_value=moment):
        yield day
