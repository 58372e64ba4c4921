"""Merging sources by time: nothing twice, nothing left out, whatever each source could look at."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from governance.audit.trail.reading import parse, read_page, spell
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import Position, Slice, TrailQuery, TrailRow

DAWN = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def position(second: int, number: int = 0, table: int = 0) -> Position:
    return Position(DAWN + dt.timedelta(seconds=second), table, number)


def source(name: str, positions: list[Position], window: int = 0) -> Source:
    """A source of rows at these positions. With ``window`` it looks at no more rows a time, and
    only every third row is what was looked for."""
    kept = sorted(positions, reverse=True)

    def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
        left = [each for each in kept if after is None or each < after]
        looked = left[:window] if window else left
        found = [p for p in looked if not window or p.number % 3 == 0]
        rows = tuple(TrailRow(source=name, position=p, actor="周敏", act="办理") for p in found)
        ended = window and len(left) > window and len(rows) < limit
        return Slice(rows[:limit], looked[-1] if ended else None)

    return Source(name, name, {}, read)


def walk(sources: list[Source], limit: int) -> list[TrailRow]:
    rows, after = [], {}
    for _ in range(200):
        page = read_page(sources, TrailQuery(), after, limit)
        assert len(page.rows) <= limit
        rows += page.rows
        after = parse(spell(page.after))  # as an address carries it
        if not after:
            return rows
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("seed", range(8))
def test_every_row_once_and_newest_first(seed):
    draw = random.Random(seed)
    sources = [
        source("a", [position(draw.randrange(60), n, draw.randrange(3)) for n in range(70)]),
        source(
            "b", [position(draw.randrange(60), n) for n in range(40)], window=draw.choice((7, 13))
        ),
        source("c", [position(draw.randrange(60), n) for n in range(50)], window=5),
        source("d", []),
    ]
    rows = walk(sources, draw.choice((1, 3, 10, 50)))
    expected = 70 + len(range(0, 40, 3)) + len(range(0, 50, 3))
    assert len({(row.source, row.position) for row in rows}) == len(rows) == expected
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)


def test_a_look_that_ended_early_says_how_far_it_came():
    few = source("few", [position(n, n) for n in (1, 2, 4, 5, 7, 8)], window=2)
    page = read_page([few], TrailQuery(), {}, 10)
    assert page.rows == ()
    assert page.reached == position(7).at
    assert page.after == {"few": position(7, 7)}


def test_what_does_not_read_as_a_position_begins_at_the_newest():
    for odd in (
        "x",
        "a.b.c.d",
        "a.1.2",
        "a.1.2.3.4",
        "a.1.-1.0",
        f"a.{10**30}.0.0",
        "a.1.0.99999999999999999999",
    ):
        assert parse(odd) == {}
    assert parse("") == {}
