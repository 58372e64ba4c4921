"""One unchanging view of the database for a whole run, beside whoever is writing meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# All local to the transaction, so safe behind a pooler. Parallel plans cost nothing to start here:
# each query reads millions of rows or is over at once.
SETTINGS = """
SET LOCAL statement_timeout = 0;
SET LOCAL work_mem = '256MB';
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL enable_mergejoin = off;
SET LOCAL jit = off
"""


@contextmanager
def snapshot() -> Iterator[None]:
    """A read-only transaction that sees one moment; rolled back at the end, settings included.

    Inside a caller's transaction it sees what that transaction sees, which is what tests want.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if outermost:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(SETTINGS)
        try:
            yield
        finally:
            transaction.set_rollback(True)
