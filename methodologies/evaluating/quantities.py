"""One input → an exact value in base units, or the text or yes/no its parameter asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from methodologies.definition import Parameter
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import NUMBER, as_short_text, number
from methodologies.units import Dimension, unit

_QUANTITY = re.compile(rf"\s*([+-−]?{NUMBER}(?:/\d+)?)\s*(.*?)\s*\Z".replace("+-−", "+−-"))
_KINDS = {
    "number": ("数字", "a number"),
    "integer": ("整数", "a whole number"),
    "text": ("文字", "a text"),
    "boolean": ("true 或 false", "true or false"),
}


def quantity(value: Any, symbol: str, declared: str, line: int) -> Fraction:
    """A number with its unit → base units. A bare number is in the declared unit."""
    try:
        if isinstance(value, str):
            found = _QUANTITY.match(value) if len(value) <= 500 else None
            if found is None or found.group(2).startswith((",", "，")):  # 1,000 is no number
                raise MethodologyError(MethodologyCode.NUMBER_MALFORMED, text=value[:60])
            exact, written = number(found.group(1)), found.group(2)
        elif isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
            raise wrong_type(symbol, "number", value)
        elif isinstance(value, Fraction):
            exact, written = value, ""
        else:
            exact, written = number(str(value)), ""
        wanted = unit(declared)
        if not written:
            return exact * wanted.factor
        of = unit(written)
        if wanted.dimension not in (of.dimension, in_words_of(of.dimension, wanted.dimension)):
            raise MethodologyError(
                MethodologyCode.INPUT_UNIT, used=symbol, found=written, wanted=declared
            )
        return exact * of.factor
    except MethodologyError as error:
        raise error.at(line=line, symbol=symbol) from None


SPECIES = frozenset({"[co2e]", "[carbon]", "[methane]", "[nitrous_oxide]"})


def in_words_of(written: Dimension, wanted: Dimension) -> Dimension | None:
    """``wanted`` itself where ``written`` says plain mass for the gas that is asked for: 0.7168
    kg/m3 of a density declared in kgCH4/m3. Another gas, or a second mass, is not excused."""
    named = {key for key, _ in wanted} & SPECIES
    plain = {key for key, _ in written}
    if len(named) != 1 or plain & SPECIES or "[mass]" in {key for key, _ in wanted}:
        return None
    [gas] = named
    renamed = sorted((gas if key == "[mass]" else key, power) for key, power in written)
    return wanted if tuple(renamed) == wanted else None


def wrong_type(symbol: str, kind: str, value: Any) -> MethodologyError:
    zh, en = _KINDS[kind]
    return MethodologyError(
        MethodologyCode.INPUT_TYPE, used=symbol, wanted=zh, wanted_en=en, found=str(value)[:40]
    )


def value_of(parameter: Parameter, value: Any) -> Any:
    """One input as its parameter asks for it."""
    if parameter.kind == "text":
        allowed = isinstance(value, str) and len(value) <= 200
        if not allowed or (parameter.choices and value not in parameter.choices):
            choices = "、".join(parameter.choices)
            raise MethodologyError(
                MethodologyCode.INPUT_TYPE,
                line=parameter.line,
                symbol=parameter.symbol,
                used=parameter.symbol,
                wanted=f"之一：{choices}" if choices else "文字",
                wanted_en=f"one of {choices}" if choices else "a text",
                found=str(value)[:40],
            )
        return value
    if parameter.kind == "boolean":
        if not isinstance(value, bool):
            error = wrong_type(parameter.symbol, "boolean", value)
            raise error.at(line=parameter.line, symbol=parameter.symbol)
        return value
    found = quantity(value, parameter.symbol, parameter.unit, parameter.line)
    _check_bounds(parameter, found)
    return found


def _check_bounds(parameter: Parameter, found: Fraction) -> None:
    whole_wanted = parameter.kind == "integer"
    low, high = parameter.minimum, parameter.maximum
    if not whole_wanted and low is None and high is None:
        return
    declared = found / unit(parameter.unit).factor
    if whole_wanted and declared.denominator != 1:
        error = wrong_type(parameter.symbol, "integer", as_short_text(declared))
        raise error.at(line=parameter.line, symbol=parameter.symbol)
    if (low is not None and declared < low) or (high is not None and declared > high):
        raise MethodologyError(
            MethodologyCode.INPUT_BOUNDS,
            line=parameter.line,
            symbol=parameter.symbol,
            used=parameter.symbol,
            found=as_short_text(declared),
            low="−∞" if low is None else as_short_text(low),
            high="+∞" if high is None else as_short_text(high),
            unit=parameter.unit,
        )
