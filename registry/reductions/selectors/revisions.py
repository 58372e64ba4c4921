"""Calculations of a report side by side: what changed in the data from one to the next, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.reductions.models import CalculationRevision, Report

_KEPT = "_shown_revisions"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not as before; ``None`` where there is none. ``where`` is ``EG_export`` or
    ``vehicles[3].distance`` (rows count from 1)."""

    where: str
    before: Any
    after: Any


def revisions_of(report: Report) -> list[CalculationRevision]:
    """All calculations, oldest first, with their data and without their traces."""
    found = report.revisions.select_related("data", "methodology").defer("trace")
    return list(found.order_by("number"))


def shown_revisions(report: Report) -> list[CalculationRevision]:
    """:func:`revisions_of`, read once for each report object: for pages and their buttons."""
    kept: list[CalculationRevision] | None = report.__dict__.get(_KEPT)
    if kept is None:
        kept = report.__dict__[_KEPT] = revisions_of(report)
    return kept


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Every value of two data sets that differs, in order of name and row."""
    return list(_between("", before, after))


def _between(where: str, before: Any, after: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            dotted = f"{where}.{name}" if where else name
            yield from _between(dotted, before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            yield from _between(f"{where}[{place + 1}]", _at(before, place), _at(after, place))
    elif before != after:
        yield Difference(where, before, after)


def _at(rows: list[Any], place: int) -> Any:
    return rows[place] if place < len(rows) else None
