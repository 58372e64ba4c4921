"""One round: a worker starts a job, something is killed at some moment, and what is left is checked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection

from registry.ledger.verify import verify
from tests.crash.jobs import EXCHANGE, Job, do, single_key
from tests.databases import ROOT
from tests.servers import PrivateServer

READY_WITHIN_S = 60
OPEN_WITHIN_S = 120


@dataclass
class Worker:
    """A worker that waits for ``go``."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, job: Job, server: PrivateServer, place: Path) -> Worker:
        path = place / f"{job.key}.json"
        path.write_text(job.as_json())
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker", str(path)],
            cwd=ROOT,
            env=server.database.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return cls(process)

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()

    def replies(self) -> list[Any] | None:
        """What it said before it ended, if it came to that."""
        said, _ = self.process.communicate(timeout=READY_WITHIN_S)
        return json.loads(said) if said.strip() else None


def kill_backend(worker: Worker) -> None:
    """kill -9 of the process that settles; the postmaster then ends all others and recovers."""
    query = "SELECT pid FROM pg_stat_activity WHERE starts_with(query, 'SELECT ledger.settle')"
    while worker.process.poll() is None:
        if found := rows(query):
            os.kill(found[0][0], signal.SIGKILL)
            return


def wait_for_orphans() -> None:
    """A backend whose client is gone goes on to the end of its statement, and commits it."""
    query = (
        "SELECT pid FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"
    )
    while rows(query):
        time.sleep(0.02)


def wait_until_open() -> None:
    """After a killed process of its own the server restarts itself, and says no in the meantime."""
    until = time.monotonic() + OPEN_WITHIN_S
    while True:
        connection.close()
        try:
            connection.ensure_connection()
        except OperationalError:
            assert time.monotonic() < until, "the server does not open again"
            time.sleep(0.05)
        else:
            return


def rows(query: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def counts() -> list[tuple[Any, ...]]:
    """Rows of the append-only tables and their last numbers: they grow when anything happens."""
    return rows(
        "SELECT (SELECT count(*) FROM ledger.request), (SELECT max(id) FROM ledger.entry),"
        " (SELECT count(*) FROM ledger.entry), (SELECT count(*) FROM ledger.move)"
    )


def settled_of(job: Job) -> int:
    """How many of the job's trades are in the ledger, each of them whole: entry, units and, by
    request, the stored reply."""
    found = rows(
        "SELECT e.quantity_t, (SELECT sum(m.last - m.first + 1) FROM ledger.move m"
        " WHERE m.entry = e.id), r.id IS NOT NULL"
        " FROM ledger.entry e LEFT JOIN ledger.request r ON r.id = e.request"
        " WHERE e.source = %s AND e.reference = ANY (%s)",
        *(EXCHANGE.source, [trade.reference for trade in job.trades]),
    )
    assert all(quantity_t == moved_t and kept for quantity_t, moved_t, kept in found)
    return len(found)


def stored_replies(job: Job) -> int:
    keys = [job.key]
    if job.mode == "singles":
        keys = [single_key(job, trade) for trade in job.trades]
    query = "SELECT count(*) FROM ledger.request WHERE client = %s AND key = ANY (%s)"
    return rows(query, EXCHANGE.source, keys)[0][0]


def check_left(job: Job, said: list[Any] | None, good: int) -> int:
    """Wholly in or wholly out, and clean; the number of trades that are in. ``good`` can settle."""
    settled, stored = settled_of(job), stored_replies(job)
    if job.mode == "singles":
        assert settled == stored
    else:
        assert (settled, stored) in {(0, 0), (good, 1)}
    if said is not None:
        assert settled == good
    report = verify()
    assert report.ok, report.as_dict()
    return settled


def check_again(job: Job, said: list[Any] | None, settled: int, good: int) -> None:
    """Sent again it completes; what was complete is answered as it was, and nothing is changed."""
    before = counts()
    replies = do(job)
    was_in = [bool(reply.get("replayed")) for reply in replies]
    assert sum(was_in) == (settled if job.mode == "singles" else bool(settled))
    if all(was_in):
        assert counts() == before
    assert settled_of(job) == good
    after = counts()
    again = do(job)
    assert counts() == after
    assert again == [reply | {"replayed": True} for reply in replies]
    if said is not None:
        assert again == [reply | {"replayed": True} for reply in said]
