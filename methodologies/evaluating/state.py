"""What one calculation carries with it: how much work is left, and which values are approximate."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError

SMALL_BITS = 2_048
SMALL_WORDS = SMALL_BITS // 64


class State:
    """Stands in slot 0 of a calculation's values. ``flag`` is raised by whatever is approximate."""

    __slots__ = ("approximate", "flag", "left")

    def __init__(self, work: int = limits.WORK) -> None:
        self.left = work
        self.flag = False
        self.approximate: set[str] = set()

    def spend(self, work: int) -> None:
        """Take ``work`` from what is left; refuses when nothing is."""
        self.left -= work
        if self.left < 0:
            raise MethodologyError(MethodologyCode.TOO_MUCH_WORK, limit=f"{limits.WORK:,}")

    def big(
        self, value: Fraction, left: Fraction | None = None, right: Fraction | None = None
    ) -> None:
        """Count a long number by what it cost to make (of ``left`` and ``right``), or by what any
        act on it alone may cost; and refuse one that is too long."""
        words = _words(value)
        if words > limits.NUMBER_BITS // 64:
            raise MethodologyError(MethodologyCode.NUMBER_TOO_BIG, limit=f"{limits.NUMBER_BITS:,}")
        if words > SMALL_WORDS:
            by = words if left is None or right is None else min(_words(left), _words(right))
            self.spend(1 + words // 64 + words * by // 300)

    def weighed(self, value: Fraction) -> Fraction:
        """``value``, once an act on it alone has been counted."""
        self.big(value)
        return value

    def lesser(self, left: Fraction, right: Fraction) -> Fraction:
        self.compare(left, right)
        return min(left, right)

    def greater(self, left: Fraction, right: Fraction) -> Fraction:
        self.compare(left, right)
        return max(left, right)

    def compare(self, left: Any, right: Any) -> None:
        """Count the comparing of two long numbers, which multiplies them crosswise."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            first = _words(left)
            if first > SMALL_WORDS:
                self.spend(first * _words(right) // 300)


def _words(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length()) // 64
