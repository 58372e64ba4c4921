"""What a database holds, table by table: the number of rows and a sum over their contents.

The sum does not depend on the order of rows, so it is the same before a dump and after a restore, and
another one when any value in any row was changed. It finds mistakes and tampering after the fact; it
is not a signature.
"""

from __future__ import annotations

from typing import Any

from psycopg import sql

from config.database.rights import Connection

# A row's text must not depend on who asks.
SETTINGS = """
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL search_path = pg_catalog
"""
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
ORDER BY 1, 2
"""
# Ledger tables hold tens of millions of rows: one pass, no sort, nothing kept.
SUM = """
SELECT count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint::numeric
  + ('x' || right(h, 16))::bit(64)::bigint::numeric * 3), 0)::text
FROM (SELECT md5(t::text) AS h FROM {}.{} t) rows
"""


def tables_of(connection: Connection) -> list[tuple[str, str]]:
    """(schema, table) of every table that is not PostgreSQL's own."""
    return [(row[0], row[1]) for row in connection.execute(TABLES).fetchall()]


def content_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """Rows and sum of every table, as the caller's transaction sees them."""
    connection.execute(SETTINGS)
    found = {}
    for schema, table in tables_of(connection):
        query = sql.SQL(SUM).format(sql.Identifier(schema), sql.Identifier(table))
        row = connection.execute(query).fetchone()
        assert row is not None
        found[f"{schema}.{table}"] = {"rows": row[0], "sum": row[1]}
    return found


def schema_of(connection: Connection) -> dict[str, str]:
    """The last migration of each app that was run here; empty where none was."""
    there = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if there is None or there[0] is None:
        return {}
    query = "SELECT app, max(name) FROM public.django_migrations GROUP BY app ORDER BY app"
    return {row[0]: row[1] for row in connection.execute(query).fetchall()}
