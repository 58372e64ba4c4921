"""The way of a case as a line of states: those behind it, the one it is in, and those ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from registry.casework.kinds import CaseKind
from registry.casework.models import Case
from registry.casework.models.case import DRAFT
from registry.casework.parties import OWNER


@dataclass(frozen=True, slots=True)
class Stage:
    """``place`` is ``done``, ``now`` or ``ahead``; ``aside`` when the state is off the straight way
    (补正, 不予登记)."""

    state: str
    zh: str
    place: str
    aside: bool = False
    at: dt.datetime | None = None


@cache
def moves_of(model: type[Case], kind: str) -> dict[str, list[str]]:
    """Which states may follow which, in the order in which the model lists them."""
    order = list(model.states().values)
    found: dict[str, list[str]] = {state: [] for state in order}
    draft: Any = model(kind=kind)
    for move in draft.get_all_state_transitions():
        if move.source in found and move.target not in found[move.source]:
            found[move.source].append(move.target)
    return {state: sorted(found[state], key=order.index) for state in order}


def is_closed(kind: CaseKind, state: str) -> bool:
    """Whether nothing follows: the database refuses every change from then on."""
    return not moves_of(kind.model, kind.code).get(state)


@cache
def _main_line(
    model: type[Case], kind: str, turn: frozenset[str], side: frozenset[str]
) -> tuple[str, ...]:
    """The longest way through the states in their order, from the draft to the first that waits for
    nobody; of two such ends the one listed first."""
    moves, order = moves_of(model, kind), list(model.states().values)

    def ways(state: str) -> tuple[str, ...]:
        if state not in turn:
            return (state,)
        onward = [t for t in moves[state] if order.index(t) > order.index(state) and t not in side]
        return (state, *max((ways(t) for t in onward), key=len, default=()))

    return ways(DRAFT)


def main_line(kind: CaseKind) -> tuple[str, ...]:
    """The straight way of this kind. A state in which the applicant must correct something, having
    been sent there by others, is beside it."""
    moves = moves_of(kind.model, kind.code)
    side = {
        state
        for state, who in kind.turn.items()
        if who <= OWNER
        and any(state in moves[s] and not kind.turn[s] <= OWNER for s in kind.turn if s in moves)
    }
    return _main_line(kind.model, kind.code, frozenset(kind.turn), frozenset(side))


def onward(kind: CaseKind, state: str) -> frozenset[str]:
    """The moves that carry a case on from ``state`` to the next on the straight way."""
    line = main_line(kind)
    if state not in line[:-1]:
        return frozenset()
    draft: Any = kind.model(kind=kind.code)
    following = line[line.index(state) + 1]
    found = draft.get_all_state_transitions()
    return frozenset(m.name for m in found if (m.source, m.target) == (state, following))


def stages(kind: CaseKind, state: str, entered: Mapping[str, dt.datetime]) -> list[Stage]:
    """The line of states with the present one in it; where that is beside the line, it stands after
    the last one passed, and nothing is ahead once the case is over."""
    labels, line = dict(kind.model.states().choices), list(main_line(kind))
    if state in line:
        at = line.index(state)
    else:
        passed = [n for n, each in enumerate(line) if each in entered or each == DRAFT]
        at = (passed[-1] if passed else 0) + 1
        line = [*line[:at], state] if state not in kind.turn else [*line[:at], state, *line[at:]]
    found = []
    for n, each in enumerate(line):
        place = "done" if n < at else "now" if n == at else "ahead"
        when = entered.get(each) if place != "ahead" else None
        found.append(Stage(each, labels[each], place, each not in main_line(kind), when))
    return found
