"""The bench's own databases on the running server: made, migrated, and dropped at the end.

Nothing is measured in, or written to, the database the project runs on.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.figures import BenchBroken
from config.database import access, rights
from config.database.access import Access, Keywords, url_of

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "registry_bench_"
Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class BenchDatabase:
    """A database and how to reach it as the application and as its owner."""

    name: str
    app: Keywords
    owner: Keywords

    @property
    def environment(self) -> dict[str, str]:
        """For a program that is to work on this database as the running system would."""
        kept = {name: value for name, value in os.environ.items() if name != access.ROLE}
        return kept | {
            access.URL: url_of(self.app),
            access.OWNER_URL: url_of(self.owner),
            "DEBUG": "false",
        }

    def connect_owner(self) -> Connection:
        return rights.connect(self.owner)


@contextmanager
def bench_database(purpose: str = "", *, keep: bool = False) -> Iterator[BenchDatabase]:
    """An empty database of the owner's; dropped afterwards, whatever happened. With ``keep`` it is
    called by its purpose alone, stays, and is found again as it was left."""
    server = access.resolve()
    name = f"{PREFIX}{purpose}" if keep else f"{PREFIX}{os.getpid()}{purpose and '_' + purpose}"
    with _administering(server) as admin:
        _forget_dead(admin)
        if not keep:
            _drop(admin, name)
        rights.make_database(admin, name, server.owner_role)
    try:
        yield BenchDatabase(
            name, app=server.app | {"dbname": name}, owner=server.owner | {"dbname": name}
        )
    finally:
        if not keep:
            with _administering(server) as admin:
                _drop(admin, name)


def migrate(database: BenchDatabase) -> None:
    """Run the project's migrations in it, as its owner."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=database.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BenchBroken(f"the migrations failed:\n{done.stderr[-4000:]}")


@contextmanager
def _administering(server: Access) -> Iterator[Connection]:
    database = "postgres" if access.is_embedded() else server.admin["dbname"]
    with rights.connect(server.admin | {"dbname": database}) as connection:
        yield connection


def _forget_dead(admin: Connection) -> None:
    """Drop what killed runs left; only on the embedded server, where process numbers are ours."""
    if not access.is_embedded():
        return
    for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall():
        found = re.match(rf"{PREFIX}(\d+)", name)
        if found and not Path("/proc", found[1]).exists():
            _drop(admin, name)


def _drop(admin: Connection, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        admin.execute(statement + sql.SQL(" WITH (FORCE)"))
    except psycopg.errors.InsufficientPrivilege:  # an owner that may not end the app's sessions
        admin.execute(statement)
