"""The emission factors a version takes from the factor tables, and which rows a calculation freezes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from methodologies import catalogue
from methodologies.factors import Factors
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.selectors.plans import plan_of


def factors() -> Factors:
    """The factor tables in use."""
    return catalogue.factors()


def freeze_list(version: MethodologyVersion, on: dt.date) -> dict[str, dict[str, Any]]:
    """By symbol, the whole row in force on ``on`` (last day of a monitoring period) of every factor the
    version takes from the tables. Raises ``factor_missing`` rather than guess."""
    found = {}
    for each in plan_of(version).checked.definition.parameters.values():
        if each.factor:
            row = factors().find(each.factor, each.region, on, used=each.symbol)
            found[each.symbol] = row.as_dict()
    return found
