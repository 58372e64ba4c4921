"""The working-day calendar as the notices loaded so far make it: one query, a plain value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from governance.rulebook.calendar.workdays import WorkCalendar
from governance.rulebook.models import CalendarNotice


def work_calendar() -> WorkCalendar:
    """The latest edition of each year counts."""
    rows = CalendarNotice.objects.order_by("year", "edition").values_list(
        "year", "days_off", "days_on"
    )
    latest = {year: (days_off, days_on) for year, days_off, days_on in rows}
    return WorkCalendar(
        years=frozenset(latest),
        days_off=_days(days_off for days_off, _ in latest.values()),
        days_on=_days(days_on for _, days_on in latest.values()),
    )


def _days(lists: Iterable[list[str]]) -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(day) for days in lists for day in days)
