"""Who takes part in a case besides the bureau: taken in, and let go."""

from __future__ import annotations

from core import clock
from registry.casework.models import Case, Participant
from registry.organisations.models import Organisation


def take_in(
    case: Case, part: str, *, organisation: Organisation | None = None, user: int | None = None
) -> Participant:
    """Let an organisation (or, as expert, a person) take part from now on; once."""
    found, _ = Participant.objects.get_or_create(
        case_id=case.uuid, part=part, organisation=organisation, user_id=user, until=None
    )
    return found


def let_go(
    case: Case, part: str, *, organisation: Organisation | None = None, user: int | None = None
) -> None:
    Participant.objects.filter(
        case_id=case.uuid, part=part, organisation=organisation, user_id=user, until=None
    ).update(until=clock.now())
