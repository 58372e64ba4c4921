"""After kill -9 of the server itself, the next start recovers with everything committed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.database import embedded, postmaster, records
from tests.config.conftest import connect, pid_of, remember, remembered
from tests.databases import ROOT
from tests.servers import PrivateServer


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("round_number", range(3))
def test_kill_9_of_the_server_loses_nothing(run_directory: Path, round_number: int) -> None:
    embedded.ensure_running(run_directory)
    for word in "abc":
        remember(run_directory, word)
        kill(pid_of(run_directory))
        embedded.ensure_running(run_directory)
    assert remembered(run_directory) == ["a", "b", "c"]


def test_a_busy_orphan_is_waited_for(run_directory: Path) -> None:
    """A backend in the middle of work outlives its postmaster and holds the shared memory."""
    embedded.ensure_running(run_directory)
    remember(run_directory, "kept")
    busy = connect(run_directory)
    busy.execute("SET client_min_messages = error")
    # Computing, not waiting: such a backend does not notice at once that its parent is gone.
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 20000000)")
    time.sleep(0.2)
    kill(pid_of(run_directory))
    embedded.ensure_running(run_directory)
    assert remembered(run_directory) == ["kept"]
    busy.close()


def test_a_number_used_by_a_stranger_is_no_server(run_directory: Path) -> None:
    """In a restarted container the number in the pid file soon belongs to something else."""
    embedded.ensure_running(run_directory)
    remember(run_directory, "kept")
    data = run_directory / "postgres"
    kill(pid_of(run_directory))
    while postmaster.processes(data):
        time.sleep(0.05)
    pid_file = data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:], ""]))
    assert postmaster.find(data) is None
    embedded.ensure_running(run_directory)
    assert remembered(run_directory) == ["kept"]


def test_a_zombie_is_no_server(run_directory: Path) -> None:
    """Where process 1 reaps nobody, a killed server stays in the process table for ever."""
    script = """
import ctypes, os, signal, sys, time
from pathlib import Path
from config.database import embedded
PR_SET_CHILD_SUBREAPER = 36
assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
run = Path(sys.argv[1])
embedded.ensure_running(run)
pid = int((run / "postgres" / "postmaster.pid").read_text().split()[0])
os.kill(pid, signal.SIGKILL)
time.sleep(0.5)
assert "Z" == Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
embedded.ensure_running(run)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, run_directory],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert connect(run_directory).execute("SELECT 1").fetchone() == (1,)


def test_an_open_transaction_is_rolled_back(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    remember(run_directory, "committed")
    connection = connect(run_directory)
    connection.autocommit = False
    connection.execute("INSERT INTO kept VALUES ('uncommitted')")
    kill(pid_of(run_directory))
    embedded.ensure_running(run_directory)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    assert remembered(run_directory) == ["committed"]


def test_a_private_server_may_be_killed_by_any_test(private_server: PrivateServer) -> None:
    from django.contrib.auth.models import Group
    from django.db import OperationalError

    Group.objects.create(name="kept")
    private_server.kill()
    with pytest.raises(OperationalError):
        Group.objects.create(name="lost")
    private_server.recover()
    assert [group.name for group in Group.objects.all()] == ["kept"]
    with private_server.database.connect_owner() as owner:
        assert owner.execute("SELECT current_user").fetchone() == (embedded.OWNER,)


def test_a_server_whose_socket_was_removed_is_started_again(run_directory: Path) -> None:
    embedded.ensure_running(run_directory)
    remember(run_directory, "before")
    first = pid_of(run_directory)
    record = records.load(run_directory)
    assert record is not None
    embedded.home_of(run_directory, record).socket_file.unlink()
    embedded.ensure_running(run_directory)
    assert pid_of(run_directory) != first
    assert remembered(run_directory) == ["before"]
