"""Which issuance a prefix belongs to: largest to largest, unless the dates say otherwise."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from registry.imports.matching import Place, Prefix, match, only_sizes_fit, share_out

DAY = dt.date(2016, 1, 1)


def prefixes(*what: tuple[int, int]) -> list[Prefix]:
    """(highest serial, days after DAY of the first retirement)."""
    return [Prefix(f"P{n}", high, DAY + dt.timedelta(d)) for n, (high, d) in enumerate(what)]


def places(*what: tuple[int, int]) -> list[Place]:
    """(tonnes, days after DAY of the issuance)."""
    return [Place(f"I{n}", tonnes, DAY + dt.timedelta(d)) for n, (tonnes, d) in enumerate(what)]


def seats(found: dict[str, Place] | None) -> dict[str, str] | None:
    return found and {code: place.name for code, place in found.items()}


def test_largest_goes_to_largest() -> None:
    found = match(prefixes((10, 9), (90, 9)), places((20, 0), (95, 0), (15, 0)))
    assert seats(found) == {"P1": "I1", "P0": "I0"}


def test_a_later_issuance_cannot_have_been_retired_before() -> None:
    early, late = places((50, 0), (90, 30))
    assert seats(match(prefixes((40, 10)), [early, late])) == {"P0": "I0"}
    assert only_sizes_fit(prefixes((40, 10)), [early, late])
    assert not only_sizes_fit(prefixes((40, 40)), [early, late])


def test_a_prefix_moves_when_another_has_only_its_place() -> None:
    found = match(prefixes((50, 40), (40, 10)), places((60, 0), (90, 30)))
    assert seats(found) == {"P0": "I1", "P1": "I0"}
    # The first takes the largest place; the second has nowhere else, so the first moves.
    found = match(prefixes((50, 40), (45, 40)), places((90, 0), (60, 0)))
    assert seats(found) == {"P0": "I0", "P1": "I1"}
    found = match(prefixes((50, 40), (45, 10)), places((90, 0), (60, 30)))
    assert seats(found) == {"P0": "I1", "P1": "I0"}


def test_no_answer_when_one_finds_no_place() -> None:
    assert match(prefixes((10, 9), (9, 9)), places((20, 0))) is None
    assert match(prefixes((21, 9)), places((20, 0))) is None
    assert match(prefixes((5, 1)), places((20, 2))) is None


pairs = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), max_size=5)


@given(pairs, pairs)
def test_finds_an_answer_exactly_when_there_is_one(
    wanted: Sequence[tuple[int, int]], given_: Sequence[tuple[int, int]]
) -> None:
    asked, offered = prefixes(*wanted), places(*given_)

    def sits(order: Sequence[Place]) -> bool:
        return all(
            prefix.highest <= place.quantity_t and prefix.first_retired >= place.issued_on
            for prefix, place in zip(asked, order, strict=True)
        )

    possible = any(map(sits, itertools.permutations(offered, len(asked))))
    found = match(asked, offered)
    assert (found is not None) == possible
    if found is not None:
        assert sits([found[prefix.code] for prefix in asked])
        assert len({place.name for place in found.values()}) == len(asked)


def test_sharing_out_never_makes_up_units() -> None:
    assert share_out(prefixes((30, 0), (10, 0)), 50) == ({"P0": 30, "P1": 10}, 10)
    assert share_out(prefixes((30, 0), (10, 0)), 35) == ({"P0": 30, "P1": 5}, 0)
    assert share_out(prefixes((30, 0), (10, 0)), 30) == ({"P0": 30}, 0)
    assert share_out(prefixes((30, 0)), 0) == ({}, 0)
