"""The table of a letter in Word: heads repeated on each page, rows that do not break."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from docx.table import _Cell, _Row

from core.letters.letter import Table
from core.letters.word_page import BODY, TABLE, face
from core.word import add, wordable

SIZE_PT = 12
SHORT_ROWS = 10  # a table up to this goes with the signature as a whole
LAST_ROWS = 3  # of a longer one, those that do


def add_table(document: WordDocument, table: Table, width_pt: float) -> None:
    made = document.add_table(0, len(table.heads), style="Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    _add_heads(made.add_row(), table)
    count = len(table.rows)
    for number, texts in enumerate(table.rows):
        row = made.add_row()
        add(row._tr.get_or_add_trPr(), "w:cantSplit")
        kept = count <= SHORT_ROWS or number >= count - LAST_ROWS
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            align = ALIGN.RIGHT if column in table.figures else ALIGN.LEFT
            _fill(cell, text, align, font=BODY, kept=kept)
    whole = sum(table.weights)
    for place, weight in zip(made.columns, table.weights, strict=True):
        place.width = Pt(width_pt * weight / whole)
        for cell in place.cells:
            cell.width = place.width


def _add_heads(row: _Row, table: Table) -> None:
    properties = row._tr.get_or_add_trPr()
    add(properties, "w:cantSplit")
    add(properties, "w:tblHeader")
    for cell, text in zip(row.cells, table.heads, strict=True):
        _fill(cell, text, ALIGN.CENTER, font=TABLE, kept=True)


def _fill(cell: _Cell, text: str, align: ALIGN, *, font: str, kept: bool) -> None:
    """``kept``: on the same page as what comes next."""
    cell.vertical_alignment = VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    space = paragraph.paragraph_format
    space.space_before = space.space_after = Pt(3)
    space.keep_with_next = kept
    face(paragraph.add_run(wordable(text)), font, SIZE_PT)
