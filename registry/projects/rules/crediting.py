"""R-CREDIT-01: the longest crediting period (计入期) of a project."""

from __future__ import annotations

import datetime as dt

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections
from registry.projects.rules.years import years_later

DAY = dt.timedelta(days=1)


def last_crediting_day(crediting_from: dt.date, longest_years: int) -> dt.date:
    """The last day of ``longest_years`` years that begin on ``crediting_from``: from 2026-01-01, ten
    years last until 2035-12-31."""
    return years_later(crediting_from, longest_years) - DAY


def check_crediting(
    crediting_from: dt.date, crediting_to: dt.date, *, longest_years: int
) -> Objections:
    """Both days included. ``longest_years`` is the methodology's; the rule's parameter where it says
    nothing. Objects ``crediting_reversed``, ``crediting_too_long``."""
    days = {
        "crediting_from": crediting_from.isoformat(),
        "crediting_to": crediting_to.isoformat(),
    }
    if crediting_to < crediting_from:
        return [CodedError(ProjectCode.CREDITING_REVERSED, **days)]
    latest = last_crediting_day(crediting_from, longest_years)
    if crediting_to > latest:
        return [
            CodedError(
                ProjectCode.CREDITING_TOO_LONG,
                longest_years=longest_years,
                latest=latest.isoformat(),
                **days,
            )
        ]
    return []
