"""Raw SQL as the application's role: it may read the law tables and can do nothing else to them."""

from __future__ import annotations

import psycopg
import pytest

from tests.registry.ledger.laws.conftest import Attack
from tests.registry.ledger.laws.target import Target
from tests.registry.ledger.world import TABLES

pytestmark = pytest.mark.laws

COLUMN = {"block": "last", "request": "reply", "entry": "act", "move": "line", "batch": "vintage"}
STATEMENTS = [
    "INSERT INTO ledger.{table} DEFAULT VALUES",
    "INSERT INTO ledger.{table} OVERRIDING SYSTEM VALUE SELECT * FROM ledger.{table}",
    "UPDATE ledger.{table} SET {column} = {column}",
    "DELETE FROM ledger.{table}",
    "TRUNCATE ledger.{table} CASCADE",
    "SELECT 1 FROM ledger.{table} FOR UPDATE",
    "SELECT 1 FROM ledger.{table} FOR KEY SHARE",
    "LOCK ledger.{table} IN ROW EXCLUSIVE MODE",
    "LOCK ledger.{table} IN ACCESS EXCLUSIVE MODE",
    "COPY ledger.{table} FROM STDIN",
    "MERGE INTO ledger.{table} t USING ledger.account a ON false WHEN MATCHED THEN DELETE",
    "CREATE TRIGGER planted BEFORE INSERT ON ledger.{table} FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE planted AS ON INSERT TO ledger.{table} DO INSTEAD NOTHING",
    "CREATE INDEX planted ON ledger.{table} ({column})",
    "CREATE POLICY planted ON ledger.{table}",
    "ALTER TABLE ledger.{table} DISABLE TRIGGER ALL",
    "ALTER TABLE ledger.{table} DISABLE TRIGGER USER",
    "ALTER TABLE ledger.{table} ADD planted int",
    "ALTER TABLE ledger.{table} OWNER TO {app}",
    "ALTER TABLE ledger.{table} SET SCHEMA public",
    "ALTER TABLE ledger.{table} ENABLE ROW LEVEL SECURITY",
    "DROP TABLE ledger.{table} CASCADE",
    "CREATE TABLE public.planted () INHERITS (ledger.{table})",
    "CREATE VIEW public.planted AS SELECT * FROM ledger.{table}",
]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_may_not_touch_a_law_table(attack_as_app: Attack, table: str, statement: str) -> None:
    error = attack_as_app(
        statement,
        table=table,
        column=COLUMN.get(table, "account" if table in ("hold", "holding") else "status"),
    )
    assert isinstance(error, psycopg.errors.InsufficientPrivilege)


def test_it_may_read_every_law_table(target: Target) -> None:
    with psycopg.connect(target.database.app_dsn) as connection:
        for table in TABLES:
            assert connection.execute(
                target.statement("SELECT count(*) FROM ledger.{table}", table=table)
            ).fetchone()


def test_a_grant_to_itself_grants_nothing(target: Target) -> None:
    with psycopg.connect(target.database.app_dsn) as connection:
        for table in TABLES:
            connection.execute(
                target.statement("GRANT ALL ON ledger.{table} TO {app}", table=table)
            )
            row = connection.execute(
                "SELECT has_table_privilege(%s, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')",
                [f"ledger.{table}"],
            ).fetchone()
            assert row == (False,)
        connection.rollback()


def test_no_column_of_a_law_table_may_be_written(target: Target) -> None:
    with psycopg.connect(target.database.app_dsn) as connection:
        for table in TABLES:
            row = connection.execute(
                "SELECT has_any_column_privilege(%s, 'INSERT, UPDATE, REFERENCES')",
                [f"ledger.{table}"],
            ).fetchone()
            assert row == (False,)


@pytest.mark.parametrize(
    "sequence",
    ["request_id", "entry_id", "hold_rank", "account_id_seq", "batch_id_seq", "hold_id_seq"],
)
@pytest.mark.parametrize("call", ["nextval('ledger.{sequence}')", "setval('ledger.{sequence}', 1)"])
def test_it_may_not_turn_a_sequence(attack_as_app: Attack, sequence: str, call: str) -> None:
    error = attack_as_app(f"SELECT {call}", sequence=sequence)
    assert isinstance(error, psycopg.errors.InsufficientPrivilege)
