"""The model itself, by hand: which serials are chosen, and how blocks are cut."""

from __future__ import annotations

import datetime as dt

from tests.model.places import Block, Tiling, best, crumbs, from_hold

DAY = dt.date(2026, 3, 2)
# Blocks of 10, 4, 4 and 7 serials.
BLOCKS = [Block(1, 10, 1, "available"), Block(21, 24, 1, "available")]
BLOCKS += [Block(31, 34, 1, "available"), Block(41, 47, 1, "available")]


def test_best_takes_the_tail_of_the_smallest_block_that_covers() -> None:
    assert best(BLOCKS, 4) == [(21, 24)]  # a tie takes the lowest serial
    assert best(BLOCKS, 3) == [(22, 24)]
    assert best(BLOCKS, 5) == [(43, 47)]
    assert best(BLOCKS, 8) == [(3, 10)]


def test_best_takes_the_largest_where_none_covers_and_then_what_covers_the_rest() -> None:
    assert best(BLOCKS, 11) == [(1, 10), (24, 24)]
    assert best(BLOCKS, 15) == [(1, 10), (43, 47)]
    assert best(BLOCKS, 19) == [(1, 10), (41, 47), (23, 24)]
    assert best(BLOCKS, 25) == [(1, 10), (41, 47), (21, 24), (31, 34)]


def test_crumbs_takes_the_smallest_first() -> None:
    assert crumbs(BLOCKS, 4) == [(21, 24)]
    assert crumbs(BLOCKS, 6) == [(21, 24), (33, 34)]
    assert crumbs(BLOCKS, 16) == [(21, 24), (31, 34), (41, 47), (10, 10)]


def test_from_hold_takes_what_covers_else_crumbs() -> None:
    assert from_hold(BLOCKS, 9) == [(2, 10)]
    assert from_hold(BLOCKS, 12) == [(21, 24), (31, 34), (44, 47)]


def test_cutting_leaves_both_sides_as_they_were() -> None:
    tiling = Tiling(10, home=9)
    tiling.cut(4, 6).account = 1
    assert [(b.first, b.last, b.account) for b in tiling.blocks] == [
        (1, 3, 9),
        (4, 6, 1),
        (7, 10, 9),
    ]


def test_units_bought_on_the_day_are_left_out() -> None:
    tiling = Tiling(10, home=1)
    tiling.cut(4, 6).bought_on = DAY
    assert [b.first for b in tiling.free(1, "unissued", before=DAY)] == [1, 7]
    assert [b.first for b in tiling.free(1, "unissued", before=DAY + dt.timedelta(days=1))] == [
        1,
        4,
        7,
    ]
