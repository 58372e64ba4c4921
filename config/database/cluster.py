"""One PostgreSQL data directory: made, checked and stopped here; ``starting`` starts it.

Callers hold the checkout's lock. Data is never removed, except an unfinished ``initdb``.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.database import postmaster
from config.database.accounts import Account
from config.database.binaries import Binaries
from config.database.homes import Home
from config.database.problems import DatabaseCode, DatabaseProblem

SUPERUSER = "registry_superuser"
UNFINISHED = "postgres.unfinished-"
STOP_TAKES_AT_MOST_S = 600
SHOWN_CHARACTERS = 2000
INIT_OPTIONS = (
    *("--username", SUPERUSER, "--auth", "scram-sha-256", "--data-checksums"),
    *("--encoding", "UTF8", "--locale", "C"),
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory, the programs for it and the account it belongs to."""

    home: Home
    account: Account
    binaries: Binaries

    def make(self, password: str) -> None:
        """``initdb`` beside its final place, then rename: a kill leaves no half-made cluster.

        The name is new each time, for the ``initdb`` of a killed caller may still be writing.
        """
        for abandoned in self.home.base.glob(f"{UNFINISHED}*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(dir=self.home.base, prefix=UNFINISHED))
        self.account.take(unfinished, 0o700)
        with tempfile.NamedTemporaryFile("w", dir=self.home.base, prefix=".pw-") as secret:
            secret.write(password)
            secret.flush()
            self.account.take(Path(secret.name), 0o600)
            done = self.run("initdb", "-D", unfinished, "--pwfile", secret.name, *INIT_OPTIONS)
        if done.returncode != 0:
            raise DatabaseProblem(
                DatabaseCode.INIT_FAILED, data=self.home.data, tail=done.stdout[-SHOWN_CHARACTERS:]
            )
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'registry.conf'\n")
        unfinished.rename(self.home.data)

    def check_version(self) -> None:
        """Refuse data of another major version before a server can touch them."""
        found = (self.home.data / "PG_VERSION").read_text().strip()
        wanted = self.run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if found != wanted:
            raise DatabaseProblem(
                DatabaseCode.DATA_OF_ANOTHER_VERSION,
                data=self.home.data,
                found=found,
                wanted=wanted,
            )

    def reset_superuser_password(self, password: str) -> None:
        """For data whose record was lost: PostgreSQL's single-user mode asks for no password."""
        self.stop()
        self.check_version()
        statement = f"SET password_encryption = 'scram-sha-256';\nALTER ROLE {SUPERUSER} PASSWORD"
        done = self.run(
            *("postgres", "--single", "-D", self.home.data, "postgres"),
            text_in=f"{statement} '{password}';\n",
        )
        if done.returncode != 0 or "ERROR" in done.stdout:
            raise DatabaseProblem(
                DatabaseCode.START_FAILED,
                log=self.home.log,
                tail=done.stdout[-SHOWN_CHARACTERS:],
            )

    def stop(self) -> bool:
        """Stop the server, open transactions rolled back; False when none was running."""
        if postmaster.find(self.home.data) is None:
            return False
        done = self.run(
            *("pg_ctl", "stop", "-D", self.home.data, "-m", "fast"),
            *("-w", "-t", str(STOP_TAKES_AT_MOST_S), "-s"),
        )
        if done.returncode != 0 and postmaster.find(self.home.data) is not None:
            raise DatabaseProblem(DatabaseCode.STOP_FAILED, tail=done.stdout[-SHOWN_CHARACTERS:])
        return True

    def run(
        self, program: str, *arguments: str | Path, text_in: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the programs as the account; ``stdout`` holds everything it said.

        Through files, not pipes: a server started by ``pg_ctl`` would hold a pipe open for ever.
        """
        with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as said:
            given.write(text_in)
            given.seek(0)
            done = self.account.run(
                [self.binaries.program(program), *arguments],
                env=self.binaries.environment,
                stdin=given,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            said.seek(0)
            done.stdout = said.read()
        return done
