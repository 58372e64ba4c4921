"""Laws 1, 2 and 5 against the owner of the tables, with raw SQL and the triggers in place: no
overlap, no gap, no growth, no other key, no removal, nothing out of retired and cancelled.
"""

from __future__ import annotations

import pytest

from tests.registry.ledger.laws.conftest import Attack

pytestmark = pytest.mark.laws

INSERT = (
    "INSERT INTO ledger.block (batch, first, last, account, bucket, quantity_t) VALUES "
    "({batch}, %s, %s, {a}, 'available', %s)"
)
AT = " WHERE batch = {batch} AND first = "


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (50, 60),  # inside a block
        (1, 100),  # the very block
        (90, 110),  # over two blocks
        (2, 1000),  # over all
        (1000, 1001),  # over the end
        (1001, 1100),  # beyond the end
        (0, 0),  # before the beginning
        (-5, 10),
        (60, 50),  # backwards
        (5_000_000_000, 5_000_000_001),
    ],
)
def test_a_block_cannot_be_laid_over_or_beyond_others(
    attack_as_owner: Attack, first: int, last: int
) -> None:
    error = attack_as_owner(INSERT, first, last, last - first + 1)
    assert error.sqlstate in ("LE002", "23505")


@pytest.mark.parametrize(
    "change",
    [
        "SET last = last - 1, quantity_t = quantity_t - 1" + AT + "101",  # a gap
        "SET last = last - 1" + AT + "101",  # a size that lies
        "SET quantity_t = quantity_t + 1" + AT + "101",
        "SET quantity_t = NULL" + AT + "101",
        "SET last = last + 1, quantity_t = quantity_t + 1" + AT + "101",  # over its neighbour
        "SET last = 2000, quantity_t = 1400" + AT + "601",  # over the end of the batch
        "SET first = 102, quantity_t = quantity_t - 1" + AT + "101",  # another key
        "SET first = first + 1000" + AT + "101",
        "SET batch = {other}" + AT + "1",  # another batch
        "SET account = {b}" + AT + "1",  # theft
        "SET bucket = 'trading'" + AT + "1",
        "SET bucket = 'unissued'" + AT + "1",
        "SET bucket = 'retired'" + AT + "1",
        "SET hold = NULL, origin = NULL, bucket = 'available'" + AT + "201",  # freed by hand
        "SET hold = {reserved}" + AT + "201",
        "SET origin = 'trading'" + AT + "201",
        "SET bought_on = NULL" + AT + "101",
        "SET bought_on = '2020-01-01'" + AT + "101",
        "SET entry = entry + 1" + AT + "1",
        "SET line = 2" + AT + "1",
        "SET last = last" + AT + "1",  # even when nothing changes
        "SET account = CASE account WHEN {a} THEN {b} ELSE {a} END WHERE batch = {batch}",  # a swap
    ],
)
def test_a_block_is_not_changed_by_hand(attack_as_owner: Attack, change: str) -> None:
    assert attack_as_owner("UPDATE ledger.block " + change).sqlstate in ("LE002", "23502")


@pytest.mark.parametrize("first", [301, 351], ids=["retired", "cancelled"])
@pytest.mark.parametrize(
    "change",
    [
        "bucket = 'available'",
        "account = {b}",
        "last = last - 1, quantity_t = quantity_t - 1",
        "entry = NULL, line = NULL",
        "bucket = bucket",
    ],
)
def test_what_is_retired_or_cancelled_stays(
    attack_as_owner: Attack, first: int, change: str
) -> None:
    assert attack_as_owner(f"UPDATE ledger.block SET {change}{AT}{first}").sqlstate == "LE002"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger.block" + AT + "1",
        "DELETE FROM ledger.block WHERE false",
        "DELETE FROM ledger.block",
        "TRUNCATE ledger.block",
        "TRUNCATE ledger.block, ledger.move, ledger.entry, ledger.request CASCADE",
        "MERGE INTO ledger.block k USING (SELECT {batch} AS id) x ON k.batch = x.id WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM ledger.block RETURNING *) SELECT count(*) FROM gone",
    ],
)
def test_blocks_are_never_removed(attack_as_owner: Attack, statement: str) -> None:
    assert attack_as_owner(statement).sqlstate == "LE002"


@pytest.mark.parametrize(
    "statement",
    [
        # A cut that would keep the tiling, but is not a move.
        "WITH cut AS (UPDATE ledger.block SET last = 50, quantity_t = 50" + AT + "1 RETURNING *)"
        " INSERT INTO ledger.block (batch, first, last, account, bucket, entry, line, quantity_t)"
        " SELECT batch, 51, 100, {b}, bucket, entry, line, 50 FROM cut",
        # Two statements in one transaction, the first leaving a gap for the second.
        "DO $$ BEGIN UPDATE ledger.block SET last = 50, quantity_t = 50" + AT + "1;"
        " INSERT INTO ledger.block (batch, first, last, account, bucket, quantity_t)"
        " VALUES ({batch}, 51, 100, {b}, 'available', 50); END $$",
        # The same caught in a savepoint, hoping that the first part stays.
        "DO $$ BEGIN BEGIN UPDATE ledger.block SET account = {b}" + AT + "1;"
        " EXCEPTION WHEN unique_violation THEN NULL; END; END $$",
        "INSERT INTO ledger.block (batch, first, last, account, bucket, quantity_t)"
        " VALUES ({batch}, 1, 100, {b}, 'available', 100)"
        " ON CONFLICT (batch, first) DO UPDATE SET account = excluded.account",
        "MERGE INTO ledger.block k USING (SELECT {batch} AS id) x ON k.batch = x.id AND k.first = 1"
        " WHEN MATCHED THEN UPDATE SET account = {b}",
        "MERGE INTO ledger.block k USING (SELECT {batch} AS id) x ON false"
        " WHEN NOT MATCHED THEN INSERT (batch, first, last, account, bucket, quantity_t)"
        " VALUES (x.id, 1001, 1010, {a}, 'available', 10)",
        "DECLARE here CURSOR FOR SELECT * FROM ledger.block" + AT + "1 FOR UPDATE;"
        " FETCH here; UPDATE ledger.block SET account = {b} WHERE CURRENT OF here",
        "INSERT INTO ledger.block SELECT {other} + 1000, first, last, account, bucket, NULL, NULL, NULL,"
        " NULL, NULL, quantity_t FROM ledger.block" + AT + "1",
    ],
)
def test_roundabout_ways_are_refused_too(attack_as_owner: Attack, statement: str) -> None:
    assert attack_as_owner(statement).sqlstate == "LE002"
