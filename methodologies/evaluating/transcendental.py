"""exp, ln, roots and broken powers: exact where they end, else decimals of fifty digits.

Each returns the value and whether it is approximate; the caller marks it so in the trace.
"""

from __future__ import annotations

import decimal
from fractions import Fraction
from math import isqrt

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.rounding import significant
from methodologies.exact import as_short_text

Found = tuple[Fraction, bool]
NEARLY_NOTHING = Fraction(1, 10**100)
_WORK = decimal.Context(
    prec=limits.WORKING_DIGITS, rounding=decimal.ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999
)
_RESULT = decimal.Context(
    prec=limits.TRANSCENDENTAL_DIGITS, rounding=decimal.ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999
)


def exp(value: Fraction) -> Found:
    if not value:
        return Fraction(1), False
    if abs(value) > limits.EXPONENT_OF_E:
        raise MethodologyError(
            MethodologyCode.OUT_OF_DOMAIN, name="exp", found=as_short_text(value)
        )
    return _kept(_WORK.exp(_decimal(value))), True


def ln(value: Fraction) -> Found:
    if value <= 0:
        raise MethodologyError(MethodologyCode.OUT_OF_DOMAIN, name="ln", found=as_short_text(value))
    if value == 1:
        return Fraction(0), False
    if abs(value - 1) < NEARLY_NOTHING:  # ln(1 + d) is d to a hundred digits
        return significant(value - 1, limits.TRANSCENDENTAL_DIGITS), True
    return _kept(_ln(value)), True


def sqrt(value: Fraction) -> Found:
    if value < 0:
        raise MethodologyError(
            MethodologyCode.OUT_OF_DOMAIN, name="sqrt", found=as_short_text(value)
        )
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below), False
    return _kept(_WORK.sqrt(_decimal(value))), True


def power(base: Fraction, exponent: Fraction) -> Found:
    """Exact for whole exponents and for square roots that end; else e^(exponent·ln base)."""
    if exponent.denominator == 1:
        return _whole_power(base, exponent.numerator), False
    if base == 0 and exponent > 0:
        return Fraction(0), False
    if base <= 0:
        raise MethodologyError(
            MethodologyCode.OUT_OF_DOMAIN, name=f"x^({exponent})"[:40], found=as_short_text(base)
        )
    if base == 1:
        return base, False
    if exponent.denominator == 2:
        root, approximate = sqrt(base)
        if not approximate:
            return _whole_power(root, exponent.numerator), False
    logarithm = _WORK.multiply(_ln(base), _decimal(exponent))
    if abs(logarithm) > limits.EXPONENT_OF_E:
        raise MethodologyError(MethodologyCode.NUMBER_TOO_BIG, limit=f"{limits.NUMBER_BITS:,}")
    return _kept(_WORK.exp(logarithm)), True


def _whole_power(base: Fraction, exponent: int) -> Fraction:
    if base == 0:
        if exponent < 0:
            raise ZeroDivisionError
        return Fraction(int(exponent == 0))
    bits = max(abs(base.numerator), base.denominator).bit_length()
    if bits == 1:  # 1 and −1, to whatever power
        return base if exponent % 2 else Fraction(1)
    if bits * abs(exponent) > limits.NUMBER_BITS:
        raise MethodologyError(MethodologyCode.NUMBER_TOO_BIG, limit=f"{limits.NUMBER_BITS:,}")
    return Fraction(base**exponent)


def _ln(value: Fraction) -> decimal.Decimal:
    """ln to working precision. Near one, digits cancel, so more are worked with."""
    distance = abs(value - 1)
    extra = 0
    if distance < Fraction(1, 10):
        extra = min(distance.denominator.bit_length() - distance.numerator.bit_length(), 2000) // 3
    context = _WORK.copy()
    context.prec += extra
    return context.ln(_decimal(value, context))


def _decimal(value: Fraction, context: decimal.Context = _WORK) -> decimal.Decimal:
    """``value`` to more digits than the context works with; a long number is cut before it is
    turned into decimals, which would take long."""
    bits = 4 * context.prec + 256
    above, below = abs(value.numerator), value.denominator
    cut_above, cut_below = (max(each.bit_length() - bits, 0) for each in (above, below))
    found = context.divide(decimal.Decimal(above >> cut_above), decimal.Decimal(below >> cut_below))
    if cut_above != cut_below:
        two = decimal.Decimal(2)
        found = context.multiply(found, context.power(two, decimal.Decimal(cut_above - cut_below)))
    return found.copy_negate() if value < 0 else found


def _kept(value: decimal.Decimal) -> Fraction:
    return Fraction(_RESULT.plus(value))
