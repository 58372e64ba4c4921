"""Hostile and broken workbooks: a coded refusal, never a crash, and no work without bound."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from core.errors import CodedError
from methodologies import catalogue, limits
from methodologies.sheet import SheetCode as Code
from methodologies.sheet import layout, read, template
from tests.methodologies.sheet.books import (
    GOOD,
    ROWS,
    SCALARS,
    faults,
    filled,
    replaced,
    small,
    spoilt,
)  # fmt: skip


def refused(raw: bytes, plan=None) -> Code:
    with pytest.raises(CodedError) as refusal:
        read(plan or small(), raw)
    assert refusal.value.zh
    assert refusal.value.en
    kind = refusal.value.kind
    assert isinstance(kind, Code)
    return kind


def plain_book() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


FILES = {
    "nothing": (b"", Code.BOOK_UNREADABLE),
    "a text": ("参数,数值\n".encode(), Code.BOOK_UNREADABLE),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Code.BOOK_UNREADABLE),
    "another zip": (zipped(a=b"b"), Code.BOOK_UNREADABLE),
    "half a file": (filled(small(), GOOD)[:5000], Code.BOOK_UNREADABLE),
    "too many bytes": (b"PK" + b"\0" * limits.BOOK_BYTES, Code.BOOK_TOO_LARGE),
    "no template": (plain_book(), Code.BOOK_NO_TEMPLATE),
    "another methodology": (template(catalogue.find("SAMPLE-H2")), Code.BOOK_OTHER),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_the_template_is_refused(name):
    raw, wanted = FILES[name]
    assert refused(raw) is wanted


def test_another_text_of_the_same_version_is_refused():
    raw = filled(small(), GOOD, lambda book: book[layout.MARKER].__setitem__("A4", "0" * 64))
    assert refused(raw) is Code.BOOK_OLD


def with_cells(xml: bytes) -> bytes:
    """The sheet of rows with these rows in the place of its data."""

    def act(content: bytes) -> bytes:
        first, last = content.index(b"<sheetData>"), content.index(b"</sheetData>")
        return content[: first + 11] + xml + content[last:]

    return spoilt(filled(small(), GOOD), {ROWS: act})


ENTITIES = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]><worksheet/>'
BOMBS = {
    "unpacked": lambda: spoilt(filled(small(), GOOD), {ROWS: lambda c: c + b" " * (100 << 20)}),
    "another part": lambda: spoilt(filled(small(), GOOD), {"a.bin": lambda c: b"\0" * (100 << 20)}),
    "cells": lambda: with_cells(b'<row r="5">' + b"<c/>" * limits.BOOK_TAGS + b"</row>"),
    "rows": lambda: with_cells(b'<row r="5"/>' * (limits.BOOK_ROWS + 1)),
    "columns": lambda: spoilt(
        filled(small(), GOOD),
        {ROWS: replaced(b"<sheetData>", b"<cols>" + b"<col/>" * 60_000 + b"</cols><sheetData>")},
    ),
    "styles": lambda: spoilt(
        filled(small(), GOOD), {"xl/styles.xml": replaced(b"<fonts", b"<a/>" * 60_000 + b"<fonts")}
    ),
    "parts": lambda: spoilt(
        filled(small(), GOOD), {f"xl/{n}.xml": lambda c: b"<a/>" for n in range(500)}
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_is_parsed(name):
    assert refused(BOMBS[name]()) is Code.BOOK_TOO_LARGE


@pytest.mark.parametrize(
    "content", [ENTITIES, "<worksheet/>".encode("utf-16"), b"<worksheet><unclosed>"]
)
def test_xml_that_no_excel_writes_is_refused(content):
    assert refused(spoilt(filled(small(), GOOD), {ROWS: lambda c: content})) is Code.BOOK_UNREADABLE


def test_macros_are_refused():
    raw = filled(small(), GOOD)
    assert refused(spoilt(raw, {"xl/vbaProject.bin": lambda c: b"x"})) is Code.BOOK_MACROS
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert refused(spoilt(raw, {"[Content_Types].xml": replaced(kind, macro)})) is Code.BOOK_MACROS


def test_a_part_twice_and_a_part_missing():
    raw = filled(small(), GOOD)
    assert refused(spoilt(raw, {"xl/workbook.xml": None})) is Code.BOOK_UNREADABLE
    assert faults(small(), spoilt(raw, {ROWS: None})) == [("T", "sheet_missing")]
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert refused(out.getvalue()) is Code.BOOK_UNREADABLE


NUMBERS = {b"1e999": "number_malformed", b"-0.0": "", b"1e-320": "number_too_long"}


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_at_the_edge(number):
    raw = spoilt(filled(small(), GOOD), {SCALARS: replaced(b"<v>0.5</v>", b"<v>%b</v>" % number)})
    wanted = [("参数!E4", NUMBERS[number])] if NUMBERS[number] else []
    assert faults(small(), raw) == wanted


@pytest.mark.parametrize("number", [b"NaN", b"9" * 5000, b"1_0x"])
def test_what_is_no_number_in_a_number_s_place(number):
    raw = spoilt(filled(small(), GOOD), {SCALARS: replaced(b"<v>0.5</v>", b"<v>%b</v>" % number)})
    assert refused(raw) is Code.BOOK_UNREADABLE


def test_cells_far_away_cost_nothing():
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="2000000000"/>'
    raw = spoilt(filled(small(), GOOD), {ROWS: replaced(b"</sheetData>", far + b"</sheetData>")})
    begin = time.process_time()
    assert faults(small(), raw) == []
    assert time.process_time() - begin < 10


def test_random_damage_is_refused_or_read_and_nothing_else():
    raw, dice = filled(small(), GOOD), random.Random(20251120)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()

    def damage(content: bytes) -> bytes:
        at, length = dice.randrange(len(content)), dice.randrange(1, 30)
        return content[:at] + dice.randbytes(dice.randrange(0, 4)) + content[at + length :]

    def swap(content: bytes) -> bytes:
        at = dice.randrange(len(content))
        return content[:at] + dice.choice([b"9", b"-", b"<c/>", b"<f/>", b'"', b"e"]) + content[at:]

    outcomes = set()
    for _ in range(300):
        broken = spoilt(raw, {dice.choice(names): dice.choice([damage, swap])})
        try:
            outcomes.add(bool(read(small(), broken).errors))
        except CodedError as refusal:
            outcomes.add(refusal.code)
    assert {"book_unreadable", False} <= outcomes
    for _ in range(200):
        at = dice.randrange(len(raw))
        with suppress(CodedError):
            read(small(), raw[:at] + dice.randbytes(3) + raw[at + 3 :])
