"""Finding and running ``pg_dump`` and ``pg_restore`` of the server's own major version.

An older one refuses the server; a newer one writes settings the server does not know. Looked for in
``PG_BIN``, then in the wheel of the embedded server, then where Debian and the PATH have them.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.backup.problems import BackupCode, BackupProblem
from config.database.binaries import bundled
from config.database.problems import DatabaseProblem
from config.database.rights import Connection

DEBIAN = Path("/usr/lib/postgresql")
SHOWN_CHARACTERS = 2000
# libpq takes these from the environment, where other users of the machine cannot read them.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


@dataclass(frozen=True, slots=True)
class Program:
    """One program of one version, to be run against one database."""

    path: Path

    def run(self, words: dict[str, str], *arguments: str | Path) -> str:
        """What it wrote to standard output; raises when it failed or complained of an error."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        given = {VARIABLES[name]: value for name, value in words.items() if name in VARIABLES}
        done = subprocess.run(
            [str(self.path), *map(str, arguments)],
            env=kept | given | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise BackupProblem(
                BackupCode.PROGRAM_FAILED,
                program=self.path.name,
                tail=done.stderr[-SHOWN_CHARACTERS:],
            )
        return done.stdout


def major_of(connection: Connection) -> int:
    return connection.info.server_version // 10000


def of_server(name: str, connection: Connection) -> Program:
    """The program for the server of ``connection``; refused when only other versions are here."""
    wanted, found = major_of(connection), []
    for directory in _directories():
        path = directory / name
        if path.is_file() and (version := _version(path)) is not None:
            if int(version.split(".")[0]) == wanted:
                return Program(path)
            found.append(f"{version} ({path})")
    raise BackupProblem(
        BackupCode.PROGRAMS_MISSING,
        program=name,
        wanted=wanted,
        found=", ".join(found) or "—",
    )


def _directories() -> Iterator[Path]:
    if given := os.environ.get("PG_BIN"):
        yield Path(given)
        return  # who names a directory means that one
    with contextlib.suppress(DatabaseProblem):  # installed without the wheel
        yield bundled().prefix / "bin"
    yield from sorted(DEBIAN.glob("*/bin"), reverse=True)
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


def _version(path: Path) -> str | None:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    said = re.search(r"\) (\d+(?:\.\d+)*)", done.stdout)
    return said[1] if said else None
