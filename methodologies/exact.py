"""Exact numbers in and out: text → Fraction → text. No float is ever made.

A number prints as a decimal where a finite one exists, else as a fraction.
"""

from __future__ import annotations

import decimal
import re
from fractions import Fraction

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError

NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?(?:/(\d+))?\Z")


def number(text: str) -> Fraction:
    """The exact value of ``text``; refuses what is no number, or too long to be a measured one."""
    if len(text) > 4 * limits.LITERAL_DIGITS:
        raise MethodologyError(MethodologyCode.NUMBER_TOO_LONG, limit=limits.LITERAL_DIGITS)
    found = _NUMBER.match(text.replace("−", "-"))
    if found is None:
        raise MethodologyError(MethodologyCode.NUMBER_MALFORMED, text=text[:60])
    sign, whole, decimals, exponent, divisor = found.groups()
    decimals = decimals or ""
    power = int(exponent) if exponent and len(exponent) <= 5 else (10**6 if exponent else 0)
    digits = len(whole) + len(decimals)
    if (
        digits > limits.LITERAL_DIGITS
        or abs(power) > limits.LITERAL_EXPONENT
        or len(divisor or "") > limits.LITERAL_DIGITS
    ):
        raise MethodologyError(MethodologyCode.NUMBER_TOO_LONG, limit=limits.LITERAL_DIGITS)
    below = int(divisor) if divisor else 1
    if not below:
        raise MethodologyError(MethodologyCode.DIVISION_BY_ZERO)
    scale = power - len(decimals)
    above = int(sign + whole + decimals)
    if scale >= 0:
        return Fraction(above * 10**scale, below)
    return Fraction(above, below * 10**-scale)


def as_text(value: Fraction) -> str:
    """A decimal where one ends, else ``numerator/denominator``."""
    below = value.denominator
    if below == 1:
        return _digits(value.numerator)
    twos = (below & -below).bit_length() - 1
    odd, fives = below >> twos, 0
    while odd % 5 == 0:
        odd //= 5
        fives += 1
    if odd != 1:
        return f"{_digits(value.numerator)}/{_digits(below)}"
    places = max(twos, fives)
    digits = _digits(abs(value.numerator) * 10**places // below).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def as_short_text(value: Fraction, digits: int = 12) -> str:
    """For reading: as it is where that is short, else its first ``digits``, marked with ≈."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) < 256:
        exact = as_text(value)
        if len(exact) <= digits + 8:
            return exact
    return "≈" + first_digits(value, digits)


def first_digits(value: Fraction, digits: int) -> str:
    """The first digits of a number however long, cheaply; very large and small ones as 1.2E+300."""
    above, below = abs(value.numerator), value.denominator
    cut_above, cut_below = (max(each.bit_length() - 1_024, 0) for each in (above, below))
    context = decimal.Context(prec=digits + 30, Emin=-999_999, Emax=999_999)
    found = context.divide(decimal.Decimal(above >> cut_above), decimal.Decimal(below >> cut_below))
    scale = context.power(decimal.Decimal(2), decimal.Decimal(cut_above - cut_below))
    context.prec = digits
    found = context.multiply(found, scale)
    found = found.copy_negate() if value < 0 else found
    return f"{found.normalize(context):f}" if -20 < found.adjusted() < 40 else str(found)


def _digits(value: int) -> str:
    """``str`` without Python's own bound on long integers: the length is bounded already."""
    if value.bit_length() < 13_000:
        return str(value)
    high, low = divmod(abs(value), 10**4000)
    return ("-" if value < 0 else "") + _digits(high) + str(low).rjust(4000, "0")
