"""Two clients that write moves of the same block by hand at the same moment: one is refused, the
tiling holds. Under READ COMMITTED both have seen the block whole before either wrote.
"""

from __future__ import annotations

import threading
from typing import Any

import psycopg
import pytest
from psycopg import Connection, IsolationLevel

from tests.databases import FreshDatabase
from tests.registry.ledger.checks import violations
from tests.registry.ledger.laws.forging import honest_move, insert_entry, insert_moves
from tests.registry.ledger.world import World

pytestmark = pytest.mark.laws
LEVELS = [
    IsolationLevel.READ_COMMITTED,
    IsolationLevel.REPEATABLE_READ,
    IsolationLevel.SERIALIZABLE,
]


def _race(
    first: Connection[Any], second: Connection[Any], moves: list[list[dict[str, Any]]]
) -> list[BaseException | None]:
    """``first`` writes, ``second`` writes and waits for it, ``first`` commits, then ``second``."""
    errors: list[BaseException | None] = [None, None]

    def write(n: int, connection: Connection[Any]) -> None:
        try:
            insert_entry(
                connection, sum(m["last"] - m["first"] + 1 for m in moves[n]), 9_000_000 + n
            )
            insert_moves(connection, *moves[n])
        except psycopg.Error as error:
            errors[n] = error
            connection.rollback()

    write(0, first)
    waiting = threading.Thread(target=write, args=(1, second))
    waiting.start()
    waiting.join(0.15)  # it waits for the row, or has failed at once
    first.commit()
    waiting.join(30)
    assert not waiting.is_alive()
    second.commit()
    return errors


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name.lower())
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([(1, 100)], [(1, 100)]),  # the same units
        ([(1, 50)], [(51, 100)]),  # two ends of one block
        ([(40, 60)], [(1, 10)]),
        ([(1, 10)], [(91, 100)]),
        ([(50, 60)], [(55, 65)]),
        ([(1, 10), (20, 30)], [(12, 15), (40, 50)]),  # set-based, no serial in common
        ([(1, 10), (20, 30)], [(10, 20)]),
    ],
)
def test_one_of_two_is_refused(
    fresh_database: FreshDatabase,
    level: IsolationLevel,
    one: list[tuple[int, int]],
    other: list[tuple[int, int]],
) -> None:
    world = World(n=2, each_t=100)
    first, second = fresh_database.connect_owner(), fresh_database.connect_owner()
    moves = []
    for n, (connection, ranges) in enumerate(((first, one), (second, other))):
        connection.isolation_level = level
        rows: list[dict[str, Any]] = []
        for line, (low, high) in enumerate(ranges, start=1):
            row = honest_move(
                connection, world.batch, low, high, (world.accounts[1], "available"),
                entry=9_000_000 + n, line=line,
            )  # fmt: skip
            for meter in ("src_out_t", "dst_in_t") if rows else ():
                row[meter] = rows[-1][meter] + high - low + 1
            rows.append(row)
        moves.append(rows)
    won, lost = _race(first, second, moves)
    assert won is None
    assert isinstance(lost, psycopg.Error)
    assert lost.sqlstate in ("40001", "23505", "LE002")
    assert violations(fresh_database.connect_owner()) == []


def test_moves_of_different_places_do_not_wait_for_each_other(
    fresh_database: FreshDatabase,
) -> None:
    world = World(n=4, each_t=100)
    a, b, c, d = world.accounts
    first, second = fresh_database.connect_owner(), fresh_database.connect_owner()
    moves = [
        [honest_move(first, world.batch, 1, 10, (b, "available"), entry=9_000_000)],
        [honest_move(second, world.batch, 201, 210, (d, "available"), entry=9_000_001)],
    ]
    assert (a, c) == (moves[0][0]["src_account"], moves[1][0]["src_account"])
    assert _race(first, second, moves) == [None, None]
    assert violations(fresh_database.connect_owner()) == []
