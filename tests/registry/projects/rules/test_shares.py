"""Percentages are exactly 100, tonnes are split without losing or inventing one, and R-BUFFER-01."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.projects.rules.buffer import Split, split_buffer
from registry.projects.rules.shares import check_shares, split_t


def percents(*texts: str) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in zip("甲乙丙丁戊", texts, strict=False)}


@pytest.mark.parametrize(
    "texts",
    [("100",), ("50", "50"), ("33.33", "33.33", "33.34"), ("99.999999", "0.000001"), ("1E+2",)],
)
def test_shares_that_are_whole(texts: tuple[str, ...]):
    assert check_shares(percents(*texts)) == []


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (("33.33", "33.33", "33.33"), "99.99"),
        (("50", "50.000001"), "100.000001"),
        (("100", "100"), "200"),
        ((), "0"),
    ],
)
def test_shares_that_are_not(texts: tuple[str, ...], total: str):
    (found,) = check_shares(percents(*texts))
    assert found.code == "shares_sum"
    assert f"合计为 {total}%" in found.zh


@pytest.mark.parametrize("text", ["0", "-1", "100.01", "NaN", "sNaN", "Infinity", "0.0000001"])
def test_a_share_that_is_none(text: str):
    shares = {"甲": Decimal("50")} | {"乙": Decimal(text)}
    found = check_shares(shares)
    assert [each.code for each in found] == ["share_invalid"]
    assert "“乙”" in found[0].zh
    with pytest.raises(ValueError, match="share_invalid"):
        split_t(10, shares)


def test_many_small_shares_are_added_exactly():
    """A hundred thousand of them, and one that is a millionth too much."""
    shares = {f"{n:05d}": Decimal("0.001") for n in range(100_000)}
    assert check_shares(shares) == []
    shares["00000"] = Decimal("0.001001")
    assert [each.params["total"] for each in check_shares(shares)] == ["100.000001"]


@pytest.mark.parametrize(
    ("quantity_t", "texts", "expected"),
    [
        (100, ("33.33", "33.33", "33.34"), [33, 33, 34]),
        (10, ("33.33", "33.33", "33.34"), [3, 3, 4]),
        (1, ("50", "50"), [0, 1]),  # a tie: 乙 comes before 甲 by code point
        (2, ("10", "20", "30", "40"), [0, 0, 1, 1]),
        (0, ("50", "50"), [0, 0]),
        (7, ("100",), [7]),
    ],
)
def test_the_largest_remainders_get_the_tonnes_left(quantity_t, texts, expected):
    assert list(split_t(quantity_t, percents(*texts)).values()) == expected


def test_the_order_of_writing_changes_nothing():
    parties = [UUID(int=n) for n in (3, 1, 2)]
    shares = dict.fromkeys(parties[:2], Decimal("33.3")) | {parties[2]: Decimal("33.4")}
    backwards = dict(reversed(shares.items()))
    assert split_t(1_000_001, shares) == split_t(1_000_001, backwards)


@st.composite
def agreements(draw: st.DrawFn) -> dict[str, Decimal]:
    cuts = draw(st.lists(st.integers(1, 99_999_999), max_size=8, unique=True))
    edges = [0, *sorted(cuts), 100_000_000]
    return {
        f"party{n}": Decimal(high - low).scaleb(-6) for n, (low, high) in enumerate(pairwise(edges))
    }


@given(st.integers(0, 10**15), agreements())
def test_the_sum_is_exact_and_nobody_is_a_tonne_away(quantity_t, shares):
    assert check_shares(shares) == []
    split = split_t(quantity_t, shares)
    assert sum(split.values()) == quantity_t
    for party, tonnes in split.items():
        assert abs(tonnes - quantity_t * Fraction(shares[party]) / 100) < 1


def test_a_negative_quantity_is_a_mistake():
    with pytest.raises(ValueError, match="-1"):
        split_t(-1, percents("100"))
    with pytest.raises(ValueError, match="-1"):
        split_buffer(-1, Decimal("0.1"))


@pytest.mark.parametrize(
    ("quantity_t", "share", "expected"),
    [
        (1_000, "0.1", Split(100, 900)),
        (1_001, "0.1", Split(101, 900)),  # R-BUFFER-01: never short
        (5, "0", Split(0, 5)),
        (5, "1", Split(5, 0)),
        (0, "0.1", Split(0, 0)),
        (10**15 + 1, "0.1", Split(10**14 + 1, 9 * 10**14)),
    ],
)
def test_the_buffers_part(quantity_t: int, share: str, expected: Split):
    found = split_buffer(quantity_t, Decimal(share))
    assert found.buffer_t + found.owner_t == quantity_t
    assert found == expected


@pytest.mark.parametrize("share", ["-0.1", "1.1", "NaN", "Infinity"])
def test_a_buffer_share_that_is_none(share: str):
    with pytest.raises(ValueError, match="0 to 1"):
        split_buffer(10, Decimal(share))
