"""The roles and the rights they start with; the ledger's own SQL grants the rest for itself.

*owner* owns the database and migrates; *app* is what the running system connects as. *app* may
read and write Django's own tables in ``public`` and can make nothing: no table, no temporary table
(a planted one could deceive a SECURITY DEFINER function), no role.
"""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

Connection = psycopg.Connection[Any]
PREPARING = 20_200_922  # the advisory lock of whoever prepares roles and database

DATABASE_RIGHTS: tuple[LiteralString, ...] = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}",
    "GRANT ALL ON DATABASE {database} TO {owner}",
)
SCHEMA_RIGHTS: tuple[LiteralString, ...] = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT CREATE, USAGE ON SCHEMA public TO {owner}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    "GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)


def connect(words: dict[str, str]) -> Connection:
    """An autocommit connection, for statements that stand alone."""
    return psycopg.connect(make_conninfo(**words), autocommit=True)


def one_at_a_time(connection: Connection) -> None:
    """Wait for a starter that was killed while the server was still at its last statement here.

    Its session keeps the lock until that statement has ended. Each database has a lock of its own.
    """
    connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])


def make_login(connection: Connection, role: str, password: str) -> None:
    """Make ``role`` a plain log-in role with ``password``, or bring an existing one to that."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = sql.SQL("{verb} ROLE {role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {password}")
    connection.execute(
        statement.format(
            verb=sql.SQL("ALTER" if known else "CREATE"),
            role=sql.Identifier(role),
            password=sql.Literal(password),
        )
    )


def put_under(connection: Connection, app: str, owner: str) -> None:
    """Let the owner end the application's sessions; it can do what they can do anyway."""
    _run(connection, ("GRANT {app} TO {owner}",), app=app, owner=owner)


def make_database(
    connection: Connection, database: str, owner: str, template: str | None = None
) -> None:
    """Create ``database`` for ``owner`` unless it exists; needs an autocommit connection."""
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    if connection.execute(query, [database]).fetchone():
        return
    statement = sql.SQL("CREATE DATABASE {database} OWNER {owner} TEMPLATE {template} {encoding}")
    connection.execute(
        statement.format(
            database=sql.Identifier(database),
            owner=sql.Identifier(owner),
            template=sql.Identifier(template or "template0"),
            encoding=sql.SQL("" if template else "ENCODING 'UTF8'"),
        )
    )


def limit_database(connection: Connection, database: str, owner: str, app: str) -> None:
    """Close ``database`` to everybody but its two roles. A clone needs this again: CREATE
    DATABASE does not copy these rights from its template."""
    _run(connection, DATABASE_RIGHTS, database=database, owner=owner, app=app)


def limit_schema(connection: Connection, owner: str, app: str) -> None:
    """The rights inside the database connected to; a clone inherits them from its template."""
    _run(connection, SCHEMA_RIGHTS, owner=owner, app=app)


def _run(connection: Connection, statements: tuple[LiteralString, ...], **names: str) -> None:
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    for statement in statements:
        connection.execute(sql.SQL(statement).format(**identifiers))
