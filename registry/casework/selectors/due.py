"""How long there is left until a day: in working days, in words, and how pressing it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from governance.rulebook.calendar.workdays import WorkCalendar

SOON_DAYS = 3  # working days, today included


@dataclass(frozen=True, slots=True)
class Due:
    """``left`` working days until ``on`` has passed, today included; 0 or less when overdue.
    ``days`` are days of the calendar."""

    on: dt.date
    left: int
    provisional: bool
    late: bool
    days: int

    @property
    def level(self) -> str:
        if self.late:
            return "late"
        return "soon" if self.left <= SOON_DAYS else ""

    @property
    def words(self) -> str:
        if self.late:
            return f"逾期 {-self.left} 个工作日" if self.left < 0 else "已逾期"
        if not self.days:
            return "今日到期"
        return f"剩 {self.left} 个工作日" if self.left > 0 else f"剩 {self.days} 天"


def due(on: dt.date, *, provisional: bool, calendar: WorkCalendar, today: dt.date) -> Due:
    return Due(on, calendar.left(today, on), provisional, on < today, (on - today).days)


def soon_until(calendar: WorkCalendar, today: dt.date) -> dt.date:
    """The last day that counts as near."""
    return calendar.deadline(today, SOON_DAYS).on
