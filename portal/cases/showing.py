"""What the page of a case shows a member: where it stands, what was applied for, what hangs on it, and
which steps the member may take now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import clock
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import WorkCalendar
from portal.cases.calculations import revisions
from portal.cases.reach import Met, case_page
from portal.cases.turns import in_words
from registry.casework.kinds import Section, Step
from registry.casework.models import Clock, Participant
from registry.casework.selectors.clock_names import clock_name
from registry.casework.selectors.due import due
from registry.casework.selectors.naming import shown_actor
from registry.casework.selectors.progress import is_closed, stages
from registry.casework.selectors.record import Line, entered, lines_of
from registry.casework.selectors.steps import offered_steps
from registry.casework.selectors.told import is_told
from registry.casework.selectors.versions import content_rows
from registry.vvb.models import Finding
from registry.vvb.selectors.engaged import shown_at_work

ANSWER_COMMENT, RESPOND, CLOSE = "answer_comment", "respond_finding", "close_finding"
FILING = frozenset({"attach", "add_file", "replace_file", "add_vvb_report"})  # beside the documents
NEWEST = 6  # of the record; the rest is folded
LAST = frozenset({"withdraw", "withdraw_vvb"})  # ends it: below the others


@dataclass(frozen=True, slots=True)
class Button:
    step: Step
    url: str


def page_context(met: Met) -> dict[str, Any]:
    assert met.papers is not None
    case, kind, papers = met.case, met.kind, met.papers
    lines, _ = lines_of(case)
    told = told_lines(lines, met)
    offered = [] if is_closed(kind, case.state) else offered_steps(case, met.standing)
    codes = {step.code for step in offered}
    findings = _findings(case) if codes & {RESPOND, CLOSE} else []
    unanswered = RESPOND in codes and any(each.responded_at is None for each in findings)
    apart = FILING | LAST | {ANSWER_COMMENT} | ({RESPOND, CLOSE} if findings else set())
    return {
        "met": met,
        "case": case,
        "kind": kind,
        "closed": is_closed(kind, case.state),
        "stages": stages(kind, case.state, entered(lines)),
        "turn": in_words(met.turn),
        "mine": met.mine or unanswered or "name_vvb" in codes,
        "buttons": [_button(case, step) for step in offered if step.code not in apart],
        "able": bool(codes - LAST),
        "last": [_button(case, step) for step in offered if step.code in LAST],
        "filing": [_button(case, step) for step in offered if step.code in FILING],
        "answering": ANSWER_COMMENT in codes,
        "findings": findings,
        "responding": RESPOND in codes,
        "closing": CLOSE in codes,
        "clocks": _clocks(papers.clocks),
        "open_corrections": [each for each in papers.corrections if each.answered_at is None],
        "sections": sections_of(met),
        "opinions": list(kind.opinions(case, met.standing.parties)),
        "files": files_of(met),
        "papers": papers,
        "participants": [each for each in papers.participants if _shown(each)],
        "revisions": [(each, f"{each.issued_t:,}") for each in revisions(case)],
        "lines": told[:NEWEST],
        "older": told[NEWEST:],
    }


def sections_of(met: Met) -> Sequence[Section]:
    """What the kind shows of the application; its fields as they are where it says nothing."""
    return list(met.kind.sections(met.case)) or [Section("申请内容", content_rows(met.case))]


def files_of(met: Met) -> list[tuple[str, Any]]:
    """Documents in force with their earlier versions, each with the name of its category."""
    assert met.papers is not None
    names = met.kind.categories
    return [(names.get(p.file.category, p.file.category), p) for p in met.papers.files]


def told_lines(lines: Sequence[Line], met: Met) -> list[tuple[Line, str]]:
    """The record as those outside the bureau read it, each line with whose name to show."""
    parties, kind = met.standing.parties, met.case.kind
    return [(line, shown_actor(line.event, parties)) for line in lines if is_told(kind, line.event)]


def _button(case: Any, step: Step) -> Button:
    return Button(step, case_page(case, "step", step.code))


def _shown(participant: Participant) -> bool:
    """Experts stay unnamed but to the bureau."""
    return participant.part != Participant.As.EXPERT


def _findings(case: Any) -> list[Finding]:
    """Of the body at work, not closed."""
    found = shown_at_work(case)
    return [each for each in found.findings.all() if each.closed_at is None] if found else []


def _clocks(clocks: Sequence[Clock]) -> list[dict[str, Any]]:
    """Those not ended, with the working days left."""
    now = [each for each in clocks if each.status != Clock.Status.ENDED]
    calendar = work_calendar() if now else None
    return [_clock(each, calendar) for each in now]


def _clock(each: Clock, calendar: WorkCalendar | None) -> dict[str, Any]:
    left = None
    if calendar is not None and each.status == Clock.Status.RUNNING:
        left = due(
            each.due_on, provisional=each.provisional, calendar=calendar, today=clock.today()
        )
    return {"clock": each, "name": clock_name(each), "due": left}
