"""The letter as PDF, read again; the same bytes each time; nothing in it is markup."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
import time_machine
from pypdf import PdfReader

from core.letters.letter import Letter, Table
from core.letters.pdf import letter_pdf
from tests.core.letters.examples import HOSTILE, MARKUP, NAME, ORDINARY

A_SIGNATURE = "北京市生态环境局2026年7月17日"


def pages(letter: Letter) -> list[str]:
    """The text of each page, without blanks and breaks."""
    read = PdfReader(io.BytesIO(letter_pdf(letter)))
    return [re.sub(r"[\s\u200b]", "", page.extract_text()) for page in read.pages]


def test_everything_is_in_it_in_order():
    whole = "".join(pages(ORDINARY))
    parts = (
        "北京市生态环境局文件", "京碳普补〔2026〕12号", "补正通知书", "北京绿能出行科技有限公司：",
        *ORDINARY.paragraphs, "序号", "1,888", A_SIGNATURE, "核验：https://registry.example/",
    )  # fmt: skip
    places = [whole.index(part) for part in parts]
    assert places == sorted(places)


def test_what_is_empty_is_left_out():
    bare = replace(
        ORDINARY, number="", addressee="", paragraphs=(), masthead="", table=None, verification=""
    )
    assert pages(bare) == [f"补正通知书{A_SIGNATURE}—1—"]


def test_the_same_letter_is_the_same_bytes_whatever_the_time():
    first = letter_pdf(ORDINARY)
    with time_machine.travel("2031-01-01"):
        assert letter_pdf(ORDINARY) == first
    assert letter_pdf(replace(ORDINARY, number="京碳普补〔2026〕13号")) != first


def test_its_own_facts_and_fonts():
    read = PdfReader(io.BytesIO(letter_pdf(ORDINARY)))
    assert (read.metadata.title, read.metadata.author) == ("补正通知书", "北京市生态环境局")
    assert read.metadata.creation_date.date() == ORDINARY.date
    width, height = read.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)
    names = {str(font["/BaseFont"]) for font in read.pages[0]["/Resources"]["/Font"].values()}
    assert {re.sub(r"^/\w+\+|-.*$", "", name) for name in names} == {
        "NotoSerifCJKsc", "NotoSansCJKsc",
    }  # fmt: skip


def test_markup_is_text():
    whole = "".join(pages(HOSTILE))
    for text in MARKUP:
        assert text.replace(" ", "") in whole
    assert "root:" not in whole
    assert "张[U+0000]三" in whole
    assert "[U+202E]李[U+200B]四[U+D800]" in whole


def test_long_names_stay_on_the_page():
    """Cut into lines: no line has more than fits between the margins."""
    read = PdfReader(io.BytesIO(letter_pdf(HOSTILE)))
    lines = [line for page in read.pages for line in page.extract_text().splitlines()]
    for character, most in (("甲", 36), ("X", 60), ("f", 140)):
        longest = max(len(run) for line in lines for run in re.findall(f"{character}+", line))
        assert longest <= most
    whole = "".join(pages(HOSTILE))
    assert whole.count("X") >= 5 * NAME.count("X")
    assert whole.count("f" * 600) == 1


@pytest.mark.parametrize("paragraphs", range(1, 24))
def test_a_signature_is_never_alone_on_a_page(paragraphs: int):
    words = "经审查，申请材料不齐全，请就下列事项予以补正。"
    letter = replace(ORDINARY, paragraphs=(words,) * paragraphs, table=None, verification="")
    last = pages(letter)[-1]
    assert A_SIGNATURE in last
    assert words in last


def test_the_heads_of_a_long_table_are_repeated():
    rows = tuple((str(n), f"项目{n}") for n in range(100))
    told = pages(replace(ORDINARY, table=Table(("序号", "名称"), rows)))
    assert len(told) >= 3
    assert all("序号名称" in page for page in told[:3])
    assert "99项目99" in "".join(told)
