"""Tables of emission factors: value, region, year, source, and the days they are in force.

A calculation takes the newest value in force on its day for its region and records the whole row.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from methodologies.definition import Source
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import number
from methodologies.reading.fields import Fields
from methodologies.reading.toml_text import Document, read_toml
from methodologies.units import unit


@dataclass(frozen=True, slots=True)
class Factor:
    """One value of one factor. ``effective_to`` is the last day, or none."""

    id: str
    name: str
    region: str
    year: int
    value: str
    unit: str
    effective_from: dt.date
    effective_to: dt.date | None
    source: Source
    note: str = ""

    @property
    def base(self) -> Fraction:
        """The value in base units."""
        return number(self.value) * unit(self.unit).factor

    def check(self) -> None:
        """Refuses a value that is no number, or that ends before it begins."""
        number(self.value)
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise MethodologyError(
                MethodologyCode.VALUE_WRONG,
                key="effective_to",
                wanted="不早于 effective_from 的日期",
                wanted_en="a date not before effective_from",
            )

    def in_force(self, region: str, on: dt.date) -> bool:
        ended = self.effective_to is not None and self.effective_to < on
        return self.region == region and self.effective_from <= on and not ended

    def as_dict(self) -> dict[str, Any]:
        """The row as a calculation freezes it."""
        found = asdict(self)
        source = found.pop("source")
        ends = self.effective_to
        return found | {
            "effective_from": self.effective_from.isoformat(),
            "effective_to": ends.isoformat() if ends else None,
            "source": source["text"],
            "clause": source["clause"],
            "verified": source["verified"],
        }


@dataclass(frozen=True, slots=True)
class Factors:
    """All factors at hand; an empty one knows none."""

    rows: tuple[Factor, ...] = ()
    sha256: str = ""

    def find(self, table: str, region: str, on: dt.date, *, used: str) -> Factor:
        """The newest value in force; refuses rather than guess when there is none."""
        found = [each for each in self.rows if each.id == table and each.in_force(region, on)]
        if not found:
            raise MethodologyError(
                MethodologyCode.FACTOR_MISSING,
                table=table,
                region=region,
                on=on.isoformat(),
                used=used,
            )
        return max(found, key=lambda each: (each.effective_from, each.year))


def read_factors(raw: bytes) -> Factors:
    """The factors of a file of [[factor]] sections, each with its values."""
    document = read_toml(raw)
    top = Fields(document.data, document.lines, ())
    found: list[Factor] = []
    for place, row in enumerate(_list(top, "factor")):
        fields = Fields(row, document.lines, ("factor", place))
        fields.symbol = fields.text("id")
        found += _values(fields, document, place)
    top.done()
    return Factors(tuple(found), document.sha256)


def _values(fields: Fields, document: Document, place: int) -> list[Factor]:
    name, of = fields.text("name"), fields.text("unit")
    fields.place(lambda: unit(of), "unit")
    found = []
    for at, row in enumerate(_list(fields, "value")):
        inner = Fields(row, document.lines, ("factor", place, "value", at), fields.symbol)
        found.append(
            Factor(
                id=fields.symbol,
                name=name,
                region=inner.text("region"),
                year=inner.whole("year") or 0,
                value=inner.number_text("value", inner.raw("value")),
                unit=of,
                effective_from=_day(inner, "effective_from") or dt.date.min,
                effective_to=_day(inner, "effective_to"),
                source=inner.source(),
                note=inner.text("note", ""),
            )
        )
        inner.place(found[-1].check, "value")
        inner.done()
    fields.done()
    return found


def _list(fields: Fields, key: str) -> list[Any]:
    found = fields.raw(key)
    if not isinstance(found, list):
        fields.wrong(key, f"[[{key}]]", f"[[{key}]]")
    return found


def _day(fields: Fields, key: str) -> dt.date | None:
    value = fields.raw(key)
    if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
        fields.wrong(key, "日期，如 2024-01-01", "a date such as 2024-01-01")
    return value
