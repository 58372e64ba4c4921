"""One server per checkout: started once, outliving its starter, stopped only when told, keeping
its data."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.database import embedded, postmaster, records
from config.database.problems import DatabaseProblem
from tests.config.conftest import (
    START,
    connect,
    finished_well,
    pid_of,
    remember,
    remembered,
    start_elsewhere,
)
from tests.databases import ROOT
from tests.servers import stop_and_forget


def test_asking_twice_starts_one_server(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    first = pid_of(run_directory)
    said: list[str] = []
    embedded.ensure_running(run_directory, said.append)
    assert (pid_of(run_directory), said) == (first, [])


def test_eight_processes_at_once_start_one_server(run_directory: Path) -> None:
    starters = [start_elsewhere(run_directory) for _ in range(8)]
    assert [finished_well(starter) for starter in starters] == [True] * 8
    log = (run_directory / "postgres.log").read_text()
    assert log.count("ready to accept connections") == 1
    with connect(run_directory, embedded.APP) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (embedded.APP,)


def test_it_survives_kill_9_of_its_starter(run_directory: Path) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from config.database import embedded; "
        "embedded.ensure_running(Path(sys.argv[1])); os.killpg(0, signal.SIGKILL)"
    )
    starter = subprocess.run(
        [sys.executable, "-c", script, run_directory],
        cwd=ROOT,
        start_new_session=True,
        capture_output=True,
        check=False,
    )
    assert starter.returncode == -signal.SIGKILL
    time.sleep(0.3)
    with connect(run_directory) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("after_s", [0.15, 0.3, 0.45, 0.6, 0.8, 1.0, 1.4, 1.8])
def test_a_start_that_was_killed_half_way_is_completed(run_directory: Path, after_s: float) -> None:
    starter = start_elsewhere(run_directory)
    time.sleep(after_s)
    starter.send_signal(signal.SIGKILL)
    starter.communicate()
    embedded.ensure_running(run_directory)
    with connect(run_directory, embedded.APP) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (embedded.APP,)


def test_stop_and_start_keep_the_data(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    remember(run_directory, "before")
    assert embedded.stop(run_directory) is True
    assert embedded.stop(run_directory) is False
    with pytest.raises(psycopg.OperationalError):
        connect(run_directory)
    embedded.ensure_running(run_directory)
    assert remembered(run_directory) == ["before"]


def test_it_inherits_nothing_from_its_starter(run_directory: Path) -> None:
    """No descriptor (a terminal or pipe would be held open), no session, no PG* variable."""
    environment = os.environ | {"PGOPTIONS": "-c work_mem=1MB", "PGPORT": "9", "PGDATA": "/no"}
    starter = subprocess.Popen(
        [sys.executable, "-c", START, str(run_directory)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert finished_well(starter)  # communicate() returns only when nobody holds the pipe
    pid = pid_of(run_directory)
    targets = {os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()}
    assert not [target for target in targets if target.endswith("database.lock")]
    assert os.getsid(pid) == pid != os.getsid(0)
    assert b"PGOPTIONS" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_it_is_durable_checked_and_off_the_network(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    wanted = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "jit": "off",
        "max_connections": "120",
        "wal_level": "replica",
    }
    with connect(run_directory) as connection:
        found = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(wanted)]
            ).fetchall()
        )
    assert found == wanted


def test_lost_passwords_are_replaced_and_the_data_kept(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    remember(run_directory, "kept")
    (run_directory / records.FILE).unlink()
    embedded.ensure_running(run_directory)
    assert remembered(run_directory) == ["kept"]
    with connect(run_directory, embedded.APP) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (embedded.APP,)


def test_a_checkout_can_be_moved_while_its_server_runs(open_directory: Path) -> None:
    before, after = open_directory / "before" / ".run", open_directory / "after" / ".run"
    try:
        embedded.ensure_running(before)
        pid = pid_of(before)
        before.parent.rename(after.parent)
        embedded.ensure_running(after)
        assert pid_of(after) == pid
        assert connect(after).execute("SELECT 1").fetchone() == (1,)
    finally:
        stop_and_forget(after)


def test_a_copied_checkout_gets_a_server_of_its_own(open_directory: Path) -> None:
    first, second = open_directory / "first" / ".run", open_directory / "second" / ".run"
    try:
        embedded.ensure_running(first)
        remember(first, "first")
        embedded.stop(first)
        shutil.copytree(first, second, symlinks=True)
        for copied in (second, *second.rglob("*")):
            original = (first / copied.relative_to(second)).stat()
            os.chown(copied, original.st_uid, original.st_gid)
        embedded.ensure_running(first)
        embedded.ensure_running(second)
        assert pid_of(first) != pid_of(second)
        remember(second, "second")
        assert remembered(first) == ["first"]
    finally:
        stop_and_forget(first)
        stop_and_forget(second)


def test_data_of_another_version_are_refused_untouched(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    embedded.stop(run_directory)
    version = run_directory / "postgres" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(DatabaseProblem) as refused:
        embedded.ensure_running(run_directory)
    assert refused.value.code == "data_of_another_version"
    assert refused.value.params["found"] == "17"
    assert postmaster.find(run_directory / "postgres") is None


def test_a_server_that_cannot_start_shows_its_log(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    embedded.stop(run_directory)
    with (run_directory / "postgres" / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = on\n")
    with pytest.raises(DatabaseProblem) as refused:
        embedded.ensure_running(run_directory)
    assert refused.value.code == "start_failed"
    assert "no_such_setting" in str(refused.value)


def test_passwords_are_private(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    record = run_directory / records.FILE
    assert record.stat().st_mode & 0o777 == 0o600
    assert (run_directory / "socket").stat().st_mode & 0o777 == 0o700
    password = json.loads(record.read_text())["superuser_password"]
    assert password not in (run_directory / "postgres.log").read_text()
