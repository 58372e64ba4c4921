"""A dump restored into a new database keeps the laws: guards, rights and meters are in it, what was
sent before is answered, and work goes on.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from config.database import rights
from config.database.binaries import Binaries
from registry.ledger.services import units
from tests import databases
from tests.databases import FreshDatabase
from tests.registry.ledger.checks import violations
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.laws.target import Target, picture_through
from tests.registry.ledger.world import CHECKER, quantity, ref

pytestmark = pytest.mark.laws


def _run(binaries: Binaries, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [binaries.program(program), *arguments],
        env=os.environ | binaries.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    # Newer programs than the server set parameters it does not know yet, and go on.
    complaints = [
        line for line in done.stderr.splitlines() if "error:" in line and "_timeout" not in line
    ]
    assert not complaints, done.stderr


@pytest.fixture(scope="module")
def restored(
    target: Target, pg_binaries: Binaries, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FreshDatabase]:
    server, name = target.database.server, f"{databases.CLONE}{os.getpid()}_restored"
    dump: Path = tmp_path_factory.mktemp("dump") / "ledger.dump"
    _run(pg_binaries, "pg_dump", "--format=custom", f"--file={dump}", target.database.owner_dsn)
    with databases.administering(server) as admin:
        rights.make_database(admin, name, server.owner_role)
        rights.limit_database(admin, name, server.owner_role, server.app_role)
    fresh = FreshDatabase(server, name)
    try:
        _run(pg_binaries, "pg_restore", f"--dbname={fresh.owner_dsn}", str(dump))
        yield fresh
    finally:
        fresh.close()
        databases.drop_clone(server, name)


def test_every_row_is_there_and_the_laws_hold(target: Target, restored: FreshDatabase) -> None:
    with (
        psycopg.connect(target.database.owner_dsn) as before,
        psycopg.connect(restored.owner_dsn) as after,
    ):
        assert picture_through(after) == picture_through(before)
        assert violations(after) == []


def test_every_guard_and_every_right_is_there(target: Target, restored: FreshDatabase) -> None:
    queries = [
        "SELECT tgrelid::regclass::text, tgname, tgenabled, tgtype, tgfoid::regproc::text,"
        " tgattr::text FROM pg_trigger"
        " WHERE tgrelid::regclass::text LIKE 'ledger.%' AND NOT tgisinternal ORDER BY 1, 2",
        "SELECT proname, prosecdef, proconfig, proacl::text FROM pg_proc"
        " WHERE pronamespace = 'ledger'::regnamespace ORDER BY 1, oidvectortypes(proargtypes)",
        "SELECT relname, relkind, relacl::text FROM pg_class"
        " WHERE relnamespace = 'ledger'::regnamespace ORDER BY 1",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'ledger'::regnamespace ORDER BY 1, 2",
    ]
    with (
        psycopg.connect(target.database.owner_dsn) as before,
        psycopg.connect(restored.owner_dsn) as after,
    ):
        for query in queries:
            found = after.execute(query).fetchall()
            assert found
            assert found == before.execute(query).fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.holding SET in_t = in_t + 1",
        "UPDATE ledger.block SET account = {b} WHERE batch = {batch} AND first = 1",
        "UPDATE ledger.block SET bucket = 'available' WHERE bucket = 'retired'",
        "DELETE FROM ledger.block",
        "DELETE FROM ledger.entry",
        "TRUNCATE ledger.move",
        "UPDATE ledger.batch SET quantity_t = 5",
        "INSERT INTO ledger.block (batch, first, last, account, bucket, quantity_t)"
        " VALUES ({batch}, 1001, 1010, {a}, 'available', 10)",
    ],
)
@pytest.mark.parametrize("role", ["owner", "app"])
def test_attacks_are_refused_there_too(
    target: Target, restored: FreshDatabase, role: str, statement: str
) -> None:
    dsn = restored.owner_dsn if role == "owner" else restored.app_dsn
    with psycopg.connect(dsn) as connection:
        before = picture_through(connection)
        connection.commit()
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(target.statement(statement))
        assert caught.value.sqlstate == ("LE002" if role == "owner" else "42501")
        connection.rollback()
        assert picture_through(connection) == before


def test_work_goes_on(
    target: Target, restored: FreshDatabase, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(restored.server, "app", restored.name),
    ):
        reference = ref()
        act = {
            "actor": CHECKER,
            "batch": target.batch,
            "source": target.b,
            "destination": target.a,
            **WHY,
        }
        first = units.transfer(quantity_t=5, reference=reference, **act)
        again = units.transfer(quantity_t=5, reference=reference, **act)
        assert (again["entry"], again["replayed"]) == (first["entry"], True)
        assert quantity(target.b, target.batch, "available") == 395
    with psycopg.connect(restored.owner_dsn) as connection:
        assert violations(connection) == []
