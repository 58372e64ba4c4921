"""Moves forged by the owner of the tables. An honest one applies itself; one that is wrong in any
column is refused, because the trigger believes nothing that it can look up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from tests.registry.ledger.checks import violations
from tests.registry.ledger.laws.forging import Row, honest_move, insert_entry, insert_moves
from tests.registry.ledger.laws.target import Target, picture_through

pytestmark = pytest.mark.laws


@pytest.fixture
def owner(target: Target) -> Iterator[Connection[Any]]:
    """The owner's connection; what it does is rolled back."""
    with psycopg.connect(target.database.owner_dsn) as connection:
        yield connection
        connection.rollback()


def assert_refused(connection: Connection[Any], *moves: Row) -> None:
    before = picture_through(connection)
    with pytest.raises(psycopg.Error) as caught, connection.transaction():
        insert_moves(connection, *moves)
    assert caught.value.sqlstate in ("40001", "LE002", "23502", "23505", "23514"), caught.value
    assert picture_through(connection) == before


# Single moves


@pytest.mark.parametrize(
    ("first", "last"), [(1, 100), (1, 1), (100, 100), (1, 40), (60, 100), (30, 60), (50, 50)]
)
def test_an_honest_move_applies_itself(
    target: Target, owner: Connection[Any], first: int, last: int
) -> None:
    insert_entry(owner, last - first + 1)
    insert_moves(owner, honest_move(owner, target.batch, first, last, (target.b, "available")))
    query = "SELECT account FROM ledger.block WHERE batch = %s AND first = %s AND last = %s"
    assert owner.execute(query, (target.batch, first, last)).fetchone() == (target.b,)
    assert violations(owner) == []


def test_a_move_without_an_entry_keeps_the_laws_and_is_found(
    target: Target, owner: Connection[Any]
) -> None:
    insert_moves(owner, honest_move(owner, target.batch, 1, 10, (target.b, "available")))
    assert violations(owner) == [
        ("moves belong to entries, entries to requests", ("move", 9_000_000))
    ]


IDS = ("batch", "src_account", "dst_account", "src_hold", "dst_hold")  # filled in by name
WRONG: dict[str, dict[str, Any]] = {
    "another's units": {"src_account": "b"},
    "nobody's units": {"src_account": 10_000},
    "wrong bucket": {"src_bucket": "trading"},
    "out of a hold that is not there": {"src_hold": 1},
    "no parent": {"parent_entry": None, "parent_line": None},
    "wrong parent": {"parent_entry": 1},
    "wrong parent's line": {"parent_line": 7},
    "source meter too low": {"src_out_t": 9},
    "source meter too high": {"src_out_t": 1_000_000},
    "destination meter too low": {"dst_in_t": 9},
    "destination meter too high": {"dst_in_t": 1_000_000},
    "to nobody": {"dst_account": 10_000},
    "to a place without a holding": {"dst_bucket": "trading"},
    "frozen without a hold": {"dst_bucket": "frozen", "dst_account": "a"},
    "reserved without a hold": {"dst_bucket": "reserved", "dst_account": "a"},
    "into another's freeze": {"dst_bucket": "frozen", "dst_hold": "frozen", "origin": "available"},
    "into a freeze, but available": {"dst_account": "a", "dst_hold": "frozen", "origin": "available"},
    "into a freeze from nowhere": {
        "dst_account": "a", "dst_bucket": "frozen", "dst_hold": "frozen", "dst_in_t": 60,
    },
    "into a reservation as a freeze": {
        "dst_account": "a", "dst_bucket": "frozen", "dst_hold": "reserved", "dst_in_t": 60,
        "origin": "available",
    },
    "an origin without a hold": {"origin": "available"},
    "line nought": {"line": 0},
    "line below nought": {"line": -1},
    "no line": {"line": None},
    "an unknown batch": {"batch": 10_000},
    "another batch": {"batch": "other"},
    "negative tonnes": {"first": 10, "last": 1},
    "no tonnes": {"first": 11, "last": 10},
    "below one": {"first": 0, "last": 9},
    "over two blocks": {"first": 95, "last": 104},
    "over the end": {"first": 991, "last": 1001, "src_account": "b"},
    "beyond the end": {"first": 1001, "last": 1010, "src_account": "b"},
    "all there is": {"first": 1, "last": 9_223_372_036_854_775_807},
}  # fmt: skip


@pytest.mark.parametrize("bent", WRONG.values(), ids=WRONG.keys())
def test_a_move_wrong_in_one_thing_is_refused(
    target: Target, owner: Connection[Any], bent: dict[str, Any]
) -> None:
    named = {
        column: getattr(target, value) if column in IDS and isinstance(value, str) else value
        for column, value in bent.items()
    }
    insert_entry(owner, 10)
    assert_refused(owner, honest_move(owner, target.batch, 1, 10, (target.b, "available")) | named)


@pytest.mark.parametrize("first", [301, 351], ids=["retired", "cancelled"])
@pytest.mark.parametrize("length", [50, 10], ids=["all", "some"])
@pytest.mark.parametrize("at", ["head", "tail"])
def test_nothing_moves_out_of_retired_or_cancelled(
    target: Target, owner: Connection[Any], first: int, length: int, at: str
) -> None:
    start = first if at == "head" else first + 50 - length
    assert_refused(
        owner,
        honest_move(owner, target.batch, start, start + length - 1, (target.b, "available")),
    )


@pytest.mark.parametrize("hold", ["order", "frozen", "reserved"])
def test_held_units_leave_only_through_their_hold(
    target: Target, owner: Connection[Any], hold: str
) -> None:
    first = {"order": 181, "frozen": 201, "reserved": 251}[hold]
    honest = honest_move(owner, target.batch, first, first + 9, (target.b, "available"))
    assert honest["src_hold"] == getattr(target, hold)
    assert_refused(owner, honest | {"src_hold": None})
    other = target.reserved if hold == "frozen" else target.frozen
    assert_refused(owner, honest | {"src_hold": other})


# Several moves


def _two(target: Target, owner: Connection[Any], *ranges: tuple[int, int]) -> list[Row]:
    """Moves of these ranges, a to b, whose meters run on from one to the next."""
    moves: list[Row] = []
    for line, (first, last) in enumerate(ranges, start=1):
        move = honest_move(owner, target.batch, first, last, (target.b, "available"), line=line)
        if moves:
            move["src_out_t"] = moves[-1]["src_out_t"] + last - first + 1
            move["dst_in_t"] = moves[-1]["dst_in_t"] + last - first + 1
        moves.append(move)
    return moves


def test_honest_moves_in_one_statement_apply_themselves(
    target: Target, owner: Connection[Any]
) -> None:
    moves = _two(target, owner, (1, 10), (20, 30), (31, 31), (401, 600), (90, 100))
    insert_entry(owner, sum(m["last"] - m["first"] + 1 for m in moves))
    insert_moves(owner, *moves)
    assert violations(owner) == []


@pytest.mark.parametrize(
    "ranges",
    [
        [(1, 10), (1, 10)],
        [(1, 10), (10, 20)],
        [(1, 100), (50, 60)],
        [(50, 60), (1, 100)],
        [(1, 1), (1, 1)],
        [(1, 10), (20, 30), (5, 25)],
        [(401, 600), (1, 10), (500, 501)],
    ],
)
def test_the_same_serials_twice_in_one_statement(
    target: Target, owner: Connection[Any], ranges: list[tuple[int, int]]
) -> None:
    assert_refused(owner, *_two(target, owner, *ranges))


def test_a_chain_in_one_statement_is_refused(target: Target, owner: Connection[Any]) -> None:
    there = honest_move(owner, target.batch, 1, 10, (target.b, "available"))
    back = there | {
        "line": 2, "src_account": target.b, "dst_account": target.a, "parent_entry": there["entry"],
        "parent_line": 1, "src_out_t": 10, "dst_in_t": 610,
    }  # fmt: skip
    assert_refused(owner, there, back)


def test_the_same_serials_twice_in_one_transaction(target: Target, owner: Connection[Any]) -> None:
    move = honest_move(owner, target.batch, 1, 10, (target.b, "available"))
    insert_moves(owner, move)
    assert_refused(owner, move | {"line": 2})
    assert_refused(
        owner,
        move | {"line": 2, "src_out_t": move["src_out_t"] + 10, "dst_in_t": move["dst_in_t"] + 10},
    )
    assert_refused(owner, move)


def test_there_and_back_in_one_transaction_is_honest(
    target: Target, owner: Connection[Any]
) -> None:
    insert_entry(owner, 20)
    insert_moves(owner, honest_move(owner, target.batch, 1, 10, (target.b, "available")))
    insert_moves(owner, honest_move(owner, target.batch, 1, 10, (target.a, "available"), line=2))
    assert violations(owner) == []


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize(
    "bent",
    [
        {"src_account": 10_000}, {"parent_line": 9}, {"src_out_t": 0}, {"dst_in_t": 0},
        {"dst_bucket": "trading"}, {"dst_bucket": "frozen"}, {"batch": 10_000}, {"line": 0},
        {"src_hold": 1}, {"origin": "available"}, {"last": 1001}, {"dst_account": 10_000},
    ],
    ids=str,
)  # fmt: skip
def test_one_wrong_among_honest_ones_refuses_all(
    target: Target, owner: Connection[Any], which: int, bent: dict[str, Any]
) -> None:
    moves = _two(target, owner, (1, 10), (20, 30), (401, 410))
    moves[which] |= bent
    assert_refused(owner, *moves)


@pytest.mark.parametrize("meter", ["src_out_t", "dst_in_t"])
@pytest.mark.parametrize("middle", [-10, 5])
def test_a_wrong_reading_in_the_middle_of_honest_ones_is_found(
    target: Target, owner: Connection[Any], meter: str, middle: int
) -> None:
    """Too dear to refuse at once: a statement's lowest and highest readings and its sum are checked."""
    moves = _two(target, owner, (1, 10), (21, 30), (41, 50))
    moves[1][meter] += middle
    insert_entry(owner, 30)
    insert_moves(owner, *moves)
    assert {law for law, _ in violations(owner)} == {"readings of a place run without a jump"}
