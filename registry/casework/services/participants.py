"""Who takes part in a case besides the bureau: taken in, and let go."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from core import clock
from registry.casework.models import Case, Participant
from registry.organisations.models import Organisation


def take_in(
    case: Case, part: str, *, organisation: Organisation | None = None, user: int | None = None,
    until: dt.datetime | None = None,
) -> Participant:  # fmt: skip
    """Let an organisation (or, as expert, a person) take part from now on, ``until`` a moment if one
    is set; once."""
    found = _now(case, part, organisation, user).first()
    return found or Participant.objects.create(
        case_id=case.uuid, part=part, organisation=organisation, user_id=user, until=until
    )


def let_go(
    case: Case, part: str, *, organisation: Organisation | None = None, user: int | None = None
) -> None:
    """Let it take part no longer; what it did stays."""
    _now(case, part, organisation, user).update(until=clock.now())


def _now(
    case: Case, part: str, organisation: Organisation | None, user: int | None
) -> QuerySet[Participant]:
    who = Q(user_id=user) if organisation is None else Q(organisation=organisation)
    return Participant.now.filter(who, case_id=case.uuid, part=part)
