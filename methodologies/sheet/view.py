"""An uploaded workbook with its faults, as plain rows: for a page, and for the workbook given back."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from methodologies import asking
from methodologies.evaluating.plan import Plan
from methodologies.sheet import layout
from methodologies.sheet.cells import Cell, Sheet
from methodologies.sheet.errors import CellError
from methodologies.sheet.reading import Reading

_REF = re.compile(r"([A-Z]+)(\d+)\Z")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as it was found, and what is wrong with it."""

    ref: str
    cell: Cell | None
    faults: tuple[CellError, ...] = ()

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""


@dataclass(frozen=True, slots=True)
class RowView:
    """``number`` is that of the row in its sheet."""

    number: int
    cells: tuple[CellView, ...]
    faults: tuple[CellError, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """``faults`` are those of the sheet as a whole: missing, merged, heads changed."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[RowView, ...]
    faults: tuple[CellError, ...]

    @property
    def wrong_rows(self) -> tuple[RowView, ...]:
        """Only rows that have a fault: a page shows these."""
        return tuple(row for row in self.rows if row.faults)


def view(plan: Plan, reading: Reading) -> list[SheetView]:
    """Every sheet of the template with the values that were found in it."""
    definition, first = plan.checked.definition, layout.SCALARS_FROM
    places: tuple[int, ...] = (1, 2, 3, layout.VALUE_AT, layout.NOTE_AT)
    heads = tuple(layout.SCALAR_HEADS[at - 1] for at in places)
    rows = list(range(first, first + len(asking.scalars(plan))))
    found = [_sheet(reading, layout.SCALARS, heads, rows, places)]
    titles = layout.titles(definition)
    for table in asking.tables(definition):
        title = titles[table.symbol]
        labels = tuple(each.label for each in asking.columns(table))
        places = tuple(range(1, len(labels) + 1))
        found.append(_sheet(reading, title, labels, reading.rows.get(title, []), places))
    return found


def faults_by_row(reading: Reading, title: str) -> dict[int, list[CellError]]:
    """The faults of one sheet by row; under 0 those of no row."""
    found: dict[int, list[CellError]] = defaultdict(list)
    for each in reading.errors:
        if each.sheet == title:
            at = _REF.match(each.cell)
            found[int(at.group(2)) if at else 0].append(each)
    return found


def _sheet(
    reading: Reading, title: str, heads: tuple[str, ...], rows: list[int], places: tuple[int, ...]
) -> SheetView:
    sheet, faults = reading.sheets.get(title, Sheet()), faults_by_row(reading, title)
    shown = []
    for row in rows:
        wrong = tuple(faults.pop(row, ()))
        cells = []
        for column in places:
            ref = f"{get_column_letter(column)}{row}"
            here = tuple(each for each in wrong if each.cell == ref)
            cells.append(CellView(ref, sheet.cells.get((row, column)), here))
        shown.append(RowView(row, tuple(cells), wrong))
    rest = tuple(each for others in faults.values() for each in others)
    return SheetView(title, heads, tuple(shown), rest)
