"""Database servers of a test's own, for tests that kill or stop them; the shared one stays up."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from config.database import access, embedded, postmaster, records
from tests.databases import ROOT, FreshDatabase


@dataclass
class PrivateServer:
    """A whole embedded server with a migrated ``database``; see the fixture ``private_server``."""

    run: Path
    database: FreshDatabase

    @property
    def data(self) -> Path:
        record = records.load(self.run)
        assert record is not None
        return embedded.home_of(self.run, record).data

    def kill(self) -> None:
        """kill -9 of the server and all its processes at once; returns when they are gone."""
        self.kill_postmaster()
        while left := postmaster.processes(self.data):
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)

    def kill_postmaster(self) -> None:
        """kill -9 of the parent only; a child in the middle of work may still finish it."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def recover(self) -> None:
        """Start it again, as the next ``manage.py`` would; returns when recovery is over.

        Django keeps a broken connection until a request ends, so this thread's is closed.
        """
        connections.close_all()
        embedded.ensure_running(self.run)


@contextmanager
def open_directory() -> Iterator[Path]:
    """A directory any account can pass through, unlike pytest's own of mode 700."""
    path = Path(tempfile.mkdtemp(prefix="registry-test-", dir="/tmp"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def private_server() -> Iterator[PrivateServer]:
    with open_directory() as place:
        run = place / ".run"
        try:
            embedded.ensure_running(run)
            reached = access.resolve({}, run)
            server = PrivateServer(run, FreshDatabase(reached, embedded.DATABASE))
            _migrate(server)
            yield server
            server.database.close()
        finally:
            stop_and_forget(run)


def stop_and_forget(run: Path) -> None:
    embedded.stop(run)
    record = records.load(run)
    if record is not None:
        home = embedded.home_of(run, record)
        for path in (home.socket, home.base):
            shutil.rmtree(path, ignore_errors=True)


def _migrate(server: PrivateServer) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=server.database.environment,
        check=True,
    )
