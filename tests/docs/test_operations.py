"""docs/operations.md: every command in it is run, section by section, on servers of the test's own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.database import access, embedded, records, rights
from config.database.accounts import server_account
from config.database.binaries import Binaries, reachable_by
from config.database.cluster import SUPERUSER
from tests import servers
from tests.databases import ROOT, FreshDatabase
from tests.docs.operating import OPERATIONS, SECTIONS, of_section, run_all, shell, surroundings
from tests.docs.pages import commands, links, paths
from tests.servers import PrivateServer

# Section 5 is in tests/config/test_pgbouncer.py; 7 has no commands.
RUN_HERE = {1, 2, 3, 4, 6, 8, 9}
RUN_ELSEWHERE = {5}


def test_every_section_with_commands_is_run():
    assert set(SECTIONS) == set(range(1, 10))
    assert {number for number in SECTIONS if of_section(number)} == RUN_HERE | RUN_ELSEWHERE
    assert sum(len(of_section(number)) for number in SECTIONS) == len(commands(OPERATIONS))


def test_links_and_paths_lead_somewhere():
    written = ("/healthz", ".run/")
    assert [each for each in links(OPERATIONS) if not (ROOT / "docs" / each).exists()] == []
    found = [each for each in paths(OPERATIONS) if not each.startswith(written)]
    assert [each for each in found if not (ROOT / each).exists()] == []


@pytest.fixture(scope="module")
def server() -> Iterator[PrivateServer]:
    """A server in which the demo story has been told."""
    with servers.private_server() as private:
        subprocess.run(
            [sys.executable, "manage.py", "demo"], cwd=ROOT, env=private.database.environment,
            check=True, capture_output=True,
        )  # fmt: skip
        yield private


def addresses(database: FreshDatabase) -> dict[str, str]:
    return {access.URL: database.app_url, access.OWNER_URL: database.owner_url}


def empty(server: PrivateServer, name: str) -> FreshDatabase:
    here = server.database.server
    with rights.connect(here.admin | {"dbname": "postgres"}) as admin:
        rights.make_database(admin, name, here.owner_role)
        rights.limit_database(admin, name, here.owner_role, here.app_role)
    return FreshDatabase(here, name)


@pytest.fixture(scope="module")
def backup(
    server: PrivateServer, pg_binaries: Binaries, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Section 1, run."""
    place: Path = tmp_path_factory.mktemp("operations") / "backup"
    environment = surroundings(pg_binaries, BACKUP=place, **addresses(server.database))
    said = run_all(of_section(1), environment)
    assert "已备份到" in said
    return place


def test_restore(server: PrivateServer, backup: Path, pg_binaries: Binaries) -> None:
    first, second = empty(server, "restored_1"), empty(server, "restored_2")
    environment = surroundings(
        pg_binaries, BACKUP=backup, NEW_URL=second.app_url, NEW_OWNER_URL=second.owner_url,
        **addresses(first),
    )  # fmt: skip
    said = run_all(of_section(2), environment)
    assert said.count("与备份一致，账本无误") == 3


def test_upgrade(server: PrivateServer, pg_binaries: Binaries, tmp_path: Path) -> None:
    given = addresses(server.database)
    said = run_all(of_section(3), surroundings(pg_binaries, BACKUP=tmp_path / "before", **given))
    assert '"ok":true' in said


def test_new_password(server: PrivateServer, pg_binaries: Binaries) -> None:
    target = server.database
    reached = target.server.app | {"dbname": target.name}
    environment = surroundings(
        pg_binaries, NEW_OWNER_URL=target.owner_url, ADMIN_URL=access.url_of(target.server.admin),
        NEW_PASSWORD="another-one-2026",
    )  # fmt: skip
    try:
        run_all(of_section(4), environment)
        with rights.connect(reached | {"password": "another-one-2026"}):
            pass
        with pytest.raises(psycopg.OperationalError, match="password"):
            rights.connect(reached)
    finally:
        with rights.connect(target.server.admin) as admin:
            rights.make_login(admin, reached["user"], reached["password"])


def test_replica(server: PrivateServer, pg_binaries: Binaries) -> None:
    """Base copy, a server on it, verify_ledger there, what is written arrives, and promotion."""
    account = server_account(server.data)
    primary = embedded.home_of(server.run, _record(server))
    admin = server.database.server.admin
    with servers.open_directory() as place:
        account.take(place, 0o755)
        sockets = place / "s"
        sockets.mkdir()
        account.take(sockets, 0o700)
        on_replica = server.database.server.app | {"host": str(sockets)}
        environment = surroundings(
            reachable_by(account, primary.base), PRIMARY=primary.socket, SUPERUSER=SUPERUSER,
            REPLICA=place / "data", REPLICA_SOCKET=sockets, PGPASSWORD=admin["password"],
            ADMIN_URL=access.url_of(admin), REPLICA_URL=access.url_of(on_replica),
            DATABASE_OWNER_URL=server.database.owner_url, HOME="/nonexistent",
        )  # fmt: skip
        copy, start, verify, behind, promote = of_section(6)
        try:
            run_all([copy, start], environment, account=account)
            assert '"ok":true' in run_all([verify], environment)
            assert "streaming" in run_all([behind], environment)
            _arrives(server, on_replica)
            with (
                rights.connect(on_replica) as replica,
                pytest.raises(psycopg.Error, match="read-only"),
            ):
                replica.execute("DELETE FROM django_session")
            run_all([promote], environment, account=account)
            with rights.connect(on_replica) as promoted:
                assert promoted.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
            assert '"ok":true' in run_all([verify], environment)
        finally:
            stop = f"pg_ctl stop -D {place / 'data'} -m immediate -w -s"
            shell(stop, environment, account=account)


def _record(server: PrivateServer) -> records.Record:
    found = records.load(server.run)
    assert found is not None
    return found


def _arrives(server: PrivateServer, on_replica: dict[str, str]) -> None:
    """A row written on the primary is seen on the replica."""
    count = "SELECT count(*) FROM django_session WHERE session_key = 'replica'"
    with rights.connect(server.database.server.app) as primary:
        primary.execute("INSERT INTO django_session VALUES ('replica', '', now())")
    with rights.connect(on_replica) as replica:
        for _ in range(200):
            if replica.execute(count).fetchone() == (1,):
                return
            time.sleep(0.05)
    pytest.fail("nothing arrived within ten seconds")


@pytest.fixture
def site(server: PrivateServer) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=ROOT, env=server.database.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz")
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_monitoring(server: PrivateServer, site: str, pg_binaries: Binaries) -> None:
    environment = surroundings(pg_binaries, SITE=site, **addresses(server.database))
    said = run_all(of_section(8), environment)
    assert json.loads(said.splitlines()[-1])["ok"] is True
    assert '"status": "ok"' in said


def test_when_something_happens(server: PrivateServer, backup: Path, pg_binaries: Binaries) -> None:
    """The status of this checkout's own server; the rest on the test's."""
    if not access.is_embedded():
        pytest.skip("this checkout's own server is not in use: DATABASE_URL is set")
    target = empty(server, "restored_3")
    environment = surroundings(
        pg_binaries, BACKUP=backup, ADMIN_URL=access.url_of(server.database.server.admin),
        NEW_URL=target.app_url, NEW_OWNER_URL=target.owner_url,
    )  # fmt: skip
    restore = of_section(2)[1]
    assert shell(restore, environment).returncode == 0
    said = run_all(of_section(9), environment)
    assert "running, pid" in said
    assert "与备份一致" in said
