"""The statement as PDF: for signing and filing; long ones are left to Excel."""

from __future__ import annotations

from pathlib import Path

from core.errors import CodedError
from core.pdf import make_pdf
from registry.ledger.statements import words
from registry.ledger.statements.errors import StatementCode
from registry.ledger.statements.statement import Statement, checked_movements

TEMPLATE = Path(__file__).with_name("statement.typ")
MOST = 5_000  # movements; about 200 pages


def pdf(made: Statement) -> bytes:
    """The whole statement; the same statement gives the same bytes."""
    if made.movements > MOST:
        raise CodedError(
            StatementCode.STATEMENT_TOO_LONG_FOR_PDF,
            movements=f"{made.movements:,}",
            most=f"{MOST:,}",
        )
    day = made.period.to_day  # the document's date: printed twice, it is the same document
    return make_pdf(
        TEMPLATE,
        {
            "title": words.TITLE,
            "account": made.account.number,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "facts": words.facts(made),
            "lines_title": words.LINES_TITLE,
            "lines_heads": words.LINES_HEADS,
            "lines_empty": words.LINES_EMPTY,
            "lines": [words.line_cells(line) for line in made.lines],
            "movements_title": words.MOVEMENTS_TITLE,
            "movements_heads": words.MOVEMENTS_HEADS,
            "movements_empty": words.MOVEMENTS_EMPTY,
            "movements": [words.movement_cells(each) for each in checked_movements(made)],
            "note": words.NOTE,
        },
    )
