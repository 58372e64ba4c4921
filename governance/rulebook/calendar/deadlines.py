"""Time limits in working days, by programme and day: R-NOTICE-01 (公示), R-ACCEPT-01 (受理),
R-CORRECTION-01 (补正) and R-REVIEW-01 (审核)."""

from __future__ import annotations

import datetime as dt

from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import Deadline
from governance.rulebook.selectors import value_on

NOTICE, REVIEW = "R-NOTICE-01", "R-REVIEW-01"


def notice_ends(programme: str, first_day: dt.date) -> Deadline:
    """R-NOTICE-01: the last day of a public notice (公示) that begins on ``first_day``; both end
    days count. 令第31号; a municipal programme that borrows the number has it ``unverified``."""
    return _ends(NOTICE, programme, first_day)


def acceptance_ends(programme: str, first_day: dt.date) -> Deadline:
    """R-ACCEPT-01: the last day to decide whether an application (受理) that came in on ``first_day`` is
    accepted."""
    return _ends("R-ACCEPT-01", programme, first_day)


def correction_ends(programme: str, first_day: dt.date) -> Deadline:
    """R-CORRECTION-01: the last day to make a correction (补正) demanded on ``first_day``. Nothing lapses
    while it is provisional."""
    return _ends("R-CORRECTION-01", programme, first_day)


def review_ends(programme: str, first_day: dt.date) -> Deadline:
    """R-REVIEW-01: the last day of a review (审核) that begins on ``first_day``."""
    return _ends(REVIEW, programme, first_day)


def working_days(rule: str, programme: str, on: dt.date) -> int:
    """How many working days ``rule`` gives. Raises ``rule_value_missing``."""
    days = value_on(rule, "working_days", programme, on)
    if not isinstance(days, int):
        raise TypeError(f"{rule} working_days must be a whole number, not {days!r}")
    return days


def _ends(rule: str, programme: str, first_day: dt.date) -> Deadline:
    return work_calendar().deadline(first_day, working_days(rule, programme, first_day))
