"""The letter as PDF, in the project's own fonts; the same letter gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from core.letters.letter import Letter
from core.pdf import make_pdf

TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter) -> bytes:
    """PDF/A-2u. A character that the fonts lack is spelt out, such as ``[U+20BB7]``."""
    table = letter.table
    return make_pdf(
        TEMPLATE,
        {
            "title": letter.title,
            "number": letter.number,
            "addressee": letter.addressee,
            "paragraphs": letter.paragraphs,
            "sender": letter.sender,
            "signed_on": letter.signed_on,
            "date": {
                "year": letter.date.year,
                "month": letter.date.month,
                "day": letter.date.day,
            },
            "masthead": letter.masthead,
            "verification": letter.verification,
            "heads": table.heads if table else [],
            "rows": table.rows if table else [],
            "weights": table.weights if table else [],
            "figures": sorted(table.figures) if table else [],
        },
    )
