"""Working days: the examples of the rule, every day of seven years, and what is only provisional."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rulebook.calendar.notice_files import SHIPPED, read_notice
from governance.rulebook.calendar.workdays import Deadline, WorkCalendar

NOTICES = [read_notice(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.toml"))]
CALENDAR = WorkCalendar(
    years=frozenset(notice.year for notice in NOTICES),
    days_off=frozenset(day for notice in NOTICES for day in notice.days_off),
    days_on=frozenset(day for notice in NOTICES for day in notice.days_on),
)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 30))


def test_both_end_days_count():
    """R-NOTICE-01's own example."""
    deadline = CALENDAR.deadline(dt.date(2026, 7, 17), 20)
    assert deadline == Deadline(dt.date(2026, 8, 13), provisional=False)


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_is_as_another_calendar_says(year: int):
    """Two independent readings of the same notices."""
    day = dt.date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.works(day) == chinese_calendar.is_workday(day), day
        day += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-09-18", 3, "2026-09-21"),  # Sunday the 20th is worked
        ("2026-09-30", 2, "2026-10-08"),  # over the national holiday
        ("2026-10-10", 1, "2026-10-10"),  # a Saturday that is worked
        ("2026-10-01", 1, "2026-10-08"),  # begins on a day off: counts from the next working day
        ("2024-02-08", 3, "2024-02-18"),  # 除夕 itself was no day off in 2024
    ],
)
def test_over_holidays(start: str, days: int, end: str):
    deadline = CALENDAR.deadline(dt.date.fromisoformat(start), days)
    assert (deadline.on.isoformat(), deadline.provisional) == (end, False)


def test_beyond_the_notices_weekdays_count_and_it_is_provisional():
    into = CALENDAR.deadline(dt.date(2026, 12, 28), 20)
    assert into == Deadline(dt.date(2027, 1, 22), provisional=True)
    assert not CALENDAR.deadline(dt.date(2026, 12, 28), 4).provisional
    assert CALENDAR.works(dt.date(2027, 10, 1))


@given(DAYS, st.integers(1, 120))
def test_a_deadline_counts_back_to_its_days(start: dt.date, days: int):
    end = CALENDAR.deadline(start, days).on
    assert CALENDAR.works(end)
    assert CALENDAR.count(start, end) == days
    assert CALENDAR.count(start, end - dt.timedelta(days=1)) == days - 1


def test_days_left_and_overdue():
    friday, monday = dt.date(2026, 7, 17), dt.date(2026, 7, 20)
    assert CALENDAR.left(friday, friday) == 1
    assert CALENDAR.left(friday, monday) == 2
    assert CALENDAR.left(monday, friday) == -1
    assert CALENDAR.left(friday + dt.timedelta(days=1), friday) == 0


@pytest.mark.parametrize("days", [0, -1, 10_001])
def test_lengths_that_are_none(days: int):
    with pytest.raises(ValueError, match="10000"):
        CALENDAR.deadline(dt.date(2026, 1, 1), days)
