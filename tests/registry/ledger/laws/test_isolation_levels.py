"""Clients under REPEATABLE READ and SERIALIZABLE. Their snapshot may be older than what others have
committed while they waited for a lock, so every act is refused there, with a code of its own.

(That raw moves written in an old snapshot cannot break a law either: test_racing_moves.)
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from core.errors import CodedError
from registry.ledger.services import units
from registry.ledger.services.settlement import Trade, settle_batch
from tests.databases import FreshDatabase
from tests.registry.ledger.checks import violations
from tests.registry.ledger.every_act import ACTS, WHY, prepare
from tests.registry.ledger.laws.target import Target, picture_through
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import CHECKER, DAY, EXCHANGE, World, make_account, quantity, ref

pytestmark = pytest.mark.laws
LEVELS = ["REPEATABLE READ", "SERIALIZABLE"]
CONTEXT = (
    "ROW('exchange.test', 'key-1', 'x'::bytea, 1, '周敏', 'checker', '', '测试', 'exchange.test',"
    " 'attack-1', '2026-03-02')::ledger.context"
)
CALLS = [
    "open_account({context}, gen_random_uuid(), 'BJ', 'organisation', gen_random_uuid())",
    "set_account_status({context}, 'close_account', {b})",
    "issue({context}, gen_random_uuid(), 'BJ', 'M', 'P', 2025, NULL, NULL, NULL, '', ARRAY[{a}],"
    " ARRAY[5::bigint], NULL)",
    "transfer({context}, {batch}, {a}, {b}, 7, NULL, NULL, NULL)",
    "deposit({context}, {batch}, {a}, 7, NULL, NULL, NULL)",
    "withdraw({context}, {batch}, {a}, 7, NULL, NULL, NULL)",
    "retire({context}, {batch}, {a}, 7, NULL, NULL, NULL)",
    "cancel({context}, {batch}, {a}, 'available', 7, NULL, NULL, NULL)",
    "settle({context}, {a}, {b}, {batch}, 7, NULL)",
    "settle({context}, {a}, {b}, {batch}, 7, NULL, {order})",
    "settle_batch({context}, true, ARRAY['r'], ARRAY[{a}], ARRAY[{b}], ARRAY[{batch}],"
    " ARRAY[7::bigint], ARRAY[NULL::numeric])",
    "undo_trade({context}, 'r')",
    "hold_units({context}, gen_random_uuid(), 'judicial', {batch}, {a}, NULL, 7, NULL, NULL, 'd', NULL)",
    "release_hold({context}, 'unfreeze', {frozen}, NULL, 'd')",
    "renew_hold({context}, {frozen}, '2099-01-01', 'd')",
    "spend_hold({context}, 'execute', {frozen}, {b}, NULL, 'd', NULL)",
]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.split("(")[0])
def test_every_function_is_refused(target: Target, level: str, call: str) -> None:
    with psycopg.connect(target.database.app_dsn) as client:
        client.execute(f"SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL {level}")
        client.commit()
        before = picture_through(client)
        client.commit()
        with pytest.raises(psycopg.Error, match="isolation_unsupported") as caught:
            client.execute(target.statement(f"SELECT ledger.{call}", context=CONTEXT))
        assert caught.value.sqlstate == "LE001"
        client.rollback()
        assert picture_through(client) == before
        client.rollback()


@pytest.fixture(params=LEVELS)
def stale_level(request: pytest.FixtureRequest, fresh_database: FreshDatabase) -> Iterator[str]:
    yield request.param
    assert violations(fresh_database.connect_owner()) == []


def _begin_at(level: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL {level}")


def test_every_service_says_so(stale_level: str) -> None:
    acts = {act: prepare(act) for act in ACTS}
    w = World(n=2, each_t=10, listed_t=10)
    a, b = w.accounts
    _begin_at(stale_level)
    for perform in acts.values():
        with refused("isolation_unsupported", level=stale_level.lower()):
            perform()
    with refused("isolation_unsupported"):
        settle_batch(
            actor=EXCHANGE,
            trades=[Trade(ref(), a, b, w.batch, 1)],
            on=DAY,
            mode="per_trade",
            key=ref(),
            **WHY,
        )


def test_a_transaction_that_has_looked_before(
    stale_level: str, fresh_database: FreshDatabase
) -> None:
    w = World(n=1, each_t=100)
    empty = make_account().id
    _begin_at(stale_level)
    with transaction.atomic():
        assert quantity(empty, w.batch, "available") == 0
        _another_client_moves_units(fresh_database, w, empty)
        with pytest.raises(CodedError, match="isolation_unsupported"):
            units.transfer(
                actor=CHECKER, batch=w.batch, source=w.accounts[0], destination=empty, quantity_t=1,
                reference=ref(), **WHY,
            )  # fmt: skip
    assert quantity(empty, w.batch, "available") == 7


def _another_client_moves_units(database: FreshDatabase, w: World, to: int) -> None:
    with psycopg.connect(database.app_dsn) as other:
        other.execute(
            f"SELECT ledger.transfer({CONTEXT}, %s, %s, %s, 7, NULL, NULL, NULL)",
            (w.batch, w.accounts[0], to),
        )


def test_any_other_name_is_refused_too(fresh_database: FreshDatabase) -> None:
    w = World(n=2, each_t=10)
    _begin_at("READ UNCOMMITTED")
    with refused("isolation_unsupported", level="read uncommitted"):
        units.transfer(
            actor=CHECKER, batch=w.batch, source=w.accounts[0], destination=w.accounts[1], quantity_t=1,
            reference=ref(), **WHY,
        )  # fmt: skip
