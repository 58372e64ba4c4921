"""How to connect, as which role, to the database this process was given.

Reads the environment and ``.run/``; never connects and never starts anything, so that settings may
import it. Three ways:

* ``DATABASE_URL`` unset – the embedded server of this checkout;
* ``DATABASE_URL`` and ``DATABASE_OWNER_URL`` – the application's role and the owner's;
* ``DATABASE_URL`` alone – the owner's role on a developer's or CI's server; the application's role
  is made by ``external.prepare`` and its password kept in ``.run/``. Not for production.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.database import embedded, records
from config.database.cluster import SUPERUSER
from config.database.problems import DatabaseCode, DatabaseProblem

URL, OWNER_URL, ROLE = "DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ROLE"
LONGEST_NAME = 63

Keywords = dict[str, str]


@dataclass(frozen=True, slots=True)
class Access:
    """libpq keywords for each role. ``admin`` may create databases: set-up and tests use it."""

    # Not shown in a traceback: they hold passwords.
    app: Keywords = field(repr=False)
    owner: Keywords = field(repr=False)
    admin: Keywords = field(repr=False)
    prepared: bool

    @property
    def app_role(self) -> str:
        return self.app["user"]

    @property
    def owner_role(self) -> str:
        return self.owner["user"]


def is_embedded(environment: Mapping[str, str] = os.environ) -> bool:
    return not environment.get(URL)


def resolve(environment: Mapping[str, str] = os.environ, run: Path = embedded.RUN) -> Access:
    """The access this environment names."""
    if is_embedded(environment):
        return _embedded(run)
    given = parse(URL, environment[URL])
    if environment.get(OWNER_URL):
        owner = parse(OWNER_URL, environment[OWNER_URL])
        if owner["user"] == given["user"]:
            raise DatabaseProblem(DatabaseCode.SAME_ROLE, role=given["user"])
        return Access(app=given, owner=owner, admin=owner, prepared=True)
    password = stored_password(run, environment[URL])
    app = given | {"user": app_role_for(given["dbname"]), "password": password or ""}
    return Access(app=app, owner=given, admin=given, prepared=password is not None)


def resolve_for_production(environment: Mapping[str, str] = os.environ) -> Access:
    """In production DATABASE_URL is always the application's role and nothing is made up.

    The owner is known only where DATABASE_OWNER_URL is set, which is where migrations run.
    """
    if is_embedded(environment):
        raise DatabaseProblem(
            DatabaseCode.URL_REQUIRED, variable=URL, meaning="应用角色的连接地址 / the app's role"
        )
    if environment.get(OWNER_URL):
        return resolve(environment)
    if environment.get(ROLE) == "owner":
        raise DatabaseProblem(
            DatabaseCode.URL_REQUIRED,
            variable=OWNER_URL,
            meaning="所有者的连接地址 / the owner's role",
        )
    given = parse(URL, environment[URL])
    return Access(app=given, owner=given, admin=given, prepared=True)


def parse(variable: str, url: str) -> Keywords:
    """A PostgreSQL URL as libpq keywords; host, user and database must be in it."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise DatabaseProblem(
            DatabaseCode.URL_INVALID, variable=variable, reason="postgresql://user:password@host/db"
        )
    try:
        found = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise DatabaseProblem(
            DatabaseCode.URL_INVALID, variable=variable, reason=str(error).strip()
        ) from None
    for part in ("user", "dbname"):
        if not found.get(part):
            raise DatabaseProblem(DatabaseCode.URL_INVALID, variable=variable, reason=f"{part}?")
    return {key: str(value) for key, value in found.items() if value is not None}


def url_of(words: Keywords) -> str:
    """libpq keywords as a URL, for a program's environment."""
    rest = {key: value for key, value in words.items() if key not in {"user", "password", "dbname"}}
    login = f"{quote(words['user'], safe='')}:{quote(words.get('password', ''), safe='')}"
    return f"postgresql://{login}@/{quote(words['dbname'], safe='')}?{urlencode(rest)}"


def django_database(role: str, access: Access) -> dict[str, Any]:
    """The entry for ``DATABASES`` that connects as ``role`` (``app`` or ``owner``)."""
    words = dict(access.owner if role == "owner" else access.app)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": words.pop("dbname"),
        "USER": words.pop("user"),
        "PASSWORD": words.pop("password", ""),
        "HOST": words.pop("host", ""),
        "PORT": words.pop("port", ""),
        "OPTIONS": words,
    }


def app_role_for(database: str) -> str:
    """The application's role on a server where only the owner is given."""
    role = f"{database}_app"
    if len(role.encode()) <= LONGEST_NAME:
        return role
    return f"registry_app_{hashlib.sha256(database.encode()).hexdigest()[:12]}"


def stored_password(run: Path, url: str) -> str | None:
    """The application's password made for ``url`` earlier, or None."""
    try:
        return str(json.loads(_password_file(run, url).read_text())["app_password"])
    except (OSError, ValueError, KeyError):
        return None


def store_password(run: Path, url: str, password: str) -> None:
    records.write_private(_password_file(run, url), json.dumps({"app_password": password}))


def forget_password(run: Path, url: str) -> None:
    """For a server that is gone."""
    _password_file(run, url).unlink(missing_ok=True)


def _password_file(run: Path, url: str) -> Path:
    return run / f"external-{hashlib.sha256(url.encode()).hexdigest()[:16]}.json"


def _embedded(run: Path) -> Access:
    """Before the first start there is no record yet: names without passwords, so that commands
    that need no database can still load settings."""
    record = records.load(run) or records.Record(".", "", "", "")
    return Access(
        app=embedded.keywords(run, record, embedded.APP),
        owner=embedded.keywords(run, record, embedded.OWNER),
        admin=embedded.keywords(run, record, SUPERUSER),
        prepared=record.prepared,
    )
