"""Clocks: both end days counted, stopped and let run on, and moved when a calendar is loaded."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import WorkCalendar
from registry.casework.models import Case, Clock, Notice
from registry.casework.services import clocks
from tests.registry.casework.people import company, draft_project

pytestmark = pytest.mark.django_db


def at(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day}T02:00:00Z", tick=False)


def clock_of(case: Case, name: str) -> Clock:
    return Clock.objects.get(case_id=case.pk, name=name)


def test_a_notice_counts_both_end_days() -> None:
    """R-NOTICE-01's example: 2026-07-17 to 2026-08-13 is 20 working days."""
    project = draft_project(company())
    with at("2026-07-17"):
        running = clocks.start(project, "notice", "R-NOTICE-01")
    assert running.due_on == dt.date(2026, 8, 13)
    assert (project.due_on, project.due_provisional) == (dt.date(2026, 8, 13), False)


def test_a_stopped_clock_keeps_the_days_it_had_left() -> None:
    """R-REVIEW-01, 15 days from Monday 2026-03-02: stopped on the 3rd day, 13 are left."""
    project = draft_project(company())
    with at("2026-03-02"):
        clocks.start(project, "review", "R-REVIEW-01")
    with at("2026-03-04"):
        clocks.stop(project, "review")
    assert (project.due_on, clock_of(project, "review").days_left) == (None, 13)
    with at("2026-03-16"):
        clocks.run_on(project, "review")
    assert clock_of(project, "review").due_on == dt.date(2026, 4, 1)  # the 13th from 03-16
    with at("2026-03-17"):
        clocks.end(project)
    assert (project.due_on, clock_of(project, "review").status) == (None, "ended")


def test_an_overdue_clock_that_was_stopped_leaves_a_day() -> None:
    project = draft_project(company())
    with at("2026-03-02"):
        clocks.start(project, "review", "R-REVIEW-01")
    with at("2026-04-20"):
        clocks.stop(project, "review")
    with at("2026-04-21"):
        clocks.run_on(project, "review")
    assert project.due_on == dt.date(2026, 4, 21)


def test_a_loaded_calendar_moves_what_was_provisional() -> None:
    project = draft_project(company())
    with at("2026-12-21"):
        running = clocks.start(project, "notice", "R-NOTICE-01")
    Notice.objects.create(
        case=project, title="公示", summary="", opens_on=running.counted_from,
        closes_on=running.due_on, provisional=True,
    )  # fmt: skip
    Case.objects.filter(pk=project.pk).update(due_on=project.due_on, due_provisional=True)
    assert (running.due_on, running.provisional) == (dt.date(2027, 1, 15), True)
    loaded = work_calendar()
    off = dt.date(2027, 1, 1)
    calendar = WorkCalendar(loaded.years | {2027}, loaded.days_off | {off}, loaded.days_on)
    assert clocks.recompute(calendar) == 1
    moved = clock_of(project, "notice")
    assert (moved.due_on, moved.provisional) == (dt.date(2027, 1, 18), False)
    case = Case.objects.get(pk=project.pk)
    assert (case.due_on, case.due_provisional) == (moved.due_on, False)
    notice = Notice.objects.get(case=project)
    assert (notice.closes_on, notice.provisional) == (moved.due_on, False)
    assert clocks.recompute(calendar) == 0
