"""What one calculation carries with it: how much work is left, and which values are approximate."""

from __future__ import annotations

from fractions import Fraction

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError

SMALL_BITS = 2_048


class State:
    """Stands in slot 0 of a calculation's values. ``flag`` is raised by whatever is approximate."""

    __slots__ = ("approximate", "flag", "left")

    def __init__(self) -> None:
        self.left = limits.WORK
        self.flag = False
        self.approximate: set[str] = set()

    def spend(self, work: int) -> None:
        """Take ``work`` from what is left; refuses when nothing is."""
        self.left -= work
        if self.left < 0:
            raise MethodologyError(MethodologyCode.TOO_MUCH_WORK, limit=f"{limits.WORK:,}")

    def big(self, value: Fraction) -> Fraction:
        """Count a long number by its length, and refuse one that is too long."""
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        if bits > limits.NUMBER_BITS:
            raise MethodologyError(MethodologyCode.NUMBER_TOO_BIG, limit=limits.NUMBER_BITS)
        if bits > SMALL_BITS:
            self.spend((bits // 64) ** 2 // 50)
        return value
