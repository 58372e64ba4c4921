"""Numbers without gaps: the row of a series and year is locked until commit."""

from __future__ import annotations

from django.db import connection

from core import clock

_NEXT = """
INSERT INTO casework_casenumbering AS n (series, year, last) VALUES (%s, %s, 1)
ON CONFLICT (series, year) DO UPDATE SET last = n.last + 1 RETURNING last
"""


def next_number(series: str) -> tuple[int, int]:
    """This year and the next number of ``series`` in it."""
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, (series, year))
        (last,) = cursor.fetchone()
    return year, last


def case_number(programme: str, series: str) -> str:
    """``BJ-XM-2026-0012``."""
    year, last = next_number(f"{programme}-{series}")
    return f"{programme}-{series}-{year}-{last:04d}"
