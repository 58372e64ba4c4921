"""Prepare a PostgreSQL server that is not ours: database, application role, first rights.

Safe to repeat. It never stops a server, never drops anything and never touches another database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import psycopg

from config.database import access, embedded, rights
from config.database.access import Access
from config.database.locking import exclusive
from config.database.problems import DatabaseCode, DatabaseProblem
from config.database.rights import Connection

OLDEST_SERVER = 15
CONNECT_WITHIN_S = "15"


def prepare(environment: Mapping[str, str] = os.environ, run: Path = embedded.RUN) -> Access:
    """Bring the server of this environment to the state ``migrate`` needs; the access to it."""
    both_given = bool(environment.get(access.OWNER_URL))
    with exclusive(run):
        found = access.resolve(environment, run)
        with _connect(found, both_given) as server:
            _check_version(server)
            if not both_given:
                found = _make_app_role(server, found, environment, run)
                rights.make_database(server, found.owner["dbname"], found.owner_role)
            rights.limit_database(server, found.owner["dbname"], found.owner_role, found.app_role)
        with rights.connect(_patient(found.owner)) as inside:
            rights.limit_schema(inside, found.owner_role, found.app_role)
    return found


def _make_app_role(
    server: Connection, found: Access, environment: Mapping[str, str], run: Path
) -> Access:
    """A log-in role for the application. Without a stored password an existing role gets a new
    one: another checkout that used it must then prepare again."""
    row = server.execute(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or not row[0]:
        raise DatabaseProblem(DatabaseCode.OWNER_URL_NEEDED, role=found.owner_role)
    password = found.app["password"] or secrets.token_urlsafe(24)
    rights.make_login(server, found.app_role, password)
    rights.put_under(server, found.app_role, found.owner_role)
    access.store_password(run, environment[access.URL], password)
    return access.resolve(environment, run)


def _connect(found: Access, both_given: bool) -> Connection:
    """Connect as the owner; to ``postgres`` when the database itself may not exist yet."""
    variable = access.OWNER_URL if both_given else access.URL
    words = _patient(found.owner)
    try:
        return rights.connect(words)
    except psycopg.OperationalError as error:
        missing = f'database "{words["dbname"]}" does not exist' in str(error)
        if both_given or not missing:
            raise DatabaseProblem(
                DatabaseCode.SERVER_UNREACHABLE, variable=variable, reason=str(error).strip()
            ) from None
    return rights.connect(words | {"dbname": "postgres"})


def _patient(words: dict[str, str]) -> dict[str, str]:
    return {"connect_timeout": CONNECT_WITHIN_S} | words


def _check_version(server: Connection) -> None:
    found = server.info.server_version // 10000
    if found < OLDEST_SERVER:
        raise DatabaseProblem(DatabaseCode.SERVER_TOO_OLD, found=found)
