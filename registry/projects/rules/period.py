"""R-PERIOD-01: when a monitoring period of a project may lie, and by when it is claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections
from registry.projects.rules.years import years_before


def check_period(
    *,
    period_from: dt.date,
    period_to: dt.date,
    crediting_from: dt.date,
    crediting_to: dt.date,
    first_allowed: dt.date,
    claim_years: int,
    applied_on: dt.date,
) -> Objections:
    """All days are whole days, first and last included. ``first_allowed`` and ``claim_years`` are the
    rule's ``first_period_day`` and ``claim_years`` in force on ``applied_on`` (令第31号).

    Objects ``period_reversed``, ``period_outside_crediting``, ``period_too_early``,
    ``period_not_over``, ``period_claimed_late``. The claim is late when the *first* day of the period
    lies more than ``claim_years`` before the application, for its reductions are the oldest.
    """
    days = {"period_from": period_from.isoformat(), "period_to": period_to.isoformat()}
    if period_to < period_from:
        return [CodedError(ProjectCode.PERIOD_REVERSED, **days)]
    found: Objections = []
    if period_from < crediting_from or crediting_to < period_to:
        found.append(
            CodedError(
                ProjectCode.PERIOD_OUTSIDE_CREDITING,
                crediting_from=crediting_from.isoformat(),
                crediting_to=crediting_to.isoformat(),
                **days,
            )
        )
    if period_from < first_allowed:
        found.append(
            CodedError(
                ProjectCode.PERIOD_TOO_EARLY, first_allowed=first_allowed.isoformat(), **days
            )
        )
    applied = applied_on.isoformat()
    if applied_on <= period_to:
        found.append(CodedError(ProjectCode.PERIOD_NOT_OVER, applied_on=applied, **days))
    earliest = years_before(applied_on, claim_years)
    if period_from < earliest:
        found.append(
            CodedError(
                ProjectCode.PERIOD_CLAIMED_LATE,
                claim_years=claim_years,
                applied_on=applied,
                earliest=earliest.isoformat(),
                **days,
            )
        )
    return found


def check_overlap(
    period_from: dt.date, period_to: dt.date, others: Iterable[tuple[dt.date, dt.date]]
) -> Objections:
    """``others`` are the project's other periods that are claimed or being claimed; objects
    ``period_overlaps`` for each that shares a day, in order of time."""
    return [
        CodedError(
            ProjectCode.PERIOD_OVERLAPS,
            period_from=period_from.isoformat(),
            period_to=period_to.isoformat(),
            other_from=other_from.isoformat(),
            other_to=other_to.isoformat(),
        )
        for other_from, other_to in sorted(others)
        if other_from <= period_to and period_from <= other_to
    ]
