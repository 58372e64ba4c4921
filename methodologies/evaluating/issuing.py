"""R-ISSUE-01: how many whole tonnes a computed reduction may be issued as.

Rounded down to whole tonnes unless the methodology version's own text rounds otherwise; a negative
reduction is shown but issues nothing, and so does one whose conditions of eligibility are not met.
"""

from __future__ import annotations

from fractions import Fraction

from methodologies.evaluating.rounding import whole

DEFAULT_ROUNDING = "floor"


def issued_t(reduction_t: Fraction, *, eligible: bool, rounding: str = DEFAULT_ROUNDING) -> int:
    """Whole tonnes, never negative."""
    if not eligible:
        return 0
    return max(whole(reduction_t, rounding), 0)
