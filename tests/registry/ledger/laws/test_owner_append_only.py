"""Laws 4, 6 and 7 against the owner of the tables: what is written stays written, each key and each
reference counts once, a batch never changes, an account keeps its identity.
"""

from __future__ import annotations

import psycopg
import pytest

from tests.registry.ledger.laws.conftest import Attack
from tests.registry.ledger.laws.target import Target

pytestmark = pytest.mark.laws

WRITTEN_ONCE = {"request": "reason", "entry": "reference", "move": "line", "batch": "quantity_t"}


@pytest.mark.parametrize(("table", "column"), WRITTEN_ONCE.items())
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.{table} SET {column} = {column}",
        "UPDATE ledger.{table} SET {column} = {column} WHERE false",
        "UPDATE ONLY ledger.{table} SET {column} = {column}",
        "DELETE FROM ledger.{table}",
        "DELETE FROM ledger.{table} WHERE false",
        "TRUNCATE ledger.{table}",
        "TRUNCATE ledger.{table} CASCADE",
        "TRUNCATE ledger.{table} RESTART IDENTITY CASCADE",
        "MERGE INTO ledger.{table} t USING ledger.account a ON true WHEN MATCHED THEN DELETE",
        "MERGE INTO ledger.{table} t USING ledger.account a ON a.id = {a} WHEN MATCHED THEN UPDATE"
        " SET {column} = t.{column}",
        "WITH gone AS (DELETE FROM ledger.{table} RETURNING *) SELECT count(*) FROM gone",
    ],
)
def test_written_once(attack_as_owner: Attack, table: str, column: str, statement: str) -> None:
    error = attack_as_owner(statement, table=table, column=column)
    assert error.sqlstate in ("LE002", "0A000")  # TRUNCATE of a table others refer to
    if error.sqlstate == "0A000":
        assert statement == "TRUNCATE ledger.{table}"


@pytest.mark.parametrize("table", ["request", "entry", "move"])
def test_nothing_is_rewritten_on_conflict(attack_as_owner: Attack, table: str) -> None:
    column = WRITTEN_ONCE[table]
    key = "(entry, line)" if table == "move" else "(id)"
    error = attack_as_owner(
        f"INSERT INTO ledger.{table} SELECT * FROM ledger.{table} ON CONFLICT {key}"
        f" DO UPDATE SET {column} = excluded.{column}"
    )
    assert error.sqlstate == "LE002"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger.request SELECT id + 1000000, client, key, body, actor_id, actor_name,"
        " actor_role, ip,"
        " reason, reply, entry_ids, at FROM ledger.request",
        "INSERT INTO ledger.entry SELECT id + 1000000, request, act, on_date, quantity_t,"
        " price_cny, undoes, source,"
        " reference, content, detail FROM ledger.entry",
        "INSERT INTO ledger.entry SELECT * FROM ledger.entry",
        "INSERT INTO ledger.account (uuid, number, ordinal, programme, kind)"
        " VALUES (gen_random_uuid(), 'X', 999, 'BJ', 'system')",
        "INSERT INTO ledger.account (uuid, number, ordinal, programme, kind, holder_kind, holder_uuid)"
        " SELECT gen_random_uuid(), 'X', 999, programme, kind, holder_kind, holder_uuid FROM"
        " ledger.account WHERE id = {a}",
        "INSERT INTO ledger.batch (uuid, programme, methodology, project, vintage, issuance,"
        " quantity_t, home)"
        " SELECT gen_random_uuid(), programme, methodology, project, vintage, issuance, 5, home"
        " FROM ledger.batch",
    ],
    ids=["key", "reference", "entry", "system account", "holder's account", "batch"],
)
def test_each_counts_once(attack_as_owner: Attack, statement: str) -> None:
    assert isinstance(attack_as_owner(statement), psycopg.errors.UniqueViolation)


@pytest.mark.parametrize("quantity", ["0", "-5", "10000000000", "NULL"])
def test_a_batch_has_a_possible_size(attack_as_owner: Attack, quantity: str) -> None:
    error = attack_as_owner(
        "INSERT INTO ledger.batch (uuid, programme, methodology, project, vintage, issuance,"
        " quantity_t, home)"
        " SELECT gen_random_uuid(), programme, methodology, project, vintage, issuance + 1,"
        " {quantity}, home"
        " FROM ledger.batch WHERE id = {batch}",
        quantity=quantity,
    )
    assert error.sqlstate in ("23514", "23502")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.account SET number = 'X' WHERE id = {a}",
        "UPDATE ledger.account SET uuid = gen_random_uuid() WHERE id = {a}",
        "UPDATE ledger.account SET programme = 'CD' WHERE id = {a}",
        "UPDATE ledger.account SET holder_uuid = gen_random_uuid() WHERE id = {a}",
        "UPDATE ledger.account SET holder_kind = 'person' WHERE id = {a}",
        "UPDATE ledger.account SET kind = 'system', holder_kind = NULL, holder_uuid = NULL WHERE id = {a}",
        "UPDATE ledger.account SET opened_at = '2000-01-01' WHERE id = {a}",
        "UPDATE ledger.account SET status = 'open' WHERE id = {closed}",
        "UPDATE ledger.account SET status = 'suspended' WHERE id = {closed}",
        "UPDATE ledger.account SET status = 'closed' WHERE id = {closed}",
        "DELETE FROM ledger.account WHERE id = {closed}",
        "TRUNCATE ledger.account CASCADE",
    ],
)
def test_an_account_keeps_its_identity(attack_as_owner: Attack, statement: str) -> None:
    assert attack_as_owner(statement).sqlstate == "LE002"


def test_an_unknown_status_is_refused(attack_as_owner: Attack) -> None:
    error = attack_as_owner("UPDATE ledger.account SET status = 'gone' WHERE id = {a}")
    assert isinstance(error, psycopg.errors.CheckViolation)


def test_the_owner_cannot_switch_triggers_off_for_its_session(target: Target) -> None:
    with (
        psycopg.connect(target.database.owner_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SET session_replication_role = replica")


def test_copy_fires_the_guards(target: Target) -> None:
    with psycopg.connect(target.database.owner_dsn) as connection:
        with (
            pytest.raises(psycopg.Error) as caught,
            connection.cursor() as cursor,
            cursor.copy(
                "COPY ledger.block (batch, first, last, account, bucket, quantity_t) FROM STDIN"
            ) as copy,
        ):
            copy.write_row((target.batch, 1001, 1010, target.a, "available", 10))
        assert caught.value.sqlstate == "LE002"
        connection.rollback()
