"""Backup and restore, end to end: the same comes out, and what is not the same is found out."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.backup import content
from config.backup.manifest import DUMP, MANIFEST
from tests.config.backup.conftest import Targets, manage
from tests.databases import FreshDatabase
from tests.registry.ledger.checks import violations
from tests.servers import PrivateServer

RIGHTS = """
SELECT n.nspname, c.relname, array(SELECT acl::text FROM unnest(c.relacl) acl ORDER BY 1)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'ledger') AND c.relkind IN ('r', 'S', 'v') ORDER BY 1, 2
"""
FUNCTIONS = """
SELECT proname, prosecdef, array(SELECT acl::text FROM unnest(proacl) acl ORDER BY 1) FROM pg_proc
WHERE pronamespace = 'ledger'::regnamespace ORDER BY 1, oidvectortypes(proargtypes)
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2
"""


def rows(database: FreshDatabase, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.owner_dsn) as connection:
        return connection.execute(query.encode()).fetchall()


def tables(database: FreshDatabase) -> list[tuple[str, str]]:
    with psycopg.connect(database.owner_dsn) as connection:
        return content.tables_of(connection)


def tamper(database: FreshDatabase, table: str, statement: str) -> None:
    """As its owner, past the guards, as a person with the server's keys could."""
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        assert connection.execute(statement.encode()).rowcount == 1
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())


def test_another_server_gets_everything(
    source: PrivateServer, backup: Path, elsewhere: FreshDatabase
) -> None:
    done = manage(elsewhere, "restore", backup)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "与备份一致" in done.stdout
    assert "The same as the backup" in done.stdout
    for query in (RIGHTS, FUNCTIONS, TRIGGERS):
        found = rows(elsewhere, query)
        assert found
        assert found == rows(source.database, query)
    with psycopg.connect(elsewhere.owner_dsn) as connection:
        assert violations(connection) == []
    # Work goes on there: the demo's story is already told, and the application can log in and say so.
    again = manage(elsewhere, "demo")
    assert again.returncode == 0, again.stderr
    assert "没有任何变化" in again.stdout


def test_the_manifest_says_what_is_in_it(source: PrivateServer, backup: Path) -> None:
    found = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
    [(entries,)] = rows(source.database, "SELECT count(*) FROM ledger.entry")
    assert found["entries"] == entries
    assert found["server_major"] == 18
    assert found["schema"]["ledger"].startswith("0")
    assert set(found["tables"]) == {".".join(name) for name in tables(source.database)}
    assert {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()} == {0o600}


def usual(right: str) -> str:
    """A right with the roles' usual names."""
    named = right.replace('"bureau owner"', "registry_owner")
    return named.replace("bureau_web", "registry_app")


def test_roles_of_other_names_get_the_same_rights(
    source: PrivateServer, backup: Path, targets: Targets
) -> None:
    target = targets.empty(owner="bureau owner", app="bureau_web")
    done = manage(target, "restore", backup)
    assert done.returncode == 0, done.stdout + done.stderr
    for query in (RIGHTS, FUNCTIONS):
        here = [(*row[:-1], sorted(map(usual, row[-1]))) for row in rows(target, query)]
        assert here == [(*row[:-1], sorted(row[-1])) for row in rows(source.database, query)]
    with (
        psycopg.connect(target.app_dsn) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("DELETE FROM ledger.move")


def test_a_database_in_use_is_refused(source: PrivateServer, backup: Path) -> None:
    with psycopg.connect(source.database.owner_dsn) as connection:
        before = content.content_of(connection)
    done = manage(source.database, "restore", backup)
    assert done.returncode == 1
    assert "不是空的" in done.stderr
    with psycopg.connect(source.database.owner_dsn) as connection:
        assert content.content_of(connection) == before


@pytest.mark.parametrize("damage", ["one byte", "cut short"])
def test_a_damaged_dump_is_refused(copied: Path, targets: Targets, damage: str) -> None:
    whole = (copied / DUMP).read_bytes()
    middle = len(whole) // 2
    changed = bytes([whole[middle] ^ 1])
    damaged = whole[:middle] + (changed + whole[middle + 1 :] if damage == "one byte" else b"")
    (copied / DUMP).write_bytes(damaged)
    target = targets.empty()
    done = manage(target, "restore", copied)
    assert done.returncode == 1
    assert "校验值不符" in done.stderr
    assert tables(target) == []


def test_half_a_backup_is_refused(copied: Path, targets: Targets) -> None:
    (copied / MANIFEST).unlink()
    target = targets.empty()
    done = manage(target, "restore", copied)
    assert done.returncode == 1
    assert "不是一份完整的备份" in done.stderr
    assert tables(target) == []


def test_a_dump_that_breaks_off_leaves_nothing(copied: Path, targets: Targets) -> None:
    """Damaged before its manifest was written: only pg_restore can notice."""
    import hashlib

    cut = (copied / DUMP).read_bytes()[:-60_000]
    (copied / DUMP).write_bytes(cut)
    found = json.loads((copied / MANIFEST).read_text())
    found["sha256"] = hashlib.sha256(cut).hexdigest()
    (copied / MANIFEST).write_text(json.dumps(found))
    target = targets.empty()
    done = manage(target, "restore", copied)
    assert done.returncode == 1
    assert "pg_restore" in done.stderr
    assert tables(target) == []


@pytest.mark.parametrize(
    ("table", "statement", "found"),
    [
        ("ledger.move", "UPDATE ledger.move SET last = last - 1 WHERE (entry, line) ="
         " (SELECT entry, line FROM ledger.move WHERE last > first LIMIT 1)", "ledger.move"),
        ("ledger.request", "UPDATE ledger.request SET reason = reason || '?' WHERE id ="
         " (SELECT min(id) FROM ledger.request)", "ledger.request"),
        ("organisations_organisation", "UPDATE organisations_organisation SET name_zh = name_zh || '?'"
         " WHERE uuid = (SELECT uuid FROM organisations_organisation LIMIT 1)",
         "public.organisations_organisation"),
        ("ledger.entry", "DELETE FROM ledger.entry WHERE id ="
         " (SELECT max(id) FROM ledger.entry)", "ledger.entry"),
    ],
)  # fmt: skip
def test_a_change_after_the_restore_is_found(
    backup: Path, targets: Targets, table: str, statement: str, found: str
) -> None:
    target = targets.empty()
    assert manage(target, "restore", backup).returncode == 0
    assert manage(target, "restore", "--compare", backup).returncode == 0
    tamper(target, table, statement)
    done = manage(target, "restore", "--compare", backup)
    assert done.returncode == 1, done.stdout
    assert f"表 {found}：" in done.stdout
    assert "不可启用" in done.stdout


def test_a_backup_overwrites_nothing(source: PrivateServer, backup: Path) -> None:
    before = {path.name: path.read_bytes() for path in backup.iterdir()}
    done = manage(source.database, "backup", backup)
    assert done.returncode == 1
    assert "已存在" in done.stderr
    assert {path.name: path.read_bytes() for path in backup.iterdir()} == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
