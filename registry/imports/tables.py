"""Reading a CSV file whose origin nobody controls: its encoding, its header, its lines and cells.

A file that cannot be used at all raises; a cell that cannot be used raises too, for its row only.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.errors import CodedError
from registry.imports.errors import ImportCode
from registry.imports.records import LONGEST_ID, Refusal
from registry.ledger.serials import MAX_SERIAL

Row = TypeVar("Row")
_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, by column name. ``number`` is its first line in the file,
    ``width`` how many cells it really has."""

    file: str
    number: int
    cells: dict[str, str]
    width: int

    def text(self, column: str, *, most: int, needed: bool = True) -> str:
        """The cell without surrounding blanks; at most ``most`` characters."""
        value = self.cells[column].strip()
        if needed and not value:
            raise self.invalid(column, "不能为空", "it may not be empty")
        if len(value) > most:
            raise self.invalid(column, f"超过 {most} 个字符", f"longer than {most} characters")
        if _INVISIBLE.search(value):
            raise self.invalid(column, "含有不可见字符", "it has control characters")
        return value

    def whole(self, column: str, *, least: int = 0, most: int = MAX_SERIAL) -> int:
        """The cell as a whole number; thousands may be parted by commas."""
        value = self.cells[column].strip()
        if not _NUMBER.fullmatch(value) or not least <= (number := _whole(value)) <= most:
            between = f"{least:,} 至 {most:,}"
            english = f"a whole number from {least:,} to {most:,} is needed"
            raise self.invalid(column, f"应为 {between} 的整数", english)
        return number

    def date(self, column: str, *shapes: str) -> dt.date:
        """The cell as a date of one of ``shapes`` (strptime)."""
        value = self.cells[column].strip()
        for shape in shapes:
            try:
                return dt.datetime.strptime(value, shape).date()  # noqa: DTZ007 - a day, no moment
            except ValueError:
                continue
        wanted = shapes[0].replace("%Y", "YYYY").replace("%y", "YY")
        wanted = wanted.replace("%m", "MM").replace("%d", "DD")
        raise self.invalid(column, f"应为 {wanted} 形式的日期", f"a date like {wanted} is needed")

    def check_complete(self) -> None:
        """Raise ``row_incomplete`` when the row has not as many cells as the header."""
        if self.width != len(self.cells):
            raise CodedError(
                ImportCode.ROW_INCOMPLETE,
                file=self.file,
                line=self.number,
                cells=self.width,
                columns=len(self.cells),
            )

    def invalid(self, column: str, problem: str, problem_en: str) -> CodedError:
        return CodedError(
            ImportCode.FIELD_INVALID,
            file=self.file,
            line=self.number,
            field=column,
            value=self.cells[column].strip()[:60],
            problem=problem,
            problem_en=problem_en,
        )


@dataclass(slots=True)
class Table:
    """The lines of a file; blank ones left out, and of equal ones all but the first."""

    lines: list[Line]
    repeated: int


def read_table(path: Path, columns: Sequence[str], *, format: str) -> Table:
    """Read ``path``, whose header must have ``columns``; others are allowed and kept.

    Raises ``file_unreadable``, ``file_not_text``, ``file_not_csv``, ``column_missing``,
    ``column_twice``.
    """
    rows = _rows(path)
    _, cells = next(rows, (1, []))
    header = [re.sub(r"\s+", " ", cell).strip() for cell in cells]
    _check_header(path, header, columns, format)
    table = Table([], 0)
    seen: set[tuple[str, ...]] = set()
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row = tuple(cells)
        if row in seen:
            table.repeated += 1
            continue
        seen.add(row)
        padded = [*cells, *[""] * (len(header) - len(cells))]
        by_name = dict(zip(header, padded, strict=False))
        table.lines.append(Line(path.name, number, by_name, len(cells)))
    return table


def parsed(
    lines: Sequence[Line], make: Callable[[Line], Row], id_column: str
) -> tuple[list[Row], list[Refusal]]:
    """The rows that ``make`` can read, and the refusals of the others, named by ``id_column``."""
    rows: list[Row] = []
    refused: list[Refusal] = []
    for line in lines:
        try:
            line.check_complete()
            rows.append(make(line))
        except CodedError as error:
            row_id = line.cells[id_column].strip()[:LONGEST_ID]
            refused.append(Refusal(row_id or f"{line.file}:{line.number}", error))
    return rows, refused


def _check_header(path: Path, header: list[str], columns: Sequence[str], format: str) -> None:
    missing = [column for column in columns if column not in header]
    if missing:
        raise CodedError(
            ImportCode.COLUMN_MISSING, file=path.name, columns="、".join(missing), format=format
        )
    twice = [column for column, count in Counter(header).items() if count > 1]
    if twice:
        raise CodedError(ImportCode.COLUMN_TWICE, file=path.name, columns="、".join(twice))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CodedError(
            ImportCode.FILE_NOT_CSV, file=path.name, line=line, problem=str(error)
        ) from None


def _text(path: Path) -> str:
    """UTF-8 where it is that, else the Windows code page such exports come in."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CodedError(
            ImportCode.FILE_UNREADABLE, file=str(path), problem=error.strerror or str(error)
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise CodedError(
            ImportCode.FILE_NOT_TEXT, file=path.name, position=error.start + 1
        ) from None


def _whole(value: str) -> int:
    # Longer ones are out of every range here, and int() of a megabyte of digits is no pleasure.
    return int(value.replace(",", "")) if len(value) <= 25 else -1
