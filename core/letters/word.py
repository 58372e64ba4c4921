"""The letter as Word document, for those who file or go on writing in Word; the same letter gives the
same bytes. 仿宋, 宋体 and 黑体 come with Windows and WPS; others take what they have in their place.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from core.letters.letter import Letter, breadth
from core.letters.word_page import BODY, FONTS, HEADING, face, set_page
from core.letters.word_table import add_table
from core.word import add, blank_document, docx_bytes, put, wordable

RED = RGBColor(0xD8, 0x1E, 0x06)
LINE = Pt(29)  # 22 lines to a page
SIZE_PT, TITLE_PT, SMALL_PT = 16, 22, 9
MASTHEAD_PT, SMALLEST_MASTHEAD_PT = 42, 22
TEXT_PT = 442  # width of the text: 156 mm


def letter_docx(letter: Letter) -> bytes:
    """A .docx without macros, links, or anything that is loaded from elsewhere."""
    document = blank_document(FONTS)
    set_page(document)
    _head(document, letter)
    _text(document, letter)
    if letter.table:
        add_table(document, letter.table, TEXT_PT)
    _signature(document, letter)
    if letter.verification:
        _verification(document, letter.verification)
    return docx_bytes(document, title=letter.title, author=letter.sender, on=letter.date)


def _paragraph(
    document: WordDocument,
    text: str,
    *,
    size: float = SIZE_PT,
    font: str = BODY,
    bold: bool = False,
    color: RGBColor | None = None,
    align: ALIGN = ALIGN.CENTER,
    exact: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if exact:
        paragraph.paragraph_format.line_spacing = LINE
    run = paragraph.add_run(wordable(text))
    face(run, font, size)
    run.bold = bold or None
    run.font.color.rgb = color
    return paragraph


def _head(document: WordDocument, letter: Letter) -> None:
    if letter.masthead:
        fitting = 2 * TEXT_PT / breadth(letter.masthead)
        size = max(SMALLEST_MASTHEAD_PT, min(MASTHEAD_PT, int(fitting)))
        mast = _paragraph(document, letter.masthead, size=size, font=HEADING, bold=True, color=RED)
        mast.paragraph_format.space_after = Mm(5)
    if letter.number or letter.masthead:
        number = _paragraph(document, letter.number)
        if letter.masthead:
            _rule(number, "bottom", "12", "8", str(RED))
    title = _paragraph(document, letter.title, size=TITLE_PT, font=HEADING, bold=True)
    title.paragraph_format.space_before = Mm(12)
    title.paragraph_format.space_after = Mm(9)


def _rule(paragraph: Paragraph, edge: str, eighths: str, space: str, color: str) -> None:
    """A line along an edge of the paragraph; its breadth in eighths of a point."""
    borders = put(paragraph._p.get_or_add_pPr(), "w:pBdr")
    add(borders, f"w:{edge}", val="single", sz=eighths, space=space, color=color)


def _text(document: WordDocument, letter: Letter) -> None:
    if letter.addressee:
        _paragraph(document, f"{letter.addressee}：", align=ALIGN.LEFT, exact=True)
    for words in letter.paragraphs:
        paragraph = _paragraph(document, words, align=ALIGN.JUSTIFY, exact=True)
        paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE_PT)
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
    if letter.paragraphs and letter.table:
        paragraph.paragraph_format.space_after = Pt(9)
    elif letter.paragraphs:
        paragraph.paragraph_format.keep_with_next = True  # a signature is never alone on a page


def _signature(document: WordDocument, letter: Letter) -> None:
    """Sender and date, the shorter in the middle of the longer; four characters are left free beside a
    date that is the longer, two beside a sender."""
    sender, dated = breadth(letter.sender), breadth(letter.signed_on)
    free = SIZE_PT * (2 if sender > dated else 4)
    width = min((max(sender, dated) / 2 + 1) * SIZE_PT, TEXT_PT - 3 * SIZE_PT)
    lines = [_paragraph(document, text, exact=True) for text in (letter.sender, letter.signed_on)]
    for line in lines:
        line.paragraph_format.right_indent = Pt(free)
        line.paragraph_format.left_indent = Pt(max(0, TEXT_PT - width - free))
    lines[0].paragraph_format.space_before = 2 * LINE
    lines[0].paragraph_format.keep_with_next = True


def _verification(document: WordDocument, words: str) -> None:
    line = _paragraph(document, words, size=SMALL_PT, align=ALIGN.LEFT)
    line.paragraph_format.space_before = LINE
    line.paragraph_format.keep_together = True
    _rule(line, "top", "4", "4", "969696")
