"""The statement as an Excel file, written row by row so that memory does not grow with its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.errors import CodedError
from registry.ledger.statements import words
from registry.ledger.statements.errors import StatementCode
from registry.ledger.statements.movements import Movement
from registry.ledger.statements.statement import Statement, checked_movements

MOST = 1_000_000  # movements; a sheet has 1,048,576 rows
HEADS = [
    *("入账时间", "业务日期", "分录", "业务", "业务编号", "转出位置", "转入位置", "对方"),
    *("转入（吨）", "转出（吨）", "内部变动（吨）", "序列号段", "价格（元/吨）"),
]
WIDTHS = [20, 12, 10, 14, 24, 10, 10, 36, 14, 14, 16, 66, 14]
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_excel(made: Statement, file: IO[bytes]) -> None:
    """Two sheets: 余额 and 明细. Refused before anything is written when too long."""
    if made.movements > MOST:
        raise CodedError(
            StatementCode.STATEMENT_TOO_LONG_FOR_EXCEL,
            movements=f"{made.movements:,}",
            most=f"{MOST:,}",
        )
    book = Workbook(write_only=True)
    _balances(book, made)
    sheet = _sheet(book, "明细", WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.append(_heads(sheet, HEADS))
    for movement in checked_movements(made):
        sheet.append(_row(sheet, _movement(movement)))
    book.save(file)


def _balances(book: Any, made: Statement) -> None:
    sheet = _sheet(book, "余额", [52, 22, 14, 14, 14, 14])
    sheet.append(_heads(sheet, [words.TITLE]))
    for fact in words.facts(made):
        sheet.append(_row(sheet, fact))
    sheet.append([])
    sheet.append(_heads(sheet, words.LINES_HEADS))
    for line in made.lines:
        amounts = (line.opening_t, line.came_t, line.went_t, line.closing_t)
        sheet.append(_row(sheet, [line.batch.code, str(line.bucket.label), *amounts]))
    sheet.append([])
    sheet.append(_row(sheet, [words.NOTE]))


def _movement(movement: Movement) -> list[Any]:
    came, went = movement.came, movement.went
    return [
        words.at_of(movement),
        movement.on_date,
        movement.entry,
        str(movement.act.label),
        movement.reference,
        str(went.label) if went else None,
        str(came.label) if came else None,
        movement.counterparty or None,
        movement.quantity_t if went is None else None,
        movement.quantity_t if came is None else None,
        movement.quantity_t if came and went else None,
        movement.serials,
        movement.price_cny,
    ]


def _sheet(book: Any, title: str, widths: Sequence[int]) -> Any:
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    return sheet


def _heads(sheet: Any, heads: Iterable[str]) -> list[Any]:
    cells = [WriteOnlyCell(sheet, head) for head in heads]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _row(sheet: Any, values: Iterable[Any]) -> list[Any]:
    return [_text(sheet, value) if isinstance(value, str) else value for value in values]


def _text(sheet: Any, value: str) -> Any:
    """Text that stays text: a name that begins with ``=`` is no formula."""
    plain = _UNPRINTABLE.sub("", value)
    if not plain.startswith("="):
        return plain
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    return cell
