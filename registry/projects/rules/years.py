"""Whole years from a day, where 29 February has no partner in every year."""

from __future__ import annotations

import datetime as dt


def years_later(first: dt.date, years: int) -> dt.date:
    """The first day after ``years`` years that began on ``first``: of 2024-02-29 and one, 2025-03-01."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return dt.date(first.year + years, 3, 1)


def years_before(day: dt.date, years: int) -> dt.date:
    """The earliest day that is within ``years`` years before ``day``: of 2028-02-29 and five,
    2023-02-28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return dt.date(day.year - years, 2, 28)
