"""Rows as an Excel or CSV file that is safe to open: no cell becomes a formula.

Rows are written as they come, to a temporary file, so that the length of a list costs no memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_000  # characters; Excel takes 32,767 in a cell
# Some Excels read the full-width signs as the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Row = Sequence[Any]


def plain(value: Any) -> Any:
    """Numbers and dates as they are; everything else as text that a cell can hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return _CONTROL.sub("", str(value))[:LONGEST]


def write_xlsx(title: str, note: str, heads: Row, rows: Iterable[Row]) -> IO[bytes]:
    """An open file at its beginning: ``note`` in the first row, ``heads`` in the second."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", title)[:31])
    sheet.freeze_panes = "A3"
    for column, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(12, 3 * len(str(head)))
    sheet.append([_cell(sheet, note)])
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    value = plain(value)
    if isinstance(value, int | dt.date) and not bold:
        return value
    cell = WriteOnlyCell(sheet)
    put_text(cell, value)
    if bold:
        cell.font = Font(bold=True)
    return cell


def put_text(cell: Any, value: Any) -> None:
    """Put ``value`` into a cell of openpyxl as a text, whatever it begins with."""
    cell.value = str(plain(value))
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(_FORMULA)  # also after someone edits it


def csv_lines(note: str, heads: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Lines of UTF-8 with a mark that Excel knows; a cell that would be a formula gets an apostrophe."""
    yield b"\xef\xbb\xbf"
    yield _line([note])
    yield _line(heads)
    for row in rows:
        yield _line(row)


def _line(row: Row) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(plain(value)) for value in row])
    return out.getvalue().encode()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
