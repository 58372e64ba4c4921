"""One small world, laid out again and again beside itself: how a ledger of 10⁷ moves is made in minutes.

Every row is copied with its ids moved on by as much as the small world is long, so each copy is a
sound ledger of its own; only the programmes' system accounts are shared. The laws' triggers are off
meanwhile, which is why ``verify_ledger`` is asked afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from benchmarks.databases import Connection
from benchmarks.progress import Say

AT_ONCE = 50  # copies in one statement
UUID = "md5({0}::text || '/' || k)::uuid"
ACCOUNT = "CASE WHEN {0} = ANY(%(system)s) THEN {0} ELSE {0} + k * %(account)s END"
ENTRY, BATCH, HOLD = "{0} + k * %(entry)s", "{0} + k * %(batch)s", "{0} + k * %(hold)s"
EARLIER = "{0} - k * interval '97 seconds'"  # acts of people: the copies happened one after another
HISTORY = {
    "history_id": "{0} + k * 1000",  # the demo tells far fewer versions
    "uuid": UUID,
    "history_date": EARLIER,
}
# Columns that are not copied as they are; {0} is the column of the small world, k the copy's number.
COLUMNS: dict[str, dict[str, str]] = {
    "public.organisations_organisation": {
        "uuid": UUID,
        "uscc": "left({0}, 8) || lpad(k::text, 7, '0') || right({0}, 3)",
        "name_zh": "{0} || k",
    },
    "public.organisations_person": {
        "uuid": UUID,
        "id_hash": "md5({0} || k) || md5(k || {0})",
        "real_name": "{0} || k",
        "user_id": "NULL",
    },
    "public.organisations_externalholder": {"uuid": UUID, "name": "{0} || k"},
    "public.organisations_holder": {
        "uuid": UUID,
        "organisation_id": UUID,
        "person_id": UUID,
        "external_id": UUID,
        "display_name": "{0} || k",
    },
    "ledger.account": {
        "id": ACCOUNT,
        "uuid": UUID,
        "ordinal": "{0} + k * %(ordinal)s",
        "number": "t.programme || '-' || lpad((t.ordinal + k * %(ordinal)s)::text, 6, '0')",
        "holder_uuid": UUID,
    },
    "ledger.batch": {"id": BATCH, "uuid": UUID, "project": "{0} || '-' || k"},
    "ledger.hold": {
        "id": HOLD, "uuid": UUID, "account": ACCOUNT, "batch": BATCH, "rank": HOLD, "entry": ENTRY,
    },
    "ledger.holding": {"account": ACCOUNT, "batch": BATCH},
    "ledger.block": {"batch": BATCH, "account": ACCOUNT, "hold": HOLD, "entry": ENTRY},
    "ledger.request": {
        "id": "{0} + k * %(request)s",
        "key": "{0} || '/' || k",
        "entry_ids": "(SELECT array_agg(e + k * %(entry)s) FROM unnest({0}) e)",
    },
    "ledger.entry": {
        "id": ENTRY,
        "request": "{0} + k * %(request)s",
        "undoes": ENTRY,
        "reference": "{0} || '/' || k",
        "detail": "{0} || jsonb_strip_nulls(jsonb_build_object("
        "'account', ({0} ->> 'account')::int + k * %(account)s,"
        "'batch', ({0} ->> 'batch')::int + k * %(batch)s,"
        "'hold', ({0} ->> 'hold')::bigint + k * %(hold)s))",
    },
    "ledger.move": {
        "entry": ENTRY, "parent_entry": ENTRY, "batch": BATCH, "src_account": ACCOUNT,
        "dst_account": ACCOUNT, "src_hold": HOLD, "dst_hold": HOLD,
    },
    "public.approvals_approval": {
        "uuid": UUID,
        "number": "{0} || k",
        "key": "{0} || '/' || k",
        "object_uuid": UUID,
        "proposed_at": EARLIER,
        "decided_at": EARLIER,
        "expires_at": EARLIER,
    },
    "public.organisations_historicalorganisation": HISTORY,
    "public.organisations_historicalperson": HISTORY,
}  # fmt: skip
ONLY = {"ledger.account": "t.kind = 'holder'", "public.approvals_approval": "t.status <> 'pending'"}
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = %s::regclass AND NOT i.indisunique
"""
GENERATED = """
SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0
AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""


@dataclass(frozen=True, slots=True)
class Original:
    """How long the small world is: the highest id of each kind, and what is shared."""

    words: dict[str, Any]

    @classmethod
    def of(cls, owner: Connection) -> Original:
        row = owner.execute(
            "SELECT (SELECT max(id) FROM ledger.account), (SELECT max(ordinal) FROM ledger.account),"
            " (SELECT max(id) FROM ledger.batch), (SELECT greatest(max(id), max(rank)) FROM ledger.hold),"
            " (SELECT max(id) FROM ledger.entry), (SELECT max(id) FROM ledger.request),"
            " (SELECT array_agg(id) FROM ledger.account WHERE kind = 'system')"
        ).fetchone()
        assert row is not None
        names = ("account", "ordinal", "batch", "hold", "entry", "request", "system")
        return cls(dict(zip(names, row, strict=True)))


def multiply(owner: Connection, copies: int, say: Say) -> None:
    """Make ``copies`` worlds of one: the one there is, and copies of it."""
    original = Original.of(owner)
    owner.execute("SET synchronous_commit = off")
    for table in COLUMNS:
        say(f"copying {table} {copies:,} times")
        with _undisturbed(owner, table):
            _copy(owner, table, original, copies)
    _move_sequences_on(owner)
    owner.execute("SET synchronous_commit = on")


def _copy(owner: Connection, table: str, original: Original, copies: int) -> None:
    name = sql.SQL(table)
    owner.execute(sql.SQL("CREATE TEMP TABLE original AS SELECT * FROM {}").format(name))
    owner.execute("ANALYZE original")
    columns = [row[0] for row in owner.execute(GENERATED, [table]).fetchall()]
    chosen = COLUMNS[table]
    values = ", ".join(
        chosen.get(column, "{0}").format(f't."{column}"') + f' AS "{column}"' for column in columns
    )
    listed = ", ".join(f'"{column}"' for column in columns)
    statement = (
        f"INSERT INTO {table} ({listed}) OVERRIDING SYSTEM VALUE SELECT {values}"
        f" FROM generate_series(%(low)s::int, %(high)s::int) k, original t"
        f" WHERE {ONLY.get(table, 'true')}"
    )
    for low in range(1, copies, AT_ONCE):
        words = original.words | {"low": low, "high": min(low + AT_ONCE, copies) - 1}
        owner.execute(statement.encode(), words)
    owner.execute("DROP TABLE original")


@contextmanager
def _undisturbed(owner: Connection, table: str) -> Iterator[None]:
    """Without the table's triggers and without the indexes that only serve reading."""
    indexes = owner.execute(INDEXES, [table]).fetchall()
    for name, _ in indexes:
        owner.execute(f"DROP INDEX {name}".encode())
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    yield
    owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())
    for _, definition in indexes:
        owner.execute(definition.encode())


def _move_sequences_on(owner: Connection) -> None:
    for sequence, table, column in (
        ("ledger.request_id", "ledger.request", "id"),
        ("ledger.entry_id", "ledger.entry", "id"),
        ("ledger.hold_rank", "ledger.hold", "rank"),
    ):
        owner.execute(f"SELECT setval('{sequence}', (SELECT max({column}) FROM {table}))".encode())
    identities = dict.fromkeys(("ledger.account", "ledger.batch", "ledger.hold"), "id")
    for thing in ("organisation", "person"):
        identities[f"public.organisations_historical{thing}"] = "history_id"
    for table, column in identities.items():
        owner.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"
            f" (SELECT max({column}) FROM {table}))".encode()
        )
