"""Rounding steps, exactly. Rounding happens where a methodology says so and nowhere else."""

from __future__ import annotations

from fractions import Fraction

MODES = ("floor", "ceiling", "truncate", "half_up", "half_down", "half_even")
WORDS = {
    "floor": "向下取整",
    "ceiling": "向上取整",
    "truncate": "截断",
    "half_up": "四舍五入",
    "half_down": "五舍六入",
    "half_even": "四舍六入五成双",
}


def whole(value: Fraction, mode: str) -> int:
    """The whole number that ``mode`` makes of ``value``. Halves go away from zero (``half_up``),
    towards it (``half_down``) or to the even neighbour; ``truncate`` cuts towards zero."""
    below, rest = divmod(value.numerator, value.denominator)
    if not rest or mode == "floor":
        return below
    if mode == "ceiling":
        return below + 1
    if mode == "truncate":
        return below + (value < 0)
    twice = 2 * rest - value.denominator
    if twice:
        return below + (twice > 0)
    if mode == "half_even":
        return below + below % 2
    return below + ((value > 0) == (mode == "half_up"))


def to_decimals(value: Fraction, decimals: int, mode: str) -> Fraction:
    """``value`` with so many decimals; a negative number of them rounds tens, hundreds, …"""
    scale = Fraction(10) ** decimals
    return whole(value * scale, mode) / scale


def significant(value: Fraction, digits: int, mode: str = "half_even") -> Fraction:
    """``value`` with so many significant digits."""
    if not value:
        return value
    return to_decimals(value, digits - 1 - magnitude(value), mode)


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 3 for 1234, −2 for 0.05."""
    above, below = abs(value.numerator), value.denominator
    guess = (above.bit_length() - below.bit_length()) * 30103 // 100000
    while above * 10 ** max(-guess, 0) < below * 10 ** max(guess, 0):
        guess -= 1
    while above * 10 ** max(-guess - 1, 0) >= below * 10 ** max(guess + 1, 0):
        guess += 1
    return guess
