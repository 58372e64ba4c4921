"""The serial grammar: format and parse undo each other, sorting texts sorts units, anything else is
refused, and the published expression is the one that parses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import CodedError
from registry.ledger import serials
from registry.ledger.serials import (
    MAX_SERIAL,
    PATTERN,
    SerialBlock,
    batch_code,
    format_block,
    parse,
)
from tests.registry.ledger.refusing import assert_complete

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = "BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000"

CAPITALS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
programmes = st.text(CAPITALS, min_size=2, max_size=10)
codes = st.builds(
    str.__add__, st.sampled_from(CAPITALS + DIGITS), st.text(CAPITALS + DIGITS + ".-", max_size=39)
)
numbers = st.one_of(
    st.integers(1, MAX_SERIAL), st.integers(1, 20), st.integers(MAX_SERIAL - 20, MAX_SERIAL)
)


@st.composite
def blocks(draw: st.DrawFn) -> SerialBlock:
    first, last = sorted((draw(numbers), draw(numbers)))
    if draw(st.booleans()):
        last = first
    return SerialBlock(
        programme=draw(programmes),
        methodology=draw(codes),
        project=draw(codes),
        vintage=draw(st.integers(1990, 2200)),
        issuance=draw(st.integers(1, 9999)),
        first=first,
        last=last,
    )


@given(blocks())
def test_parsing_undoes_formatting(block: SerialBlock) -> None:
    assert parse(str(block)) == block


def parsed(text: str) -> SerialBlock | None:
    """The block, or None when the text was refused as it should be."""
    try:
        return parse(text)
    except CodedError as error:
        if error.code != "serial_malformed":
            raise
        return None


@given(st.from_regex(re.compile(PATTERN), fullmatch=True))
def test_formatting_undoes_parsing_or_the_text_is_refused(text: str) -> None:
    block = parsed(text)
    if block is not None:
        assert str(block) == text
        assert 1 <= block.first <= block.last <= MAX_SERIAL
        assert block.quantity_t == block.last - block.first + 1


@given(blocks(), st.sampled_from(["", " ", "\n", "\t ", "　"]))
def test_blanks_around_do_not_matter(block: SerialBlock, blank: str) -> None:
    assert parse(f"{blank}{block}{blank}") == block


@given(st.lists(blocks(), max_size=8), st.lists(numbers, max_size=8))
def test_sorting_texts_sorts_by_batch_and_serial(some: list[SerialBlock], ends: list[int]) -> None:
    if some:  # several blocks of one batch among them
        some += [replace(some[0], first=min(a, b), last=max(a, b)) for a, b in pairwise(ends)]

    def place(block: SerialBlock) -> tuple[str, int, int]:
        return str(block).rpartition("_")[0], block.first, block.last

    assert [place(block) for block in sorted(some, key=str)] == sorted(map(place, some))


@given(blocks(), blocks())
def test_vintage_and_issuance_sort_by_number(one: SerialBlock, other: SerialBlock) -> None:
    def name(block: SerialBlock) -> str:
        return batch_code(
            programme="BJ",
            methodology="M",
            project="P",
            vintage=block.vintage,
            issuance=block.issuance,
        )

    by_number = (one.vintage, one.issuance) < (other.vintage, other.issuance)
    assert (name(one) < name(other)) == by_number


@given(blocks(), st.data())
def test_one_letter_changed_never_names_the_same_block(
    block: SerialBlock, data: st.DataObject
) -> None:
    text = str(block)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters().filter(lambda c: c != text[at]))
    assert parsed(text[:at] + letter + text[at + 1 :]) != block


@given(blocks(), st.data())
def test_a_piece_of_a_serial_never_names_the_same_block(
    block: SerialBlock, data: st.DataObject
) -> None:
    text = str(block)
    assert parsed(text[: data.draw(st.integers(0, len(text) - 1))]) != block


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    block = parsed(text)
    assert block is None or str(block) == text.strip()


MALFORMED = [
    "",
    " ",
    "BJ",
    EXAMPLE.lower(),
    EXAMPLE.replace("BJ", "B"),  # too short a programme
    EXAMPLE.replace("BJ", "ABCDEFGHIJK"),  # too long
    EXAMPLE.replace("BJ", "B1"),
    EXAMPLE.replace("P0001", ""),
    EXAMPLE.replace("P0001", "-P"),
    EXAMPLE.replace("P0001", "P" * 41),
    EXAMPLE.replace("P0001", "P_1"),
    EXAMPLE.replace("2025", "25"),
    EXAMPLE.replace("2025", "20250"),
    EXAMPLE.replace("_0001_", "_1_"),
    EXAMPLE.replace("_0001_", "_00001_"),
    EXAMPLE.replace("0000000001", "1"),
    EXAMPLE.replace("0000000001", "00000000001"),
    EXAMPLE.replace("0000000001", "0000000000"),  # serials begin at one
    EXAMPLE.replace("0000001000", "0000000000"),  # backwards
    EXAMPLE.replace("0000001000", "0000000001"),  # one unit is written without its last part
    EXAMPLE.replace("-0000001000", "-"),
    EXAMPLE.replace("-0000001000", "–0000001000"),  # another dash
    EXAMPLE + "-0000002000",
    EXAMPLE + "_",
    EXAMPLE.replace("_", "-"),
    EXAMPLE.replace("2025", "２０２５"),  # full-width digits
    EXAMPLE.replace("0000000001", "٠٠٠٠٠٠٠٠٠١"),  # Arabic-Indic digits
    EXAMPLE.replace("_P", "_\nP"),
    EXAMPLE.replace("_P", "_\0P"),
    EXAMPLE + "\0",
    EXAMPLE + "; DROP TABLE ledger.block",
    "x" * 10_000,
]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda t: ascii(t)[:70])
def test_what_is_no_serial(text: str) -> None:
    with pytest.raises(CodedError) as caught:
        parse(text)
    assert caught.value.code == "serial_malformed"
    assert_complete(caught.value)
    assert len(caught.value.params["serial"]) <= 200


@pytest.mark.parametrize("numbers", ["1989_0001", "2201_0001", "0000_0001", "2025_0000"])
def test_what_no_batch_can_be_called(numbers: str) -> None:
    """The grammar gives vintage and issuance four digits each; batches use fewer of them."""
    text = EXAMPLE.replace("2025_0001", numbers)
    assert parsed(text) is None or str(parsed(text)) == text


def test_the_example_of_the_refusal_is_a_serial() -> None:
    from registry.ledger.errors import LedgerCode

    block = parse(EXAMPLE)
    assert (block.programme, block.methodology, block.project) == ("BJ", "CCER-14-001-V01", "P0001")
    assert (block.vintage, block.issuance, block.first, block.last) == (2025, 1, 1, 1000)
    for sentence in (LedgerCode.SERIAL_MALFORMED.value.zh, LedgerCode.SERIAL_MALFORMED.value.en):
        assert EXAMPLE in sentence


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (-1, 5), (1, MAX_SERIAL + 1), (0, 0)])
def test_no_block_is_printed_that_cannot_be(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no such block"):
        format_block("BJ_M_P_2025_0001", first, last)


def test_the_expression_is_portable() -> None:
    """Published for other programmes: nothing in it that only Python knows, no unbounded repetition
    (so that no text takes long)."""
    plain = re.sub(r"\?P<[a-z]+>", "", PATTERN)
    assert re.fullmatch(r"[A-Za-z0-9\[\]{}()?:,._\-|]+", plain)
    assert "+" not in plain
    assert "*" not in plain
    assert re.fullmatch(plain, EXAMPLE)


def test_the_published_expression_is_the_one_that_parses() -> None:
    published = [
        path
        for path in (ROOT / "docs").rglob("*.md")
        if PATTERN in re.sub(r"\s*\n\s*", "", path.read_text())
    ]
    if not published:
        pytest.skip("no page of docs/ publishes the expression yet")
    assert serials.PATTERN


@pytest.mark.django_db
def test_the_database_takes_the_codes_that_the_grammar_takes() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'ledger.batch'::regclass"
            " AND contype = 'c'"
        )
        checks = " ".join(row[0] for row in cursor.fetchall())
    grammar = dict(
        re.findall(r"\(\?P<(programme|methodology|project)>(\S+?)\)_?(?=\(|_|$)", PATTERN)
    )
    for field, expression in grammar.items():
        assert f"{field} ~ '^{expression}$'" in checks.replace("::text", "")
