"""Make, start and stop one PostgreSQL data directory. Callers hold the checkout's lock.

The server is started detached and outlives whoever started it; it is stopped only by ``stop``.
Data is never removed here, except an unfinished ``initdb``.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.database import postmaster, tuning
from config.database.accounts import Account
from config.database.binaries import Binaries
from config.database.homes import Home, make_socket_directory
from config.database.problems import DatabaseCode, DatabaseProblem

SUPERUSER = "registry_superuser"
ORPHANS_LEAVE_WITHIN_S = 120
RECOVERY_TAKES_AT_MOST_S = 3600
STOP_TAKES_AT_MOST_S = 600
LARGEST_LOG_BYTES = 20 * 1024 * 1024
INIT_OPTIONS = (
    *("--username", SUPERUSER, "--auth", "scram-sha-256", "--data-checksums"),
    *("--encoding", "UTF8", "--locale", "C"),
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory, the programs for it and the account it belongs to."""

    home: Home
    account: Account
    binaries: Binaries

    def make(self, password: str) -> None:
        """``initdb`` beside its final place, then rename: a kill leaves no half-made cluster."""
        unfinished = self.home.base / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.take(unfinished, 0o700)
        with tempfile.NamedTemporaryFile("w", dir=self.home.base, prefix=".pw-") as secret:
            secret.write(password)
            secret.flush()
            self.account.take(Path(secret.name), 0o600)
            done = self._run("initdb", "-D", unfinished, "--pwfile", secret.name, *INIT_OPTIONS)
        if done.returncode != 0:
            raise DatabaseProblem(
                DatabaseCode.INIT_FAILED, data=self.home.data, tail=done.stdout[-2000:]
            )
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'registry.conf'\n")
        unfinished.rename(self.home.data)

    def check_version(self) -> None:
        """Refuse data of another major version before a server can touch them."""
        found = (self.home.data / "PG_VERSION").read_text().strip()
        wanted = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if found != wanted:
            raise DatabaseProblem(
                DatabaseCode.DATA_OF_ANOTHER_VERSION,
                data=self.home.data,
                found=found,
                wanted=wanted,
            )

    def start(self, say: Say) -> None:
        """Start the server and wait until it takes connections, crash recovery included."""
        self.check_version()
        self._await_orphans(say)
        postmaster.forget_stale_pid_file(self.home.data)
        make_socket_directory(self.home, self.account)
        self._write_configuration()
        self._prepare_log()
        with _heartbeat(say, "waiting for the database (crash recovery can take minutes)"):
            done = self._run(
                *("pg_ctl", "start", "-D", self.home.data, "-l", self.home.log),
                *("-w", "-t", str(RECOVERY_TAKES_AT_MOST_S), "-s"),
            )
        found = postmaster.find(self.home.data)
        if done.returncode != 0 or found is None or not found.ready:
            raise DatabaseProblem(
                DatabaseCode.START_FAILED, log=self.home.log, tail=self._log_tail(done.stdout)
            )

    def stop(self) -> bool:
        """Stop the server, open transactions rolled back; False when none was running."""
        if postmaster.find(self.home.data) is None:
            return False
        done = self._run(
            *("pg_ctl", "stop", "-D", self.home.data, "-m", "fast"),
            *("-w", "-t", str(STOP_TAKES_AT_MOST_S), "-s"),
        )
        if done.returncode != 0 and postmaster.find(self.home.data) is not None:
            raise DatabaseProblem(DatabaseCode.STOP_FAILED, tail=done.stdout[-2000:])
        return True

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of the programs as the account. Output goes through a file, not a pipe:
        a server started by ``pg_ctl`` would hold a pipe open for ever."""
        with tempfile.TemporaryFile("w+") as output:
            done = self.account.run(
                [self.binaries.program(program), *arguments],
                env=self.binaries.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            output.seek(0)
            done.stdout = output.read()
        return done

    def _await_orphans(self, say: Say) -> None:
        """After kill -9 of the postmaster its children notice within moments; until they have
        left they hold the shared memory, and a new server would be refused."""
        deadline = time.monotonic() + ORPHANS_LEAVE_WITHIN_S
        announced = False
        while orphans := postmaster.processes(self.home.data):
            if time.monotonic() > deadline:
                raise DatabaseProblem(
                    DatabaseCode.STILL_OCCUPIED, pids=orphans, seconds=ORPHANS_LEAVE_WITHIN_S
                )
            if not announced:
                say("waiting for the processes of an earlier database server to leave")
                announced = True
            time.sleep(0.1)

    def _write_configuration(self) -> None:
        path = self.home.data / "registry.conf"
        path.write_text(
            tuning.configuration(self.home.socket, postmaster.cluster_name(self.home.data))
        )
        self.account.take(path, 0o600)

    def _prepare_log(self) -> None:
        log = self.home.log
        if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
            log.rename(log.with_suffix(".log.1"))
        log.touch(mode=0o600)
        self.account.take(log, 0o600)

    def _log_tail(self, output: str) -> str:
        return (output + self.home.log.read_text(errors="replace"))[-2000:]


class _heartbeat:
    """Say something every five seconds while a long wait lasts."""

    def __init__(self, say: Say, message: str, every_s: float = 5.0) -> None:
        self._say, self._message, self._every_s = say, message, every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_s):
            self._say(self._message)
