"""What a letter may be, before it is any file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.letters.letter import LONGEST, MOST_ROWS, Table, breadth
from tests.core.letters.examples import ORDINARY


def test_the_date_is_written_as_letters_do():
    assert ORDINARY.signed_on == "2026年7月17日"


def test_columns_are_as_wide_as_what_stands_in_them():
    narrow, wide, middle = ORDINARY.table.weights
    assert narrow < middle < wide
    assert breadth("a甲") == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " "},
        {"sender": "甲" * (LONGEST + 1)},
        {"paragraphs": ("甲" * (LONGEST + 1),)},
        {"paragraphs": ("甲",) * 201},
    ],
)
def test_a_letter_has_bounds(fields):
    with pytest.raises(ValueError, match="letter"):
        replace(ORDINARY, **fields)


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        ((), ()),
        (("甲",) * 9, ()),
        (("甲", "乙"), (("1",),)),
        (("甲",), (("1",),) * (MOST_ROWS + 1)),
        (("甲" * (LONGEST + 1),), ()),
    ],
)
def test_a_table_has_bounds(heads, rows):
    with pytest.raises(ValueError, match="letter"):
        Table(heads, rows)
