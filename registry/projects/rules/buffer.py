"""R-BUFFER-01: the part of an issuance that goes to the buffer (缓冲), against carbon that may be
released again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil


@dataclass(frozen=True, slots=True)
class Split:
    """Whole tonnes; together they are the issuance."""

    buffer_t: int
    owner_t: int


def split_buffer(quantity_t: int, share: Decimal) -> Split:
    """``share`` (0 to 1) of ``quantity_t`` whole tonnes, rounded up: the buffer is never short.

    The share is the methodology's; the rule's parameter where it says nothing. A methodology that
    subtracts the risk in its own result (风险扣减) demands no share beside it. ``ValueError`` for a
    negative quantity or a share outside 0 to 1.
    """
    if quantity_t < 0:
        raise ValueError(f"quantity_t must not be negative: {quantity_t}")
    if not share.is_finite() or not 0 <= share <= 1:
        raise ValueError(f"a buffer share is from 0 to 1, not {share}")
    buffer_t = ceil(quantity_t * Fraction(share))
    return Split(buffer_t, quantity_t - buffer_t)
