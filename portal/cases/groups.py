"""The three lists of cases, by the part one's organisation takes in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registry.casework.kinds import CaseKind, all_kinds
from registry.casework.models import Participant
from registry.organisations.models import Kind, Organisation

COMPILED = "methodology"  # the kind that has a list of its own


@dataclass(frozen=True, slots=True)
class Group:
    """``parts`` its organisation has in these cases; ``page`` the name of the list's address."""

    zh: str
    page: str
    parts: tuple[str, ...]

    def kinds(self) -> list[CaseKind]:
        """The kinds of cases that belong here."""
        if self is REVIEWING:
            return all_kinds()
        return [kind for kind in all_kinds() if (kind.code == COMPILED) is (self is COMPILING)]


SIDES = (Participant.As.OWNER, Participant.As.AGENT)
BODIES = (Participant.As.VALIDATOR, Participant.As.VERIFIER)
APPLYING = Group("项目与申请", "portal:cases", SIDES)
COMPILING = Group("方法学编制", "portal:compiling", SIDES)
REVIEWING = Group("审定核查", "portal:reviewing", BODIES)


def group_of(kind: str, parts: Iterable[str]) -> Group:
    """Where a case belongs for an organisation that takes part in it as ``parts``."""
    if not set(parts) & set(SIDES):
        return REVIEWING
    return COMPILING if kind == COMPILED else APPLYING


def applies(organisation: Organisation) -> bool:
    """Whether it applies for something of its own: all but those that only validate and verify."""
    return set(organisation.kinds) != {Kind.VERIFIER}


def reviews(organisation: Organisation) -> bool:
    return Kind.VERIFIER in organisation.kinds
