"""The workbook to fill in, empty, with values, or given back with every fault beside its row.

Only cells for values and remarks are open to typing; heads are protected without a password, against
slips and not against intent. What may be typed is warned of, not forbidden: a number of more than
fifteen digits has to be typed as a text.
"""

from __future__ import annotations

import io
from collections import defaultdict
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.spreadsheet import put_text
from methodologies import asking
from methodologies.asking import Asked
from methodologies.definition import Table
from methodologies.evaluating.plan import Plan
from methodologies.exact import as_text
from methodologies.sheet import explaining, layout
from methodologies.sheet.reading import Reading
from methodologies.sheet.view import faults_by_row

_OPEN = Protection(locked=False)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD, _GREY, _RED = Font(bold=True), Font(color="00707070", size=9), Font(color="00B00020")
_HEAD = PatternFill("solid", fgColor="00E8EEF2")
_TO_FILL = PatternFill("solid", fgColor="00FFFBE6")
_WRONG = PatternFill("solid", fgColor="00FAD9D5")
SHADED_ROWS = 200  # those further down are open too, only not coloured
LISTS_AT = 3  # on the hidden sheet, the first column of choices
_SCALAR_WIDTHS = (18, 30, 14, 30, 22, 30, 20, 36, 50)


Values = dict[tuple[int, int], Any]


def template(plan: Plan, inputs: dict[str, Any] | None = None) -> bytes:
    """The workbook of one methodology version; ``inputs`` of an earlier time are filled in."""
    definition = plan.checked.definition
    given = asking.by_rows(definition, inputs or {})
    titles = layout.titles(definition)
    values: dict[str, Values] = defaultdict(dict)
    for row, asked in enumerate(asking.scalars(plan), start=layout.SCALARS_FROM):
        if asked.symbol in given:
            values[layout.SCALARS][row, layout.VALUE_AT] = given[asked.symbol]
    for table in asking.tables(definition):
        for row, cells in enumerate(given.get(table.symbol, []), start=layout.ROWS_FROM):
            for at, column in enumerate(table.columns, start=1):
                if column.symbol in cells:
                    values[titles[table.symbol]][row, at] = cells[column.symbol]
    return _Writer(plan, values).bytes()


def errors_workbook(plan: Plan, reading: Reading) -> bytes:
    """What was uploaded, every row in its place, with a first sheet of all faults and a column that
    says them beside their rows. Corrected there it can be uploaded again."""
    values: dict[str, Values] = defaultdict(dict)
    scalars = (layout.VALUE_AT, layout.NOTE_AT)
    for title, sheet in reading.sheets.items():
        for (row, at), cell in sheet.cells.items():
            inside = at in scalars if title == layout.SCALARS else row >= layout.ROWS_FROM
            if inside:
                values[title][row, at] = cell.value
    return _Writer(plan, values, reading).bytes()


class _Writer:
    """One workbook. ``reading`` is there when faults are to be shown."""

    def __init__(
        self, plan: Plan, values: dict[str, Values], reading: Reading | None = None
    ) -> None:
        self.plan, self.definition = plan, plan.checked.definition
        self.values, self.reading = values, reading
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.lists: list[tuple[str, ...]] = []

    def bytes(self) -> bytes:
        if self.reading is not None:
            self._faults(self.reading)
        self._sheet(layout.README, explaining.lines(self.plan), (24, 100))
        self._scalars()
        titles = layout.titles(self.definition)
        for table in asking.tables(self.definition):
            self._table(table, titles[table.symbol])
        self._marker()
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _sheet(self, title: str, rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> Any:
        """A protected sheet of texts."""
        sheet = self.book.create_sheet(title)
        for row, texts in enumerate(rows, start=1):
            for at, text in enumerate(texts, start=1):
                _say(sheet, row, at, text)
        for at, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        protection = sheet.protection
        protection.enable()
        protection.formatColumns = protection.formatRows = protection.formatCells = False
        return sheet

    def _faults(self, reading: Reading) -> None:
        sheet = self._sheet(layout.FAULTS, explaining.faults(reading), (16, 10, 18, 90))
        _bold(sheet, 2, 4)
        sheet.freeze_panes = "A3"

    def _scalars(self) -> None:
        rows = [(explaining.SCALARS_NOTE,), layout.SCALAR_HEADS]
        asked = asking.scalars(self.plan)
        for each in asked:
            of = each.parameter
            about = (each.symbol, of.name, each.unit, each.need, "", "", each.bounds, each.source)
            rows.append(about)
        sheet = self._sheet(layout.SCALARS, rows, _SCALAR_WIDTHS)
        sheet["A1"].alignment = Alignment()
        _bold(sheet, 2, len(layout.SCALAR_HEADS))
        sheet.freeze_panes = "C3"
        for row, each in enumerate(asked, start=layout.SCALARS_FROM):
            self._offer(sheet, each, f"{get_column_letter(layout.VALUE_AT)}{row}")
            if each.required:
                sheet.cell(row, 4).font = _BOLD
            for at in (layout.VALUE_AT, layout.NOTE_AT):
                _open(sheet.cell(row, at))
        self._fill(sheet, layout.SCALAR_FAULT_AT, 2)

    def _table(self, table: Table, title: str) -> None:
        asked, most = asking.columns(table), layout.most_rows(table)
        rows = [
            (explaining.table_note(table, most),),
            tuple(each.symbol for each in asked),
            tuple(each.label for each in asked),
            tuple("；".join(filter(None, [each.need, each.bounds])) for each in asked),
        ]
        sheet = self._sheet(title, rows, tuple(max(16, 2 * len(each.label)) for each in asked))
        sheet["A1"].alignment = Alignment()
        _bold(sheet, layout.NAMES_ROW, len(asked))
        sheet.freeze_panes = f"A{layout.ROWS_FROM}"
        for at, each in enumerate(asked, start=1):
            letter = get_column_letter(at)
            sheet.cell(layout.SYMBOLS_ROW, at).font = _GREY
            sheet.cell(layout.NEEDS_ROW, at).font = _GREY
            sheet.column_dimensions[letter].protection = _OPEN
            first, last = layout.ROWS_FROM, layout.ROWS_FROM + most - 1
            self._offer(sheet, each, f"{letter}{first}:{letter}{last}")
            for row in range(first, first + min(most, SHADED_ROWS)):
                _open(sheet.cell(row, at))
        sheet.column_dimensions[get_column_letter(layout.fault_at(table))].width = 50
        self._fill(sheet, layout.fault_at(table), layout.SYMBOLS_ROW)

    def _offer(self, sheet: Any, asked: Asked, where: str) -> None:
        """A list to choose from, or a warning outside the bounds."""
        of, rule = asked.parameter, None
        if asked.choices:
            if asked.choices not in self.lists:
                self.lists.append(asked.choices)
            at = get_column_letter(LISTS_AT + self.lists.index(asked.choices))
            formula = f"'{layout.MARKER}'!${at}$1:${at}${len(asked.choices)}"
            rule = DataValidation(type="list", formula1=formula, allow_blank=True)
            rule.errorTitle, rule.error = "请从列表中选择", f"{of.name}：{asked.bounds}"[:200]
        elif of.kind in {"number", "integer"} and (of.minimum, of.maximum) != (None, None):
            low, high = (None if x is None else as_text(x) for x in (of.minimum, of.maximum))
            operator = (
                "between" if low and high else "greaterThanOrEqual" if low else "lessThanOrEqual"
            )
            kind = "whole" if of.kind == "integer" else "decimal"
            rule = DataValidation(
                type=kind, operator=operator, formula1=low or high, allow_blank=True
            )
            rule.formula2 = high if low and high else None
            rule.errorStyle = "warning"  # a long number is typed as a text
            rule.errorTitle, rule.error = "请核对", f"{of.name}：{asked.bounds} {asked.unit}"[:200]
        if rule is not None:
            rule.showErrorMessage = True
            sheet.add_data_validation(rule)
            rule.add(where)

    def _fill(self, sheet: Any, fault_at: int, head_row: int) -> None:
        """Values, and the faults beside their rows."""
        for (row, at), value in self.values[sheet.title].items():
            _put(sheet.cell(row, at), value)
            _open(sheet.cell(row, at))
        if self.reading is None:
            return
        faults = faults_by_row(self.reading, sheet.title)
        if not faults:
            return
        _say(sheet, head_row, fault_at, layout.FAULT_HEAD).font = _BOLD
        for row, found in faults.items():
            text = "\n".join(f"{each.cell} {each.zh}".strip() for each in found)
            _say(sheet, row or 1, fault_at, text).font = _RED
            for each in found:
                if each.cell:
                    sheet[each.cell].fill = _WRONG

    def _marker(self) -> None:
        head = self.definition
        sheet = self.book.create_sheet(layout.MARKER)
        for row, text in enumerate((layout.FORMAT, head.code, head.version, head.sha256), start=1):
            put_text(sheet.cell(row, 1), text)
        for at, choices in enumerate(self.lists, start=LISTS_AT):
            for row, choice in enumerate(choices, start=1):
                put_text(sheet.cell(row, at), choice)
        sheet.sheet_state = "veryHidden"
        sheet.protection.enable()


def _put(cell: Any, value: Any) -> None:
    """A number as a number where the file will hold exactly it, anything else as a text."""
    if isinstance(value, bool):
        value = asking.YES if value else asking.NO
    if isinstance(value, int | Decimal) and _fits(Decimal(value)):
        cell.value = float(value) if isinstance(value, Decimal) else value
    else:
        put_text(cell, value)


def _fits(value: Decimal) -> bool:
    """Excel keeps fifteen digits of a number that is typed, openpyxl writes sixteen."""
    return abs(value) < 10**15 and Decimal(f"{float(value):.15g}") == value


def _say(sheet: Any, row: int, at: int, text: str) -> Any:
    cell = sheet.cell(row, at)
    put_text(cell, text)
    cell.alignment = _WRAPPED
    return cell


def _bold(sheet: Any, row: int, width: int) -> None:
    for at in range(1, width + 1):
        sheet.cell(row, at).font, sheet.cell(row, at).fill = _BOLD, _HEAD


def _open(cell: Any) -> None:
    cell.protection, cell.fill = _OPEN, _TO_FILL
