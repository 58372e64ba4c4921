"""Reads of applications: a person's own, those waiting at an organisation, and how each ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from registry.organisations.models import Enrolment, EnrolmentAim, EnrolmentStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """An application and, once decided, when and for what reason."""

    enrolment: Enrolment
    decided_at: dt.datetime | None
    reason: str


def standings_of(user_id: int) -> list[Standing]:
    """The person's applications, newest first, with their outcome; two queries."""
    enrolments = list(Enrolment.objects.filter(applicant_id=user_id))
    decided = Enrolment.history.filter(uuid__in=[each.uuid for each in enrolments]).exclude(
        status=EnrolmentStatus.SUBMITTED
    )
    ends = {row.uuid: (row.history_date, row.history_change_reason) for row in decided}
    return [Standing(each, *ends.get(each.uuid, (None, ""))) for each in enrolments]


def joining(organisation: UUID) -> QuerySet[Enrolment]:
    """Who asks to join the organisation and waits for an answer, the first to ask first."""
    waiting = Enrolment.objects.filter(
        organisation_id=organisation, aim=EnrolmentAim.JOIN, status=EnrolmentStatus.SUBMITTED
    )
    return waiting.select_related("applicant").order_by("submitted_at", "uuid")
