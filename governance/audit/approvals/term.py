"""How long a proposal may wait. The number is a rule parameter; the rulebook stands above this room
and hands its look-up down in ``ready()``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

RULE, NAME = "R-AUDIT-01", "approval_term_days"
Source = Callable[[str, dt.date], int]
_source: Source | None = None


def look_up_with(source: Source) -> None:
    """Ask ``source(programme, day)`` for the number of days."""
    global _source
    _source = source


def term_days(programme: str, on: dt.date) -> int:
    """Days from proposal to expiry, by the value in force on that day (R-AUDIT-01)."""
    if _source is None:
        raise RuntimeError("no rulebook handed down its look-up (governance.rulebook)")
    return _source(programme, on)
