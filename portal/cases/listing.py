"""A list of cases: tabs by kind, search, state, whose move; a page of rows ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, F, QuerySet
from django.http import QueryDict

from core import clock
from governance.rulebook.calendar.selectors import work_calendar
from portal.access import Member
from portal.cases.groups import Group
from portal.cases.turns import in_words
from portal.cases.waiting import waits_for
from registry.casework.models import Case, Participant
from registry.casework.selectors.due import Due, due
from registry.casework.selectors.members import cases_of, unfinished
from registry.casework.selectors.naming import known_kinds, state_name
from registry.casework.selectors.search import cases_having

A_PAGE = 20
NEAREST = F("due_on").asc(nulls_last=True)
SHOWN = {"": "全部", "mine": "待我办理", "open": "办理中", "over": "已办结"}


@dataclass(frozen=True, slots=True)
class Row:
    """One case in words. ``mine``: the member's own move."""

    case: Case
    kind: str
    state: str
    turn: str
    mine: bool
    due: Due | None
    over: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """``tabs`` are (code, words, count), first all of them; ``asked`` what was asked for."""

    rows: list[Row]
    page: Page[Any]
    tabs: list[tuple[str, str, int]]
    states: list[tuple[str, str]]
    asked: dict[str, str]
    query: str
    filtered: bool


def seen_by(member: Member, parts: Iterable[str] = tuple(Participant.As)) -> QuerySet[Any]:
    """The cases of the organisation chosen; ``is_mine`` says whether the move is the member's."""
    found = cases_of(member.organisation.uuid, parts).select_related("applicant")
    return found.annotate(is_mine=ExpressionWrapper(waits_for(member), BooleanField()))


def listing(member: Member, group: Group, given: QueryDict) -> Listing:
    kinds = {kind.code: kind for kind in group.kinds()}
    asked = {name: given.get(name, "").strip() for name in ("kind", "q", "state", "show")}
    asked["kind"] = asked["kind"] if asked["kind"] in kinds else ""
    asked["show"] = asked["show"] if asked["show"] in SHOWN else ""
    seen = seen_by(member, group.parts).filter(kind__in=kinds)
    tabs = _tabs(seen, kinds)
    states = _states([kinds[asked["kind"]]] if asked["kind"] else kinds.values())
    asked["state"] = asked["state"] if asked["state"] in dict(states) else ""
    found = _asked_for(seen, asked)
    page = Paginator(found, A_PAGE).get_page(given.get("page"))
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    return Listing(
        rows_of(page),
        page,
        tabs,
        states,
        asked,
        query.urlencode(),
        any(asked[name] for name in ("q", "state", "show")),
    )


def _asked_for(seen: QuerySet[Any], asked: dict[str, str]) -> QuerySet[Any]:
    found = seen.filter(kind=asked["kind"]) if asked["kind"] else seen
    if asked["state"]:
        found = found.filter(state=asked["state"])
    if asked["show"] == "mine":
        found = found.filter(is_mine=True)
    elif asked["show"]:
        found = found.filter(unfinished() if asked["show"] == "open" else ~unfinished())
    if asked["q"]:
        found = cases_having(found, asked["q"])
    return found.order_by("-created_at", "-uuid")


def _tabs(seen: QuerySet[Any], kinds: dict[str, Any]) -> list[tuple[str, str, int]]:
    counted = dict(seen.order_by().values_list("kind").annotate(n=Count("pk")))
    each = [(code, kind.zh, counted[code]) for code, kind in kinds.items() if code in counted]
    return [("", "全部", sum(counted.values())), *each] if len(each) > 1 else []


def _states(kinds: Iterable[Any]) -> list[tuple[str, str]]:
    """All states of these kinds, each once; where two kinds call one differently, by both names."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        for code, label in kind.model.states().choices:
            names = found.setdefault(code, [])
            if str(label) not in names:
                names.append(str(label))
    return [(code, " / ".join(names)) for code, names in found.items()]


def rows_of(cases: Iterable[Any]) -> list[Row]:
    """In words, with the working days left, by one reading of the calendar; of cases that came
    through :func:`seen_by`."""
    cases = list(cases)
    if not cases:
        return []
    calendar, today = work_calendar(), clock.today()
    found = []
    for case in cases:
        kind = known_kinds()[case.kind]
        left = case.due_on and due(
            case.due_on, provisional=case.due_provisional, calendar=calendar, today=today
        )
        found.append(
            Row(
                case=case,
                kind=kind.zh,
                state=state_name(case.kind, case.state),
                turn=in_words(kind.turn.get(case.state, ())),
                mine=case.is_mine,
                due=left or None,
                over=case.state not in kind.turn,
            )
        )
    return found
