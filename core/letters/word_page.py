"""The page of a letter in Word: A4 with the margins of official letters, its fonts, page numbers."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.word import add, put

BODY, HEADING, TABLE, LATIN = "仿宋", "宋体", "黑体", "Times New Roman"
SIZE_PT = 14  # of page numbers
FONTS = (
    (BODY, "FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC"),
    (HEADING, "SimSun,STSong,Noto Serif CJK SC"),
    (TABLE, "SimHei,STHeiti,Noto Sans CJK SC"),
    (LATIN, "Liberation Serif"),
)


def set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _normal(document)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, ALIGN.RIGHT)
    _number(section.even_page_footer, ALIGN.LEFT)


def _number(footer: Any, align: ALIGN) -> None:
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = "Normal"
    line.alignment = align
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(SIZE_PT)
    face(line.add_run("— "), HEADING, SIZE_PT)
    number = line.add_run("1")
    face(number, HEADING, SIZE_PT)
    add(line._p, "w:fldSimple", instr="PAGE").append(number._r)
    face(line.add_run(" —"), HEADING, SIZE_PT)


def _normal(document: WordDocument) -> None:
    """The base of every paragraph: Chinese, no space between, none between Chinese and digits."""
    style: Any = document.styles["Normal"]
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1
    style.paragraph_format.widow_control = True
    properties = style.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        put(properties, name, val="0")
    face(style, BODY, 16)
    add(style.element.get_or_add_rPr(), "w:lang", val="en-US", eastAsia="zh-CN")


def face(target: Any, font: str, size: float) -> None:
    """Type face and size of a run or style; digits and Latin letters in a face of their own."""
    target.font.name, target.font.size = LATIN, Pt(size)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # or quotation marks and dashes would be Latin ones
