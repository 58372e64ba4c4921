"""Servers of their own for tests of the database's life cycle; the shared one is not touched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.database import embedded, records, rights
from config.database.cluster import SUPERUSER
from tests import servers
from tests.databases import ROOT

START = (
    "import sys; from pathlib import Path; from config.database import embedded; "
    "embedded.ensure_running(Path(sys.argv[1]))"
)


@pytest.fixture
def open_directory() -> Iterator[Path]:
    with servers.open_directory() as path:
        yield path


@pytest.fixture
def run_directory(open_directory: Path) -> Iterator[Path]:
    """The ``.run`` of a checkout that has no server yet; its server is stopped afterwards."""
    run = open_directory / ".run"
    yield run
    servers.stop_and_forget(run)


def start_elsewhere(run: Path, *before: str) -> subprocess.Popen[str]:
    """Start the server of ``run`` from another process, optionally through a wrapper program."""
    return subprocess.Popen(
        [*before, sys.executable, "-c", START, str(run)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finished_well(process: subprocess.Popen[str]) -> bool:
    said, _ = process.communicate(timeout=120)
    if process.returncode != 0:
        print(said)
    return process.returncode == 0


def connect(run: Path, role: str = SUPERUSER, database: str = embedded.DATABASE):
    record = records.load(run)
    assert record is not None
    return rights.connect(embedded.keywords(run, record, role, database))


def pid_of(run: Path) -> int:
    record = records.load(run)
    assert record is not None
    return int((embedded.home_of(run, record).data / "postmaster.pid").read_text().split()[0])


def remember(run: Path, word: str) -> None:
    """Commit something that must still be there later."""
    with connect(run) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def remembered(run: Path) -> list[str]:
    with connect(run) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept ORDER BY word")]


def as_user(uid: int, gid: int, action: Callable[[], None]) -> None:
    """Run ``action`` in a child process that has become another user; its failure is ours."""
    with tempfile.TemporaryFile("w+") as said:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.setgroups([])
                os.setgid(gid)
                os.setuid(uid)
                action()
                status = 0
            except BaseException:
                import traceback

                traceback.print_exc(file=said)
                said.flush()
            finally:
                os._exit(status)
        _, status = os.waitpid(pid, 0)
        said.seek(0)
        assert status == 0, said.read()
