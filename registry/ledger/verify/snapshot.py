"""One unchanging view of the database for a whole run, beside whoever is writing meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from registry.ledger.verify.lanes import READ_ONLY, SETTINGS, Lanes

# Below some hundred thousand moves a second connection costs more than it brings.
MUCH = 32 * 1024 * 1024  # bytes of moves; right even where no statistics were ever taken


@contextmanager
def snapshot(*, wide: bool) -> Iterator[Lanes]:
    """Read-only lanes that see one moment; rolled back at the end, settings included.

    ``wide`` allows a second connection where the ledger is large. Inside a caller's transaction
    there is one lane, which sees what that transaction sees.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if outermost:
                cursor.execute(READ_ONLY)
            cursor.execute(SETTINGS)
        try:
            yield Lanes(_shared() if outermost and wide else None)
        finally:
            transaction.set_rollback(True)


def _shared() -> str | None:
    """The name by which another connection joins this snapshot, where it is worth its while."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('ledger.move')")
        if cursor.fetchone()[0] < MUCH:
            return None
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]
