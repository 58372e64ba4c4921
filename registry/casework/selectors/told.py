"""What of a record those outside the bureau read: what moved the case, what participants did, and what
they were told of; not the bureau's own notes. One rule, asked of a row and of a query.
"""

from __future__ import annotations

from django.db.models import F, Q

from registry.casework.models import Event
from registry.casework.parties import BUREAU, OWNER, READERS, VVB, Party
from registry.casework.selectors.naming import known_kinds

OUTSIDE = OWNER | VVB


def is_told(kind: str, event: Event) -> bool:
    moved = event.source != event.target
    return event.party in OUTSIDE or moved or event.step in _telling(kind)


def read_by(kind: str, parties: frozenset[Party], user: int) -> Q:
    """For events of cases of one kind: the bureau and those who watch over it read all; whoever is only
    invited (an expert) what moved the case and what they did themselves; participants what is told."""
    if parties & (BUREAU | READERS | {Party.OPERATOR}):
        return Q()
    found = ~Q(source=F("target")) | Q(actor_id=user)
    if parties & OUTSIDE:
        found |= Q(party__in=sorted(OUTSIDE)) | Q(step__in=sorted(_telling(kind)))
    return found


def _telling(kind: str) -> set[str]:
    found = known_kinds().get(kind)
    return {code for code, step in found.steps.items() if step.tells} if found else set()
