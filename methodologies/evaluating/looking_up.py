"""Fixed tables of a methodology: exact keys, or the nearest band below or above."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from methodologies.definition import LookupTable
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import as_short_text, number
from methodologies.units import unit

Finder = Callable[[tuple[Any, ...]], Fraction]


def finder(table: LookupTable, value: str) -> Finder:
    """A function from keys (in base units) to the column ``value`` (in base units)."""
    place = [name for name, _ in table.values].index(value) + len(table.keys)
    factor = unit(table.values[place - len(table.keys)][1]).factor
    try:
        bands = _bands(table, place, factor)
    except MethodologyError as error:
        raise error.at(line=table.line, symbol=table.symbol) from None
    match, last_unit = table.keys[-1].match, table.keys[-1].unit

    def missing(keys: tuple[Any, ...]) -> MethodologyError:
        said = [each if isinstance(each, str) else as_short_text(each) for each in keys]
        if not isinstance(keys[-1], str):
            shown = as_short_text(keys[-1] / unit(last_unit).factor)
            said[-1] = f"{shown} {last_unit}".removesuffix(" 1")
        return MethodologyError(
            MethodologyCode.LOOKUP_MISSING, used=table.symbol, key="、".join(said)
        )

    def find(keys: tuple[Any, ...]) -> Fraction:
        band = bands.get(keys[:-1])
        if band is None:
            raise missing(keys)
        steps, values = band
        last = keys[-1]
        at = bisect_right(steps, last) - 1 if match == "floor" else bisect_left(steps, last)
        if not 0 <= at < len(steps) or (match == "exact" and steps[at] != last):
            raise missing(keys)
        return values[at]

    return find


def _bands(
    table: LookupTable, place: int, factor: Fraction
) -> dict[tuple[Any, ...], tuple[list[Any], list[Fraction]]]:
    """For the exact keys before the last, the sorted last keys and their values."""
    count = len(table.keys)
    found: dict[tuple[Any, ...], dict[Any, Fraction]] = {}
    for row in table.rows:
        keys = tuple(
            text if key.is_text else number(text) * unit(key.unit).factor
            for key, text in zip(table.keys, row[:count], strict=True)
        )
        inner = found.setdefault(keys[:-1], {})
        if keys[-1] in inner:
            raise MethodologyError(
                MethodologyCode.TABLE_WRONG,
                used=table.symbol,
                problem=f"键 {'、'.join(row[:count])} 出现两次",
                problem_en=f"has the key {', '.join(row[:count])} twice",
            )
        inner[keys[-1]] = number(row[place]) * factor
    return {
        keys: (sorted(inner), [inner[each] for each in sorted(inner)])
        for keys, inner in found.items()
    }
