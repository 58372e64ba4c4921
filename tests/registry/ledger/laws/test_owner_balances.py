"""Law 3 against the owner of the tables: a balance is never written by hand, never negative, never
removed; a hold keeps its identity, and an ended one stays ended.
"""

from __future__ import annotations

import pytest

from tests.registry.ledger.laws.conftest import Attack

pytestmark = pytest.mark.laws

HOLDING = " WHERE account = {a} AND batch = {batch} AND bucket = 'available'"


@pytest.mark.parametrize(
    "change",
    [
        "in_t = in_t + 1",
        "in_t = in_t + 1, out_t = out_t + 1",  # the balance stays, the meters lie
        "out_t = in_t + 1",  # negative
        "out_t = out_t + 1",
        "in_t = -1, out_t = -1",
        "bought_t = 1",
        "bought_t = 0, bought_on = NULL",
        "bought_on = '2020-01-01'",
        "account = {b}, batch = {other}",
        "bucket = 'frozen'",
        "in_t = in_t",
    ],
)
def test_a_holding_is_not_written_by_hand(attack_as_owner: Attack, change: str) -> None:
    assert attack_as_owner(f"UPDATE ledger.holding SET {change}{HOLDING}").sqlstate == "LE002"


@pytest.mark.parametrize(
    "values",
    ["5, 0, 0, NULL", "0, -5, 0, NULL", "5, 5, 0, NULL", "0, 0, 1, NULL", "0, 0, 0, '2026-03-02'"],
)
def test_a_holding_is_born_empty(attack_as_owner: Attack, values: str) -> None:
    error = attack_as_owner(
        "INSERT INTO ledger.holding (account, batch, bucket, in_t, out_t, bought_t, bought_on)"
        f" VALUES ({{b}}, {{batch}}, 'trading', {values})"
    )
    assert error.sqlstate in ("LE002", "23514")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger.holding" + HOLDING,
        "DELETE FROM ledger.holding WHERE in_t = out_t",
        "TRUNCATE ledger.holding",
        "MERGE INTO ledger.holding h USING (SELECT {a} AS id) x ON h.account = x.id WHEN MATCHED"
        " THEN DELETE",
        "MERGE INTO ledger.holding h USING (SELECT {a} AS id) x ON h.account = x.id"
        " WHEN MATCHED THEN UPDATE SET in_t = h.in_t + 1",
        "INSERT INTO ledger.holding (account, batch, bucket) VALUES ({a}, {batch}, 'available')"
        " ON CONFLICT (account, batch, bucket) DO UPDATE SET in_t = holding.in_t + 1000",
        "DO $$ BEGIN UPDATE ledger.holding SET in_t = in_t + 1; END $$",
    ],
)
def test_roundabout_ways_to_a_balance(attack_as_owner: Attack, statement: str) -> None:
    assert attack_as_owner(statement).sqlstate == "LE002"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.hold SET in_t = in_t + 1 WHERE id = {frozen}",
        "UPDATE ledger.hold SET out_t = in_t WHERE id = {frozen}",  # what is left, spent by hand
        "UPDATE ledger.hold SET out_t = in_t, status = 'released' WHERE id = {frozen}",
        "UPDATE ledger.hold SET status = 'released' WHERE id = {frozen}",  # ended with units in it
        "UPDATE ledger.hold SET status = 'executed', waiting_t = 0 WHERE id = {frozen}",
        "UPDATE ledger.hold SET waiting_t = -1 WHERE id = {frozen}",
        "UPDATE ledger.hold SET waiting_t = 5 WHERE id = {order}",  # an order never waits
        "UPDATE ledger.hold SET account = {b} WHERE id = {frozen}",
        "UPDATE ledger.hold SET batch = {other} WHERE id = {frozen}",
        "UPDATE ledger.hold SET bucket = 'reserved' WHERE id = {frozen}",
        "UPDATE ledger.hold SET kind = 'pledge' WHERE id = {frozen}",
        "UPDATE ledger.hold SET rank = 0 WHERE id = {frozen}",  # to the head of the queue
        "UPDATE ledger.hold SET requested_t = 1 WHERE id = {frozen}",
        "UPDATE ledger.hold SET entry = 1 WHERE id = {frozen}",
        "UPDATE ledger.hold SET uuid = gen_random_uuid() WHERE id = {frozen}",
        "DELETE FROM ledger.hold WHERE id = {frozen}",
        "TRUNCATE ledger.hold",
        "INSERT INTO ledger.hold (uuid, kind, account, batch, bucket, document, requested_t, rank,"
        " entry, in_t)"
        " VALUES (gen_random_uuid(), 'judicial', {a}, {batch}, 'frozen', 'x', 5, 99, 1, 5)",
        "INSERT INTO ledger.hold (uuid, kind, account, batch, bucket, document, requested_t, rank,"
        " entry, in_t, out_t)"
        " VALUES (gen_random_uuid(), 'judicial', {a}, {batch}, 'frozen', 'x', 5, 99, 1, 5, 5)",
    ],
)
def test_a_hold_is_not_written_by_hand(attack_as_owner: Attack, statement: str) -> None:
    assert attack_as_owner(statement).sqlstate in ("LE002", "23514")


def test_an_ended_hold_stays_ended(attack_as_owner: Attack) -> None:
    error = attack_as_owner(
        "DO $$ DECLARE made bigint; BEGIN"
        " INSERT INTO ledger.hold (uuid, kind, account, batch, bucket, document, requested_t, rank,"
        " opened_on, entry, status)"
        " VALUES (gen_random_uuid(), 'judicial', {a}, {batch}, 'frozen', 'x', 5, 99, '2026-03-02', 1,"
        " 'released')"
        " RETURNING id INTO made;"
        " UPDATE ledger.hold SET status = 'open' WHERE id = made; END $$"
    )
    assert error.sqlstate == "LE002"
