"""A picture of everything a refused act could have changed: every row of every table that holds business,
the ledger and the sealed leaves among them."""

from __future__ import annotations

from functools import cache

from django.db import connection

# What looking around and being refused do change, and may.
LOOKING = (
    "django_session", "trail_refusal", "axes_accessattempt", "axes_accesslog",
    "axes_accessattemptexpiration", "axes_accessfailurelog", "identity_loginevent",
)  # fmt: skip
_TABLES = """
SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables
WHERE schemaname IN ('public', 'ledger', 'evidence') AND NOT tablename = ANY (%s) ORDER BY 1
"""


@cache
def _query() -> str:
    """Made once a run: the tables stay while tests run."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [list(LOOKING)])
        tables = [name for (name,) in cursor.fetchall()]
    parts = [
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t"
        for table in tables
    ]
    return " UNION ALL ".join(parts)


def everything() -> dict[str, tuple[int, str]]:
    """For each table how many rows, and a sum of the hashes of all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_query())
        return {table: (count, str(total)) for table, count, total in cursor.fetchall()}


def changed(before: dict[str, tuple[int, str]]) -> list[str]:
    """Tables that are no longer what they were."""
    now = everything()
    return sorted(table for table in now if now[table] != before.get(table))
