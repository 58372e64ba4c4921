"""Invented documents as real PDF files: a page that says what it is and that it is invented. The same
words give the same bytes."""

from __future__ import annotations

import datetime as dt
from functools import cache

from core.letters.letter import Letter
from core.letters.pdf import letter_pdf
from governance.audit.approvals.services.documents import Upload

INVENTED = "本材料为演示而虚构，不具有任何效力。"
WRITTEN = dt.date(2026, 1, 1)  # on every page: the story may be told on any day


def paper(title: str, number: str, *lines: str) -> Upload:
    """The document ``title`` with its ``number``; ``lines`` are what it says besides."""
    return Upload(f"{title}.pdf", _pdf(title, number, lines), number)


@cache
def _pdf(title: str, number: str, lines: tuple[str, ...]) -> bytes:
    return letter_pdf(
        Letter(
            title=title,
            number=number,
            addressee="",
            paragraphs=(*lines, INVENTED),
            sender="示例单位",
            date=WRITTEN,
        )
    )
