"""What a letter says, whatever file it becomes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

LONGEST = 5_000  # characters of one text
MOST_PARAGRAPHS = 200
MOST_ROWS = 500
MOST_COLUMNS = 8
NARROWEST, WIDEST = 6, 48  # of a column, in half-width characters
EDGES = 2  # beside a cell's text


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as there are heads. ``figures`` are the columns set to the right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        columns = len(self.heads)
        if not 1 <= columns <= MOST_COLUMNS or len(self.rows) > MOST_ROWS:
            raise ValueError(f"a letter's table has 1–{MOST_COLUMNS} columns, ≤ {MOST_ROWS} rows")
        if any(len(row) != columns for row in self.rows):
            raise ValueError(f"a row of the letter's table has not {columns} cells")
        _check_lengths(*self.heads, *(cell for row in self.rows for cell in row))

    @property
    def weights(self) -> list[int]:
        """How wide each column is beside the others: as its longest text, within bounds."""
        columns = zip(self.heads, *self.rows, strict=True)
        return [min(max(NARROWEST, *map(breadth, texts)), WIDEST) + EDGES for texts in columns]


@dataclass(frozen=True, slots=True)
class Letter:
    """Texts are plain: nothing in them is read as markup. Empty ones are left out.

    ``title``         such as 受理通知书; ``number`` the document's number (文号).
    ``paragraphs``    without indents; the table stands after the last of them.
    ``sender``        who signs (落款), on ``date``, which also is the file's own date.
    ``masthead``      the issuing body as it stands in red over the page (发文机关标志).
    ``verification``  how to check the letter: address, code, hash; small, at the foot of the last page.
    """

    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    sender: str
    date: dt.date
    masthead: str = ""
    table: Table | None = None
    verification: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a letter has a title")
        if len(self.paragraphs) > MOST_PARAGRAPHS:
            raise ValueError(f"a letter has at most {MOST_PARAGRAPHS} paragraphs")
        texts = (self.title, self.number, self.addressee, self.sender, self.masthead)
        _check_lengths(*texts, self.verification, *self.paragraphs)

    @property
    def signed_on(self) -> str:
        """The date as letters write it: 2026年7月1日."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"


def _check_lengths(*texts: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise ValueError(f"a text of a letter has at most {LONGEST} characters")


def breadth(text: str) -> int:
    """How wide a text is, in half-width characters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
