"""An uploaded workbook → the cells of its sheets, each as what it shows. Nothing is judged here.

openpyxl reads row by row; ``package`` has looked at the file before. Only the sheets, rows and
columns that a template has are read.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from core.errors import CodedError
from methodologies.sheet.package import Package, inspect, unreadable

# It warns of what it leaves out of a workbook: styles and the like, which nobody reads here.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

Value = str | int | Decimal | bool
MOST_SHEETS = 120
MOST_ROWS = 1_048_576  # of an .xlsx


@dataclass(frozen=True, slots=True)
class Cell:
    """``kind`` is value, percent, date, error or formula (one without a value)."""

    value: Value
    kind: str = "value"

    @property
    def text(self) -> str:
        """As a person reads it."""
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells by row and column, counted from 1. ``below`` is the first row after the last one asked
    for that has anything in it, or 0."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    below: int = 0

    def text(self, row: int, column: int) -> str:
        found = self.cells.get((row, column))
        return found.text if found else ""


class Book:
    """A workbook that was found safe to open."""

    def __init__(self, raw: bytes) -> None:
        self._package: Package = inspect(raw)
        with _readable():
            self._book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        self.titles = tuple(self._book.sheetnames[:MOST_SHEETS])

    def sheet(self, title: str, rows: int, width: int) -> Sheet:
        """The first ``rows`` rows and ``width`` columns of a sheet that is there."""
        with _readable():
            of = self._book[title]
            if not hasattr(of, "_worksheet_path"):  # a chart's sheet has no cells
                return Sheet()
            part = of._worksheet_path
            merged = tuple(self._package.merged.get(part, ()))
            unvalued = self._package.unvalued.get(part, frozenset())
            cells: dict[tuple[int, int], Cell] = {}
            last: object = None
            for number, row in enumerate(of.iter_rows(1, MOST_ROWS, 1, width), start=1):
                if row is last:  # openpyxl gives one and the same for rows that are not there
                    continue
                last = row
                found = {
                    (number, column): cell
                    for column, each in enumerate(row, start=1)
                    if (cell := _cell(each, unvalued)) is not None
                }
                if found and number > rows:
                    return Sheet(cells, merged, number)
                cells |= found
        return Sheet(cells, merged)


@contextmanager
def _readable() -> Iterator[None]:
    """openpyxl says no two broken workbooks alike: whatever it raises means that this is one."""
    try:
        yield
    except CodedError:
        raise
    except Exception as problem:
        said = f"{type(problem).__name__}: {problem}"[:80]
        raise unreadable("内容损坏", said) from None


def _cell(of: Any, unvalued: frozenset[str]) -> Cell | None:
    value = of.value
    if unvalued and value is None and getattr(of, "coordinate", "") in unvalued:
        return Cell("", "formula")
    if value is None:
        return None
    if of.data_type == "e":
        return Cell(str(value)[:20], "error")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Cell(str(value)[:40], "date")
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, int | float):
        shown = _number(value)
        if "%" in (of.number_format or "") and isinstance(shown, int | Decimal):
            return Cell(f"{_plain(Decimal(shown) * 100)} %", "percent")
        return Cell(shown)
    text = str(value).strip()
    return Cell(text) if text else None


def _number(value: int | float) -> Value:
    """The shortest decimal that means the same binary number; what is no number, as a text."""
    if isinstance(value, int):
        return value
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return repr(value)
    return int(exact) if exact == exact.to_integral_value() and abs(exact) < 10**18 else exact


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
