"""Versions that are, or were, published."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from methodologies.publishing.models import Methodology, MethodologyVersion, State

EVER_PUBLISHED = (State.PUBLISHED, State.SUPERSEDED, State.ABOLISHED)


def ever_published() -> QuerySet[MethodologyVersion]:
    found = MethodologyVersion.objects.filter(state__in=EVER_PUBLISHED)
    return found.select_related("methodology", "programme", "applicant", "district")


def published_on(programme: str, day: dt.date) -> QuerySet[MethodologyVersion]:
    """The versions in force in a programme on ``day``: from ``effective_from`` until the day before
    ``ended_on``, whatever became of them since."""
    return (
        ever_published()
        .filter(Q(ended_on=None) | Q(ended_on__gt=day), programme=programme)
        .filter(effective_from__lte=day)
        .order_by("methodology__code", "version_code")
    )


def current_version(methodology: Methodology) -> MethodologyVersion | None:
    """The published version that nothing has superseded yet."""
    return MethodologyVersion.objects.filter(methodology=methodology, state=State.PUBLISHED).first()
