"""Units: text → an exact factor to base units and a dimension. Pint knows the definitions.

Accepts what documents write: ``tCO2/MWh``, ``kg/m²``, ``L per 100 km``, ``GJ/1e4Nm3``, ``万m3``,
``%``. A number directly before a unit belongs to it. Counts (辆, 人) have no dimension.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from pint import UnitRegistry

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import NUMBER, number

Dimension = tuple[tuple[str, Fraction], ...]
NONE: Dimension = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """As written, the factor to base units, and the dimension."""

    text: str
    factor: Fraction
    dimension: Dimension


ALIASES = {
    "tCO2": "tCO2e",
    "kgCO2": "kgCO2e",
    "gCO2": "gCO2e",
    "tCO₂": "tCO2e",
    "tCO₂e": "tCO2e",
    "kgCO₂": "kgCO2e",
    "kgCO₂e": "kgCO2e",
    "gCO₂": "gCO2e",
    "gCO₂e": "gCO2e",
    "吨": "t",
    "千克": "kg",
    "公斤": "kg",
    "克": "g",
    "公里": "km",
    "千米": "km",
    "米": "m",
    "厘米": "cm",
    "平方米": "m2",
    "m²": "m2",
    "km²": "km2",
    "立方米": "m3",
    "m³": "m3",
    "标准立方米": "Nm3",
    "Nm³": "Nm3",
    "升": "L",
    "l": "L",
    "公顷": "ha",
    "hm2": "ha",
    "hm²": "ha",
    "亩": "mu",
    "千瓦时": "kWh",
    "度": "kWh",
    "兆瓦时": "MWh",
    "吉焦": "GJ",
    "年": "year",
    "a": "year",
    "yr": "year",
    "月": "month",
    "天": "day",
    "日": "day",
    "d": "day",
    "小时": "h",
    "min": "minute",
    "元": "CNY",
    "辆": "vehicle",
    "vehicles": "vehicle",
    "人": "person",
    "passenger": "person",
    "p": "person",
    "人次": "trip",
    "次": "trip",
    "户": "household",
    "台": "device",
    "套": "device",
    "株": "tree",
    "棵": "tree",
    "件": "piece",
    "个": "piece",
    "张": "sheet",
    "季": "season",
    "样地": "plot",
    "%": "percent",
    "‰": "permille",
    "万": "wan",
    "吨标准煤": "tce",
    "千克标准煤": "kgce",
}
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>{NUMBER})|(?P<per>per\b|/)|(?P<times>\*\*|[*·×⋅])|(?P<power>\^)"
    r"|(?P<open>\()|(?P<close>\))|(?P<minus>-)|(?P<name>[^\W\d]\w*[²³]?|%|‰))"
)


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry:
    registry: UnitRegistry = UnitRegistry(None, non_int_type=Fraction)
    text = Path(__file__).with_name("units.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            registry.define(line)
    registry.define("permille = 0.001")
    return registry


@lru_cache(maxsize=1)
def known_units() -> frozenset[str]:
    """Every name that may stand in a unit."""
    text = Path(__file__).with_name("units.txt").read_text(encoding="utf-8")
    named = {line.split(" =")[0] for line in text.splitlines() if " =" in line and line[0] != "#"}
    return frozenset(named | set(ALIASES))


@lru_cache(maxsize=512)
def _named(name: str) -> Unit | None:
    """One unit name; ``万m3`` and ``wanNm3`` are ten thousand of what follows."""
    if name in known_units():
        base = ALIASES.get(name, name)
        found: tuple[Any, Any] = _registry().get_base_units(base)
        dimension: dict[str, Any] = dict(_registry().get_dimensionality(found[1]))
        exponents = sorted((key, Fraction(each)) for key, each in dimension.items())
        return Unit(name, Fraction(found[0]), tuple(exponents))
    if name.startswith("万") and (rest := _named(name[1:])):
        return Unit(name, rest.factor * 10_000, rest.dimension)
    return None


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit:
    """The unit that ``text`` names; ``""`` and ``"1"`` are the unit of plain numbers."""
    text = text.strip()
    if len(text) > limits.UNIT_CHARACTERS:
        raise MethodologyError(MethodologyCode.UNIT_UNKNOWN, unit=text[:30] + "…")
    if text in {"", "1", "-", "无量纲"}:
        return Unit("1", Fraction(1), NONE)
    factor, dimension = _Words(text).whole()
    return Unit(text, factor, dimension)


def multiply(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product, or with ``sign=-1`` of a quotient."""
    total = dict(left)
    for key, power in right:
        total[key] = total.get(key, Fraction(0)) + sign * power
    return tuple(sorted((key, power) for key, power in total.items() if power))


def power(dimension: Dimension, exponent: Fraction) -> Dimension:
    return tuple((key, each * exponent) for key, each in dimension if exponent)


def words(dimension: Dimension) -> str:
    """A dimension for a person: ``[mass]·[length]^-2``."""
    parts = [key if each == 1 else f"{key}^{each}" for key, each in dimension]
    return "·".join(parts) or "1（无量纲）"


class _Words:
    """A reader of one unit's text. At most sixty characters, so recursion is shallow."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            if found is None:
                raise self._unknown()
            position = found.end()
            self.tokens.append((str(found.lastgroup), found.group(str(found.lastgroup))))

    def whole(self) -> tuple[Fraction, Dimension]:
        value = self._product()
        if self.at != len(self.tokens) or all(kind != "name" for kind, _ in self.tokens):
            raise self._unknown()
        return value

    def _peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _product(self) -> tuple[Fraction, Dimension]:
        factor, dimension = self._factor()
        divided = False
        while self._peek() in {"per", "times"}:
            if divided:
                raise MethodologyError(MethodologyCode.UNIT_AMBIGUOUS, unit=self.text)
            divided = self._peek() == "per"
            self._take()
            other, of = self._factor()
            sign = -1 if divided else 1
            factor, dimension = factor * other**sign, multiply(dimension, of, sign)
        return factor, dimension

    def _factor(self) -> tuple[Fraction, Dimension]:
        """One name, power, bracket or number; a number takes the unit that follows it."""
        kind = self._peek()
        if kind == "number":
            scale = number(self._take())
            if not scale:
                raise self._unknown()
            if self._peek() in {"name", "open"}:
                factor, dimension = self._factor()
                return scale * factor, dimension
            return scale, NONE
        if kind == "open":
            self._take()
            found = self._product()
            if self._peek() != "close":
                raise self._unknown()
            self._take()
        elif kind == "name":
            named = _named(self._take())
            if named is None:
                raise self._unknown()
            found = named.factor, named.dimension
        else:
            raise self._unknown()
        return self._powered(*found)

    def _powered(self, factor: Fraction, dimension: Dimension) -> tuple[Fraction, Dimension]:
        if self._peek() != "power":
            return factor, dimension
        self._take()
        sign = -1 if self._peek() == "minus" and self._take() else 1
        if self._peek() != "number":
            raise self._unknown()
        text = self._take()
        if not text.isdigit() or int(text) > limits.UNIT_EXPONENT:
            raise self._unknown()
        exponent = sign * int(text)
        bits = factor.numerator.bit_length() + factor.denominator.bit_length()
        if bits * abs(exponent) > limits.UNIT_FACTOR_BITS:
            raise self._unknown()
        return factor**exponent, power(dimension, Fraction(exponent))

    def _unknown(self) -> MethodologyError:
        return MethodologyError(MethodologyCode.UNIT_UNKNOWN, unit=self.text)
