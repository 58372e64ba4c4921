"""Databases for tests: one template built by migrations, and clones of it.

A template is named by a hash of everything that shapes it, so that it is built once and reused
until a migration or a piece of SQL changes. Clones are real databases: what is committed in one is
seen by every connection to it and by nothing else. Works on the embedded server and on the one
``DATABASE_URL`` names.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.database import access, embedded, external, rights
from config.database.access import Access, url_of

ROOT = Path(__file__).resolve().parents[1]
SHAPED_BY = ("**/migrations/*.py", "**/sql/**/*")  # whatever the depth of the app
SHAPED_ALSO_BY = ("requirements.txt", "core/sql.py", "config/database/rights.py")
TEMPLATE, CLONE = "registry_template_", "registry_test_"
TEMPLATE_VARIABLE = "REGISTRY_TEST_TEMPLATE"  # chosen once per run, so that all workers agree
TEMPLATES_KEPT = 3
BUILDING_LOCK = 7_016_001  # advisory: one builder at a time, whichever checkout it belongs to

_numbers = itertools.count()
Connection = psycopg.Connection[Any]


def reach_server() -> Access:
    """Make sure that the server runs and has its roles; how to reach it."""
    if access.is_embedded():
        embedded.ensure_running()
    elif not access.resolve().prepared:
        external.prepare()
    return access.resolve()


def template_name() -> str:
    """The name of the template that the files of this checkout describe now."""
    digest = hashlib.sha256()
    for pattern in (*SHAPED_BY, *SHAPED_ALSO_BY):
        for path in sorted(ROOT.glob(pattern)):
            own = not path.relative_to(ROOT).parts[0].startswith(".")
            if own and path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return TEMPLATE + digest.hexdigest()[:16]


@contextmanager
def administering(server: Access) -> Iterator[Connection]:
    """A connection that may create and drop databases."""
    database = "postgres" if access.is_embedded() else server.admin["dbname"]
    with rights.connect(server.admin | {"dbname": database}) as connection:
        yield connection


def ensure_template(server: Access) -> str:
    """The template's name; it is built when it is missing, by migrations run as the owner."""
    name = os.environ.setdefault(TEMPLATE_VARIABLE, template_name())
    with administering(server) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [BUILDING_LOCK])
        if not _exists(admin, name):
            unfinished = f"{name}_unfinished"
            drop(admin, unfinished)
            rights.make_database(admin, unfinished, server.owner_role)
            rights.limit_database(admin, unfinished, server.owner_role, server.app_role)
            with rights.connect(server.admin | {"dbname": unfinished}) as inside:
                rights.limit_schema(inside, server.owner_role, server.app_role)
            with pointed_at(server, "owner", unfinished):
                call_command("migrate", interactive=False, verbosity=0)
            admin.execute(_statement("ALTER DATABASE {} RENAME TO {}", unfinished, name))
            _forget_old_templates(admin, server.owner_role, name)
    return name


@contextmanager
def pointed_at(server: Access, role: str, database: str) -> Iterator[None]:
    """Django's default connection, in every thread started meanwhile, connects as ``role`` to
    ``database``."""
    words = access.django_database(role, server) | {"NAME": database}
    shared: dict[str, Any] = connections.settings["default"]
    before = {key: shared[key] for key in words}
    connections["default"].close()
    shared.update(words)
    try:
        yield
    finally:
        connections["default"].close()
        shared.update(before)


def clone(server: Access, template: str) -> str:
    """A new database like the template, open to the same two roles; its name."""
    name = f"{CLONE}{os.getpid()}_{next(_numbers)}"
    with administering(server) as admin:
        rights.make_database(admin, name, server.owner_role, template)
        rights.limit_database(admin, name, server.owner_role, server.app_role)
    return name


def drop_clone(server: Access, name: str) -> None:
    with administering(server) as admin:
        drop(admin, name)


def drop(admin: Connection, name: str) -> None:
    try:
        admin.execute(_statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
    except psycopg.errors.InsufficientPrivilege:  # an owner that may not end the app's sessions
        admin.execute(_statement("DROP DATABASE IF EXISTS {}", name))


def forget_dead_clones(server: Access) -> None:
    """Drop the clones that killed test runs left on the embedded server."""
    if not access.is_embedded():
        return  # another machine's process numbers mean nothing here
    with administering(server) as admin:
        for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall():
            found = re.fullmatch(rf"{CLONE}(\d+)_\d+", name)
            if found and not Path("/proc", found[1]).exists():
                drop(admin, name)


@dataclass
class FreshDatabase:
    """A test's own database with real commits; see the fixture ``fresh_database``."""

    server: Access
    name: str
    _opened: list[Connection] = field(default_factory=list)

    @property
    def app_dsn(self) -> str:
        return make_conninfo(**(self.server.app | {"dbname": self.name}))

    @property
    def owner_dsn(self) -> str:
        return make_conninfo(**(self.server.owner | {"dbname": self.name}))

    @property
    def admin_dsn(self) -> str:
        """May create databases on the server; a superuser on the embedded one."""
        return make_conninfo(**(self.server.admin | {"dbname": self.name}))

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a program (``manage.py …``) that is to work on this database."""
        return os.environ | {access.URL: self.app_url, access.OWNER_URL: self.owner_url}

    @property
    def app_url(self) -> str:
        return url_of(self.server.app | {"dbname": self.name})

    @property
    def owner_url(self) -> str:
        return url_of(self.server.owner | {"dbname": self.name})

    def connect_app(self, *, autocommit: bool = False) -> Connection:
        return self._connect(self.app_dsn, autocommit)

    def connect_owner(self, *, autocommit: bool = False) -> Connection:
        return self._connect(self.owner_dsn, autocommit)

    def close(self) -> None:
        for connection in self._opened:
            connection.close()

    def _connect(self, dsn: str, autocommit: bool) -> Connection:
        connection = psycopg.connect(dsn, autocommit=autocommit)
        self._opened.append(connection)
        return connection


def _exists(admin: Connection, name: str) -> bool:
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    return admin.execute(query, [name]).fetchone() is not None


def _forget_old_templates(admin: Connection, owner: str, newest: str) -> None:
    """Keep a few: a run that began before a migration was edited still clones the older one."""
    rows = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND datdba = %s::regrole"
        " ORDER BY oid DESC",
        [f"{TEMPLATE}%", owner],
    ).fetchall()
    for (name,) in [row for row in rows if row[0] != newest][TEMPLATES_KEPT - 1 :]:
        drop(admin, name)


def _statement(text: Any, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))
