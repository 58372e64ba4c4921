"""From PostgreSQL 15 to the embedded 18, which is what a major upgrade is; the way back is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.backup.manifest import MANIFEST
from config.database import rights
from config.database.access import Access
from config.database.accounts import Account, server_account
from config.database.binaries import Binaries
from tests import servers
from tests.config.backup.conftest import Targets, manage
from tests.databases import FreshDatabase

OLD = Binaries(Path("/usr/lib/postgresql/15"))
PASSWORD = "only-for-tests"
ROLES = ("registry_owner", "registry_app")

pytestmark = pytest.mark.skipif(
    not OLD.program("initdb").exists(), reason="PostgreSQL 15 is not installed"
)


def _run(account: Account, program: str, *arguments: str | Path) -> None:
    """Without pipes: the server that pg_ctl starts would hold one open for ever."""
    done = account.run([OLD.program(program), *arguments], env=os.environ | OLD.environment)
    assert done.returncode == 0


@pytest.fixture(scope="module")
def old() -> Iterator[FreshDatabase]:
    """An empty database with both roles on a PostgreSQL 15."""
    with servers.open_directory() as place:
        account = server_account(place / "data")
        account.take(place, 0o755)
        secret = place / "password"
        secret.write_text(PASSWORD)
        account.take(secret, 0o600)
        _run(
            account, "initdb", "-D", place / "data", "-U", "postgres", "-A", "scram-sha-256",
            "--pwfile", secret, "-E", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
        )  # fmt: skip
        sockets = f"-c listen_addresses='' -c unix_socket_directories={place} -c fsync=off"
        _run(
            account,
            "pg_ctl",
            "start",
            "-D",
            place / "data",
            "-l",
            place / "log",
            "-w",
            "-s",
            "-o",
            sockets,
        )
        try:
            yield _prepared(place)
        finally:
            _run(account, "pg_ctl", "stop", "-D", place / "data", "-m", "immediate", "-s")


def _prepared(place: Path) -> FreshDatabase:
    words = {"host": str(place), "port": "5432", "password": PASSWORD, "dbname": "registry"}
    owner, app, admin = ({**words, "user": user} for user in (*ROLES, "postgres"))
    with rights.connect(admin | {"dbname": "postgres"}) as server:
        for role in ROLES:
            rights.make_login(server, role, PASSWORD)
        rights.make_database(server, "registry", ROLES[0])
        rights.limit_database(server, "registry", *ROLES)
    with rights.connect(admin) as inside:
        rights.limit_schema(inside, *ROLES)
    return FreshDatabase(Access(app=app, owner=owner, admin=admin, prepared=True), "registry")


def test_from_the_old_to_the_new(old: FreshDatabase, targets: Targets, tmp_path: Path) -> None:
    assert manage(old, "migrate", "--verbosity", "0").returncode == 0
    told = manage(old, "demo")
    assert told.returncode == 0, told.stderr
    made = manage(old, "backup", tmp_path / "backup")
    assert made.returncode == 0, made.stderr
    assert json.loads((tmp_path / "backup" / MANIFEST).read_text())["server_major"] == 15
    done = manage(targets.empty(), "restore", tmp_path / "backup")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "与备份一致" in done.stdout


def test_from_the_new_to_the_old_is_refused(
    backup: Path, old: FreshDatabase, tmp_path: Path
) -> None:
    place = shutil.copytree(backup, tmp_path / "copy")
    done = manage(old, "restore", place)
    assert done.returncode == 1
    assert "较旧的 15" in done.stderr
