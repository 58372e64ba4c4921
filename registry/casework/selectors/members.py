"""Cases of one organisation, as its members work through them: lists, whose move, what is due soon."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.casework.kinds import all_kinds
from registry.casework.models import Case, Participant
from registry.casework.selectors.naming import known_kinds
from registry.casework.selectors.standing import AS_MEMBER
from registry.casework.selectors.visible import by_membership


def cases_of(organisation: UUID, parts: Iterable[str] = tuple(Participant.As)) -> QuerySet[Case]:
    """Those in which it takes part now as one of ``parts``; drafts only as owner or agent."""
    return Case.objects.filter(by_membership([organisation], parts), kind__in=known_kinds())


def their_turn(organisation: UUID, role: str) -> Q:
    """Cases whose move belongs to a member of ``organisation`` with this role in it."""
    taking = Participant.now.filter(case_id=OuterRef("pk"), organisation_id=organisation)
    found = Q(pk__in=[])
    for part, roles in AS_MEMBER.items():
        states = Q(pk__in=[])
        for kind in all_kinds():
            own = sorted(s for s, whose in kind.turn.items() if whose & roles.get(role, set()))
            if own:
                states |= Q(kind=kind.code, state__in=own)
        found |= Q(Exists(taking.filter(part=part))) & states
    return found


def unfinished() -> Q:
    """Cases in which somebody has still something to do, drafts among them."""
    found = Q(pk__in=[])
    for kind in all_kinds():
        if kind.turn:
            found |= Q(kind=kind.code, state__in=sorted(kind.turn))
    return found
