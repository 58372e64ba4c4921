"""Clocks of a case: start, stop (补正), let run on, end. Working days, both end days counted.

What is due first is copied to ``case.due_on``, in memory: the step that is being taken saves it.
"""

from __future__ import annotations

import datetime as dt

from core import clock as time
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import WorkCalendar
from governance.rulebook.selectors import value_on
from registry.casework.models import Case, Clock

DAY = dt.timedelta(days=1)
RUNNING, STOPPED, ENDED = Clock.Status.RUNNING, Clock.Status.STOPPED, Clock.Status.ENDED


def start(case: Case, name: str, rule: str, *, parameter: str = "working_days") -> Clock:
    """Start a clock today, for the working days that ``rule`` gives the case's programme today."""
    today = time.today()
    days = int(str(value_on(rule, parameter, case.programme_id, today)))
    due = work_calendar().deadline(today, days)
    made = Clock.objects.create(
        case=case, name=name, rule=rule, working_days=days, counted_from=today, days_left=days,
        due_on=due.on, provisional=due.provisional,
    )  # fmt: skip
    show(case)
    return made


def stop(case: Case, name: str) -> None:
    """Stop it: today and the days after it are left for later."""
    today = time.today()
    for each in case.clocks.filter(name=name, status=RUNNING):
        each.days_left = min(max(work_calendar().left(today, each.due_on), 0), each.working_days)
        each.counted_from, each.status = today, STOPPED
        each.save()
    show(case)


def run_on(case: Case, name: str) -> None:
    """Let a stopped clock run on from today with the days it had left, one at least."""
    today = time.today()
    for each in case.clocks.filter(name=name, status=STOPPED):
        each.days_left, each.counted_from, each.status = max(each.days_left, 1), today, RUNNING
        _count(each, work_calendar())
        each.save()
    show(case)


def end(case: Case, *names: str) -> None:
    """End these clocks, or all when none is named."""
    found = case.clocks.exclude(status=ENDED)
    for each in found.filter(name__in=names) if names else found:
        each.status, each.ended_on = ENDED, time.today()
        each.save()
    show(case)


def show(case: Case) -> None:
    """Copy the day that is due first to the case."""
    first = case.clocks.filter(status=RUNNING).order_by("due_on", "pk").first()
    case.due_on = first.due_on if first else None
    case.due_provisional = bool(first and first.provisional)


def _count(each: Clock, calendar: WorkCalendar) -> None:
    due = calendar.deadline(each.counted_from, max(each.days_left, 1))
    each.due_on, each.provisional = due.on, due.provisional


def recompute(calendar: WorkCalendar) -> int:
    """Work out anew every running clock whose end was provisional; how many days moved. Called when a
    calendar is loaded, in the same transaction."""
    moved = 0
    running = Clock.objects.select_for_update().filter(status=RUNNING, provisional=True)
    for each in running.order_by("pk"):
        before = (each.due_on, each.provisional)
        _count(each, calendar)
        if (each.due_on, each.provisional) == before:
            continue
        each.save()
        moved += each.due_on != before[0]
        _follow(each)
    return moved


def _follow(each: Clock) -> None:
    """The case, and its running notice, show the new day. No step is taken: nobody decided this."""
    case = Case.objects.get(pk=each.case_id)
    show(case)
    Case.objects.filter(pk=case.pk).update(due_on=case.due_on, due_provisional=case.due_provisional)
    if each.name == "notice":
        case.notices.filter(ended_at=None).update(
            closes_on=each.due_on, provisional=each.provisional
        )
