"""What people type is put into the strict spelling; what is no serial stays none."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import CodedError
from disclosure.serial_input import normalised
from registry.ledger import serials

BLOCK = "BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000"
ONE = "BJ_CCER-14-001-V01_P0001_2025_0001_0000000007"


@pytest.mark.parametrize(
    "typed",
    [
        BLOCK.lower(),
        f"  {BLOCK}。",
        f"“{BLOCK}”",
        BLOCK.replace("_", " _ "),
        BLOCK.replace("_P0001", "\n_P0001"),
        "".join(chr(ord(c) + 0xFEE0) for c in BLOCK),  # full width throughout
        BLOCK[:-11] + "–" + BLOCK[-10:],
        BLOCK[:-11] + " 至 " + BLOCK[-10:],
        BLOCK[:-11] + "～" + BLOCK[-10:],
        BLOCK[:10] + "\u200b" + BLOCK[10:],
    ],
)
def test_is_read_as_meant(typed: str):
    assert normalised(typed) == BLOCK


def test_a_block_of_one():
    assert normalised(f"{ONE}-{ONE[-10:]}") == ONE


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_regex(re.compile(serials.PATTERN), fullmatch=True))
def test_what_the_grammar_takes_is_left_alone(text: str):
    try:
        block = serials.parse(text)
    except CodedError:
        return
    assert normalised(text) == str(block)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_nothing_breaks_it(text: str):
    assert normalised(normalised(text)[:300]) is not None
    assert len(normalised(text)) <= 300 * 18  # one sign may stand for a few letters
