"""An uploaded workbook → inputs as ``calculate`` takes them, or every fault in it with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from core.errors import CodedError
from methodologies import asking, limits
from methodologies.definition import Parameter, Table
from methodologies.errors import MethodologyError
from methodologies.evaluating.plan import Plan
from methodologies.sheet import layout
from methodologies.sheet.cells import Book, Cell, Sheet
from methodologies.sheet.errors import CellError, SheetCode

_WANTED = {"number": "数字", "integer": "整数", "text": "文字", "boolean": "是或否"}
_TRUTHS = {asking.YES: True, "true": True, asking.NO: False, "false": False}


@dataclass
class Reading:
    """What was read. ``inputs`` may be used only where there is no error; ``checked`` sees to it.

    ``notes`` are the words of 证据/备注 by symbol. ``rows`` are the numbers of a table's data rows in
    its sheet, ``sheets`` the cells as they were found: both to show them again.
    """

    inputs: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    uncounted: int = 0
    rows: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def fault(self, sheet: str, cell: str, symbol: str, refusal: CodedError) -> None:
        """Keep one fault; those beyond ``limits.BOOK_ERRORS`` are counted only."""
        if len(self.errors) < limits.BOOK_ERRORS:
            self.errors.append(CellError(sheet, cell, symbol, refusal))
        else:
            self.uncounted += 1

    def checked(self) -> dict[str, Any]:
        """The inputs; refuses where anything is wrong."""
        if self.errors:
            raise self.refusal()
        return self.inputs

    def refusal(self) -> CodedError:
        """All faults as one refusal, the first of them in its sentence."""
        first = self.errors[0]
        return CodedError(
            SheetCode.SHEETS_WRONG,
            count=f"{len(self.errors) + self.uncounted:,}",
            first=f"{first.place}：{first.zh}",
            first_en=f"{first.place}: {first.en}",
            errors=[each.as_dict() for each in self.errors],
        )

    def refuse(self, error: MethodologyError) -> CellError:
        """A refusal of the calculation itself, kept at the cell it is about where there is one."""
        if error.symbol not in self.places:
            self.fault(layout.SCALARS, "", error.symbol, error)
            return self.errors[-1]
        sheet, cell = self.places[error.symbol]
        at, rows = error.params.get("row"), self.rows.get(sheet, [])
        if isinstance(at, int) and 0 < at <= len(rows):
            cell = f"{cell}{rows[at - 1]}"
        elif cell.isalpha():
            cell = f"{cell}{layout.SYMBOLS_ROW}"
        self.fault(sheet, cell, error.symbol, error.without_place())
        return self.errors[-1]


def read(plan: Plan, raw: bytes) -> Reading:
    """Everything that a filled-in template says, with all that is wrong in it.

    Raises :class:`CodedError` where the file as a whole cannot be taken: too large, no workbook,
    macros, or the template of another methodology.
    """
    book, found = Book(raw), Reading()
    _check_marker(plan, book)
    _read_scalars(plan, book, found)
    titles = layout.titles(plan.checked.definition)
    for table in asking.tables(plan.checked.definition):
        _read_table(table, titles[table.symbol], book, found)
    absent = dict(asking.missing(plan, found.inputs))
    already = {each.symbol for each in found.errors}
    for symbol, refusal in absent.items():
        sheet = titles.get(symbol, layout.SCALARS)
        if symbol not in already and sheet in found.sheets:
            found.fault(sheet, found.places[symbol][1], symbol, refusal)
    order = {title: place for place, title in enumerate([layout.SCALARS, *titles.values()])}
    found.errors.sort(key=lambda each: order[each.sheet])
    return found


def _check_marker(plan: Plan, book: Book) -> None:
    head = plan.checked.definition
    wanted = {"code": head.code, "version": head.version}
    if layout.MARKER not in book.titles:
        raise CodedError(SheetCode.BOOK_NO_TEMPLATE, **wanted)
    marks = book.sheet(layout.MARKER, 4, 1)
    form, code, version, sha256 = (marks.text(row, 1)[:80] for row in range(1, 5))
    if form != layout.FORMAT:
        raise CodedError(SheetCode.BOOK_NO_TEMPLATE, **wanted)
    if (code, version) != (head.code, head.version):
        raise CodedError(SheetCode.BOOK_OTHER, found=f"{code} {version}", **wanted)
    if sha256 != head.sha256:
        raise CodedError(SheetCode.BOOK_OLD, found=sha256[:12], sha256=head.sha256[:12], **wanted)


def _read_scalars(plan: Plan, book: Book, found: Reading) -> None:
    asked = [each.parameter for each in asking.scalars(plan)]
    last, title = layout.SCALARS_FROM + len(asked) - 1, layout.SCALARS
    value = get_column_letter(layout.VALUE_AT)
    for row, parameter in enumerate(asked, start=layout.SCALARS_FROM):
        found.places[parameter.symbol] = (title, f"{value}{row}")
    sheet = _sheet(book, title, last, layout.SCALAR_FAULT_AT, found)
    if sheet is None:
        return
    for row, parameter in enumerate(asked, start=layout.SCALARS_FROM):
        _check_head(sheet, title, row, layout.SYMBOL_AT, parameter, found)
        note = sheet.cells.get((row, layout.NOTE_AT))
        if note is not None and note.kind == "formula":
            ref = f"{get_column_letter(layout.NOTE_AT)}{row}"
            found.fault(title, ref, parameter.symbol, CodedError(SheetCode.CELL_FORMULA))
        elif note is not None:
            found.notes[parameter.symbol] = note.text
        cell = sheet.cells.get((row, layout.VALUE_AT))
        taken = _taken(parameter, cell, title, f"{value}{row}", found)
        if taken is not None:
            found.inputs[parameter.symbol] = taken
    if sheet.below:
        refusal = CodedError(SheetCode.ROWS_BELOW, row=last, limit=f"{len(asked):,}")
        found.fault(title, f"A{sheet.below}", "", refusal)


def _read_table(table: Table, title: str, book: Book, found: Reading) -> None:
    found.places[table.symbol] = (title, f"A{layout.ROWS_FROM}")
    for at, column in enumerate(table.columns, start=1):
        found.places[column.symbol] = (title, get_column_letter(at))
    most = layout.most_rows(table)
    last = layout.ROWS_FROM + most - 1
    sheet = _sheet(book, title, last, len(table.columns), found)
    if sheet is None:
        return
    for at, column in enumerate(table.columns, start=1):
        _check_head(sheet, title, layout.SYMBOLS_ROW, at, column, found)
    if sheet.below:
        refusal = CodedError(SheetCode.ROWS_BELOW, row=last, limit=f"{most:,}")
        found.fault(title, f"A{sheet.below}", table.symbol, refusal)
    if rows := _rows(table, sheet, title, found):
        found.inputs[table.symbol] = rows


def _check_head(
    sheet: Sheet, title: str, row: int, column: int, wanted: Parameter, found: Reading
) -> None:
    said = sheet.text(row, column)
    if said != wanted.symbol:
        refusal = CodedError(SheetCode.HEAD_CHANGED, used=wanted.symbol, found=said[:40])
        found.fault(title, f"{get_column_letter(column)}{row}", wanted.symbol, refusal)


def _rows(table: Table, sheet: Sheet, title: str, found: Reading) -> list[dict[str, Any]]:
    """Every row that has anything in it; an empty one between is passed over."""
    columns = list(enumerate(table.columns, start=1))
    filled = sorted({row for row, _ in sheet.cells if row >= layout.ROWS_FROM})
    rows = []
    for row in filled:
        taken: dict[str, Any] = {}
        for at, parameter in columns:
            cell, ref = sheet.cells.get((row, at)), f"{get_column_letter(at)}{row}"
            if cell is None and parameter.default is None and not parameter.optional:
                found.fault(title, ref, parameter.symbol, asking.absent(parameter))
                continue
            value = _taken(parameter, cell, title, ref, found)
            if value is not None:
                taken[parameter.symbol] = value
        rows.append(taken)
    found.rows[title] = filled
    return rows


def _sheet(book: Book, title: str, rows: int, width: int, found: Reading) -> Sheet | None:
    if title not in book.titles:
        found.fault(title, "", "", CodedError(SheetCode.SHEET_MISSING, sheet=title))
        return None
    sheet = found.sheets[title] = book.sheet(title, rows, width)
    for ref in sheet.merged:
        found.fault(title, ref.split(":")[0], "", CodedError(SheetCode.CELLS_MERGED, ref=ref))
    return sheet


def _taken(
    parameter: Parameter, cell: Cell | None, sheet: str, ref: str, found: Reading
) -> Any | None:
    """The value of one cell, or nothing where it is empty or wrong."""
    if cell is None:
        return None
    value: Any = cell.value
    refusal: CodedError | None = None
    if cell.kind == "formula":
        refusal = CodedError(SheetCode.CELL_FORMULA)
    elif cell.kind == "error":
        refusal = CodedError(SheetCode.CELL_ERROR, found=cell.text)
    elif cell.kind == "date":
        wanted = _WANTED[parameter.kind]
        refusal = CodedError(SheetCode.CELL_DATE, found=cell.text, wanted=wanted)
    else:
        if parameter.kind == "text":
            value = cell.text
        elif parameter.kind == "boolean" and isinstance(value, str):
            value = _TRUTHS.get(value.lower(), value)
        refusal = asking.refused(parameter, value)
    if refusal is None:
        return value
    found.fault(sheet, ref, parameter.symbol, refusal)
    return None
