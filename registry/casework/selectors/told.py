"""What of a record those outside the bureau read: what moved the case, what participants did, and what
they were told of; not the bureau's own notes. One rule, asked of a row and of a query.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q

from registry.casework.models import Event
from registry.casework.parties import OWNER, VVB, Party
from registry.casework.selectors.naming import known_kinds

OUTSIDE = OWNER | VVB


def reads_all(parties: Iterable[Party]) -> bool:
    """Whether one of these parties reads the whole record."""
    return not frozenset(parties) <= OUTSIDE


def is_told(kind: str, event: Event) -> bool:
    moved = event.source != event.target
    return event.party in OUTSIDE or moved or event.step in _telling(kind)


def told(kind: str) -> Q:
    """The same for events of cases of one kind."""
    return (
        Q(party__in=sorted(OUTSIDE)) | ~Q(source=F("target")) | Q(step__in=sorted(_telling(kind)))
    )


def _telling(kind: str) -> set[str]:
    found = known_kinds().get(kind)
    return {code for code, step in found.steps.items() if step.tells} if found else set()
