"""The letter as Word document, read again; the same bytes each time; the order Word insists on."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
import time_machine
from docx import Document
from docx.oxml.ns import qn

from core.letters.letter import Letter, Table
from core.letters.word import letter_docx
from tests.core.letters.examples import HOSTILE, MARKUP, ORDINARY
from tests.databases import ROOT

LETTERS = [ORDINARY, HOSTILE]
# The sequences of the schema (ECMA-376, CT_PPr and CT_RPr), as far as used here.
PARAGRAPH = [
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs"),
    *("autoSpaceDE", "autoSpaceDN", "spacing", "ind", "jc", "rPr"),
]
RUN = ["rStyle", "rFonts", "b", "bCs", "i", "color", "spacing", "sz", "szCs", "lang"]
PROGRAM = """
import hashlib, sys
from core.letters.word import letter_docx
from tests.core.letters.examples import ORDINARY
sys.stdout.write(hashlib.sha256(letter_docx(ORDINARY)).hexdigest())
"""


def opened(letter: Letter):
    return Document(io.BytesIO(letter_docx(letter)))


def parts(letter: Letter) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(letter_docx(letter))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it_in_order():
    document = opened(ORDINARY)
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told == [
        "北京市生态环境局文件", "京碳普补〔2026〕12号", "补正通知书", "北京绿能出行科技有限公司：",
        *ORDINARY.paragraphs, "北京市生态环境局", "2026年7月17日",
        ORDINARY.verification.replace("　", " "),
    ]  # fmt: skip
    (table,) = document.tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ORDINARY.table.heads, *ORDINARY.table.rows,
    ]  # fmt: skip


def test_what_is_empty_is_left_out():
    bare = replace(
        ORDINARY, number="", addressee="", paragraphs=(), masthead="", table=None, verification=""
    )
    told = [paragraph.text for paragraph in opened(bare).paragraphs]
    assert told == ["补正通知书", "北京市生态环境局", "2026年7月17日"]


def test_the_same_letter_is_the_same_bytes_whatever_the_time_and_place():
    first = letter_docx(ORDINARY)
    with time_machine.travel("2031-01-01"):
        assert letter_docx(ORDINARY) == first
    elsewhere = os.environ | {"TZ": "America/Lima", "PYTHONHASHSEED": "7", "USER": "x"}
    digests = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT, env=elsewhere | {"PYTHONHASHSEED": seed}, check=True, capture_output=True,
        ).stdout
        for seed in ("7", "8")
    }  # fmt: skip
    assert digests == {hashlib.sha256(first).hexdigest().encode()}
    assert letter_docx(replace(ORDINARY, number="13号")) != first


def test_its_own_facts_and_nothing_of_the_librarys_template():
    properties = opened(ORDINARY).core_properties
    assert (properties.title, properties.author) == ("补正通知书", "北京市生态环境局")
    assert properties.created.date() == properties.modified.date() == ORDINARY.date
    found = parts(ORDINARY)
    assert sorted(found) == sorted(
        ["[Content_Types].xml", "_rels/.rels", "docProps/core.xml"]
        + [f"word/{name}.xml" for name in ("document", "fontTable", "settings", "styles")]
        + ["word/footer1.xml", "word/footer2.xml", "word/_rels/document.xml.rels"]
    )
    assert b"python-docx" not in b"".join(found.values())


def test_the_faces_of_type_and_what_stands_in_for_them():
    found = parts(ORDINARY)
    fonts = found["word/fontTable.xml"].decode()
    assert re.search(r'w:name="仿宋"><w:altName w:val="FangSong,', fonts)
    assert 'w:eastAsia="仿宋"' in found["word/styles.xml"].decode()
    head = opened(ORDINARY).paragraphs[0].runs[0]
    assert (head.font.bold, str(head.font.color.rgb), head.font.size.pt) == (True, "D81E06", 42)


@pytest.mark.parametrize("letter", LETTERS, ids=["ordinary", "hostile"])
def test_elements_stand_in_the_order_of_the_schema(letter: Letter):
    document = opened(letter)
    footers = [document.sections[0].footer, document.sections[0].even_page_footer]
    roots = [document.element, document.styles.element, *(each._element for each in footers)]
    for root in roots:
        for tag, order in (("w:pPr", PARAGRAPH), ("w:rPr", RUN)):
            for element in root.iter(qn(tag)):
                places = [order.index(child.tag.partition("}")[2]) for child in element]
                assert places == sorted(set(places))


def test_markup_and_what_nobody_sees_is_text():
    document = opened(HOSTILE)
    told = [paragraph.text for paragraph in document.paragraphs]
    for text in MARKUP:
        assert " ".join(text.split()) in told
    assert "张[U+0000]三[U+001B][U+FFFE][U+202E]李[U+200B]四[U+D800]" in told
    assert document.tables[0].rows[1].cells[0].text == MARKUP[0]
    assert len(document.core_properties.title) <= 255


@pytest.mark.parametrize("letter", LETTERS, ids=["ordinary", "hostile"])
def test_nothing_is_loaded_from_elsewhere(letter: Letter):
    for name, content in parts(letter).items():
        assert b'TargetMode="External"' not in content, name
        assert b"instrText" not in content
        fields = set(re.findall(rb'w:instr="([^"]*)"', content))
        assert fields <= {b"PAGE"}


def test_a_characters_rarity_is_no_obstacle():
    """Word has fonts of its own: a character outside ours is left as it is."""
    rare = replace(ORDINARY, addressee="𠮷田（北京）公司")
    assert opened(rare).paragraphs[3].text == "𠮷田（北京）公司："


def test_the_last_of_the_text_goes_with_the_signature():
    def kept(letter: Letter) -> list[str]:
        document = opened(letter)
        return [
            "".join(text.text for text in paragraph.iter(qn("w:t")))
            for paragraph in document.element.iter(qn("w:p"))
            if paragraph.pPr is not None and paragraph.pPr.find(qn("w:keepNext")) is not None
            and paragraph.pPr.find(qn("w:keepNext")).get(qn("w:val")) != "0"
        ]  # fmt: skip

    assert kept(replace(ORDINARY, table=None)) == [ORDINARY.paragraphs[-1], ORDINARY.sender]
    rows = tuple((str(n),) for n in range(100))
    long = replace(ORDINARY, table=Table(("序号",), rows))
    assert kept(long) == ["序号", "97", "98", "99", ORDINARY.sender]
