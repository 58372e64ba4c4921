"""Every cell of the rights matrix: kind × state × step × who, and what the table says of it.

Nothing is listed here by hand but the people: kinds, states, steps and parties are read from the
registered kinds, so that what is added there is walked the same day.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.casework.kinds import CaseKind, Step, all_kinds, kind_of
from registry.casework.parties import OWNER, Party

# People whom no party makes: whatever they ask, there is no such case for them.
STRANGER = "stranger"  # a user without any role or membership
OTHER_MEMBER = "other_member"  # 管理员 of another organisation
OTHER_BODY = "other_body"  # 管理员 of another accredited body
OTHER_STAFF = "other_staff"  # 经办, 复核 and 领导审批 of another programme
OTHER_DISTRICT = "other_district"  # district staff of another district
OTHER_EXPERT = "other_expert"  # an expert of the programme, not invited here
FORMER_MEMBER = "former_member"  # left the applicant
SYSTEM_ADMIN, SECURITY_ADMIN = "system_admin", "security_admin"
NOBODYS = (
    STRANGER, OTHER_MEMBER, OTHER_BODY, OTHER_STAFF, OTHER_DISTRICT, OTHER_EXPERT, FORMER_MEMBER,
    SYSTEM_ADMIN, SECURITY_ADMIN,
)  # fmt: skip
WHO = (*Party, *NOBODYS)

UNKNOWN, FORBIDDEN = "case_unknown", "step_forbidden"
SECOND, STATE = "second_person_needed", "state_refused"
NO_PROPOSER = "forbidden"
DONE = ""


@dataclass(frozen=True, slots=True)
class Cell:
    kind: str
    state: str
    step: str
    who: str

    @property
    def of(self) -> Step:
        return kind_of(self.kind).steps[self.step]

    @property
    def party(self) -> Party | None:
        return self.who if isinstance(self.who, Party) else None

    @property
    def states(self) -> int:
        """How many the kind has."""
        return len(kind_of(self.kind).model.states())

    @property
    def place(self) -> int:
        """The steps that it lies from the corner of the table."""
        kind = kind_of(self.kind)
        row, column = list(kind.steps).index(self.step), list(kind.model.states()).index(self.state)
        return row + column + WHO.index(self.who)

    @property
    def sees(self) -> bool:
        return sees(kind_of(self.kind), self.state, self.who)

    @property
    def direct(self) -> str:
        """What taking the step directly answers: a code, or :data:`DONE`."""
        if not self.sees:
            return UNKNOWN
        if self.party not in self.of.parties:
            return FORBIDDEN
        if self.of.second:
            return SECOND
        return DONE if self.state in self.of.states else STATE

    @property
    def proposing(self) -> str:
        """What proposing the step answers: a code, or :data:`DONE`."""
        if self.party not in self.of.proposers:
            return NO_PROPOSER
        if not self.sees:
            return UNKNOWN
        return DONE if self.state in self.of.states else STATE

    @property
    def proposes(self) -> bool:
        return self.of.second and self.proposing == DONE

    @property
    def button(self) -> bool:
        """Whether a page may offer it, as far as the table goes."""
        return self.sees and (self.proposes or self.direct == DONE)


def walked(cells: Iterable[Cell], one_in: int) -> list[Cell]:
    """Of the cells of one state every so manieth: shifted from state to state and from person to
    person, so that each person meets each step in some state, and each state at some step. All of
    them with ``MATRIX=whole``."""
    if os.environ.get("MATRIX") == "whole":
        return list(cells)
    return [cell for cell in cells if cell.place % min(one_in, cell.states) == 0]


def sees(kind: CaseKind, state: str, who: str) -> bool:
    """Of a draft there is nothing to see but for the applicant's side."""
    return who in OWNER or (isinstance(who, Party) and state not in kind.hidden)


def kinds_and_states() -> list[tuple[str, str]]:
    return [(kind.code, str(state)) for kind in all_kinds() for state in kind.model.states()]


def cells_in(kind: str, state: str) -> Iterator[Cell]:
    """All cells of one state."""
    for who in WHO:
        for step in kind_of(kind).steps:
            yield Cell(kind, state, step, who)


def cells() -> Iterator[Cell]:
    for kind, state in kinds_and_states():
        yield from cells_in(kind, state)
