"""A server of these tests' own with the demo's world in it, one backup of it, and empty databases."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from config.database import access, embedded, rights
from tests import servers
from tests.databases import ROOT, FreshDatabase
from tests.servers import PrivateServer

_numbers = itertools.count(1)


def manage(
    database: FreshDatabase, *words: str | Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A ``manage.py`` command on a database, as on another machine: through addresses only."""
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, words)], cwd=ROOT,
        env=database.environment | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def source() -> Iterator[PrivateServer]:
    """A whole server with a real ledger: the demo's story told in it."""
    with servers.private_server() as server:
        done = manage(server.database, "demo")
        assert done.returncode == 0, done.stderr
        yield server


@pytest.fixture(scope="module")
def backup(source: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("backups") / "one"
    done = manage(source.database, "backup", place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def copied(backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup that a test may damage."""
    return Path(shutil.copytree(backup, tmp_path / "copy"))


@dataclass(frozen=True)
class Targets:
    """Makes empty databases on the server, with the usual two roles or with others."""

    server: PrivateServer

    def empty(self, owner: str = embedded.OWNER, app: str = embedded.APP) -> FreshDatabase:
        here = self.server.database.server
        name = f"target_{next(_numbers)}"
        words = [here.owner | {"user": owner}, here.app | {"user": app}]
        with rights.connect(here.admin | {"dbname": "postgres"}) as admin:
            for each in words:
                rights.make_login(admin, each["user"], each["password"])
            rights.make_database(admin, name, owner)
            rights.limit_database(admin, name, owner, app)
        found = replace(here, owner=words[0], app=words[1])
        return FreshDatabase(found, name)


@pytest.fixture(scope="module")
def targets(source: PrivateServer) -> Targets:
    return Targets(source)


@pytest.fixture
def elsewhere() -> Iterator[FreshDatabase]:
    """The empty database of another server, started just now."""
    with servers.open_directory() as place:
        run = place / ".run"
        try:
            embedded.ensure_running(run)
            yield FreshDatabase(access.resolve({}, run), embedded.DATABASE)
        finally:
            servers.stop_and_forget(run)
