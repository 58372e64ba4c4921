"""Several clients at once: functions in threads, each with a connection of its own, let go together.

Needs the fixture ``fresh_database`` (or one like it): only commits are seen by other clients.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections
from psycopg import Connection

PATIENCE_S = 30.0


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once; what each returned, or the exception it raised, in the order given."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(n: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            outcomes[n] = acts[n]()
        except Exception as error:
            outcomes[n] = error
        finally:
            connections.close_all()

    _run_all([threading.Thread(target=run, args=(n,)) for n in range(len(acts))])
    return outcomes


def queued_behind(
    holder: Connection[Any], lock: str, parameters: Sequence[object], *acts: Callable[[], Any]
) -> list[Any]:
    """Like ``together``, but ``holder`` first runs the statement ``lock`` and commits only when all
    acts wait for it: a race in which everybody has looked and nobody has written yet.
    """
    holder.execute(lock, parameters)
    freed = threading.Thread(target=_commit_when_blocked, args=(holder, len(acts)))
    freed.start()
    try:
        return together(*acts)
    finally:
        freed.join()


def _commit_when_blocked(holder: Connection[Any], clients: int) -> None:
    query = (
        "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE NOT l.granted AND a.datname = current_database()"
    )
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        row = holder.execute(query).fetchone()
        if row is not None and row[0] >= clients:
            break
        time.sleep(0.01)
    holder.commit()


def _run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
