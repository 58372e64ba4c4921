"""Shares in a collective project: agreed percentages that are exactly 100 together, and whole tonnes
split by them, none lost and none invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from uuid import UUID

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections

Party = TypeVar("Party", str, UUID)
WHOLE = 100
MOST_PLACES = 6


def check_shares(percents: Mapping[Party, Decimal]) -> Objections:
    """Percentages by party. Objects ``share_invalid`` for each that is not above 0 and at most 100 with
    at most six decimals; then, when all are valid, ``shares_sum`` unless they make exactly 100."""
    invalid = [
        CodedError(
            ProjectCode.SHARE_INVALID, party=str(party), percent=str(percent), places=MOST_PLACES
        )
        for party, percent in percents.items()
        if not _valid(percent)
    ]
    if invalid:
        return list(invalid)
    total = sum(map(Fraction, percents.values()), Fraction())
    if total == WHOLE:
        return []
    scaled = int(total * 10**MOST_PLACES)  # exact: no share has more decimals
    shown = Decimal(scaled).scaleb(-MOST_PLACES).normalize()
    return [CodedError(ProjectCode.SHARES_SUM, total=f"{shown:f}")]


def _valid(percent: Decimal) -> bool:
    if not percent.is_finite() or not 0 < percent <= WHOLE:
        return False
    return (Fraction(percent) * 10**MOST_PLACES).denominator == 1


def split_t(quantity_t: int, percents: Mapping[Party, Decimal]) -> dict[Party, int]:
    """``quantity_t`` whole tonnes (1 = 1 tCO2e) among the parties, in sum exactly ``quantity_t``.

    Each has its share rounded down; the tonnes left go one by one to the largest remainders (largest
    remainder, Hamilton), equal remainders by order of name or number, so that the order in which
    shares were written changes nothing. Nobody is more than one tonne from the exact share.
    ``ValueError`` for a negative quantity or shares that :func:`check_shares` objects to.
    """
    if quantity_t < 0:
        raise ValueError(f"quantity_t must not be negative: {quantity_t}")
    if objections := check_shares(percents):
        raise ValueError(str(objections[0]))
    exact = {party: quantity_t * Fraction(percent) / WHOLE for party, percent in percents.items()}
    whole = {party: each.__floor__() for party, each in exact.items()}
    left = quantity_t - sum(whole.values())
    by_remainder = sorted(exact, key=lambda party: (whole[party] - exact[party], party))
    for party in by_remainder[:left]:
        whole[party] += 1
    return whole
