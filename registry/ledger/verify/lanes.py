"""Many independent queries over one snapshot, side by side on one or two connections."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

Row = dict[str, Any]
Say = Callable[[str], None]

# All local to the transaction, so safe behind a pooler. Two lanes with a plain plan each do more
# than one with a parallel plan, whose workers wait for their leader in every sorted query.
SETTINGS = """
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL work_mem = '128MB';
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL jit = off
"""
READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Lanes:
    """This thread's connection, and a second one that joins the snapshot called ``shared``."""

    def __init__(self, shared: str | None) -> None:
        self._shared = shared

    def read(self, queries: Mapping[str, str], say: Say) -> dict[str, list[Row]]:
        """The rows of each query by its name, begun in the order given: put the longest first."""
        if not queries:
            return {}
        work = _Work(queries, say)
        beside = threading.Thread(target=self._beside, args=(work,), daemon=True)
        if self._shared is not None and len(queries) > 1:
            beside.start()
        work.do()
        if beside.ident is not None:
            beside.join()
        if work.error is not None:
            raise work.error
        return work.rows

    def both(self, do: Callable[[], None]) -> None:
        """Call ``do`` in every lane at once; each call takes its share of the work."""
        task = _Task(do)
        beside = threading.Thread(target=self._beside, args=(task,), daemon=True)
        if self._shared is not None:
            beside.start()
        task.do()
        if beside.ident is not None:
            beside.join()
        if task.error is not None:
            raise task.error

    def _beside(self, work: _Work | _Task) -> None:
        assert self._shared is not None
        try:
            with joined(self._shared):
                work.do()
        except DatabaseError as error:
            # No connection to spare: the first lane does all the work.
            print(f"[verify_ledger] one connection only: {error}", file=sys.stderr)


class _Task:
    """A function that both lanes call; the first error ends the run."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.error: Exception | None = None
        self._do = do

    def do(self) -> None:
        try:
            self._do()
        except Exception as error:
            self.error = self.error or error


class _Work:
    def __init__(self, queries: Mapping[str, str], say: Say) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.error: Exception | None = None
        self._waiting = deque(queries.items())
        self._say = say

    def do(self) -> None:
        """Take queries until none is left, or one fails in any lane."""
        while self._waiting and self.error is None:
            try:
                name, query = self._waiting.popleft()
            except IndexError:
                return
            self._say(name)
            try:
                self.rows[name] = rows_of(query)
            except Exception as error:
                self.error = error


@contextmanager
def joined(name: str) -> Iterator[None]:
    """On this thread's own connection: the same moment as the snapshot called ``name``."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(READ_ONLY)
                cursor.execute("SET TRANSACTION SNAPSHOT %s", [name])
                cursor.execute(SETTINGS)
            yield
            transaction.set_rollback(True)
    finally:
        connection.close()


def rows_of(query: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
