"""Rooms above keep deadlines that were provisional (暂定) because a year's notice was not loaded; they
say here how those are counted anew.

An app registers in its ``ready()``::

    from governance.rulebook.calendar import recomputing

    recomputing.register(recompute_running_deadlines)

The function is called by ``load_notice`` in its transaction, inside an open recording, with the calendar
as it will be. It writes the deadlines that change and returns how many end on another day. It is also
called for a preview, which is undone: it may do nothing that a rollback does not take back.
"""

from __future__ import annotations

from collections.abc import Callable

from governance.rulebook.calendar.workdays import WorkCalendar

Recompute = Callable[[WorkCalendar], int]
_recomputers: list[Recompute] = []


def register(recompute: Recompute) -> None:
    """Have ``recompute`` called; once, however often it is registered."""
    if recompute not in _recomputers:
        _recomputers.append(recompute)


def unregister(recompute: Recompute) -> None:
    """Have it called no longer."""
    _recomputers.remove(recompute)


def recompute_all(calendar: WorkCalendar) -> int:
    """The number of deadlines that moved, of all rooms."""
    return sum(recompute(calendar) for recompute in _recomputers)
