"""Behind PgBouncer in transaction mode: the site, the ledger from many threads at once, the commands.

Three server connections for all clients, so that consecutive transactions of one client land on
different ones: whatever was left on a session would be missed, or found by somebody else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from config.database import access
from config.database.access import Keywords
from config.database.accounts import server_account
from registry.ledger.models import Entry
from registry.ledger.services import units
from registry.ledger.verify import verify
from tests import databases
from tests.config import bouncer
from tests.databases import ROOT
from tests.docs.operating import of_section, run_all, surroundings
from tests.registry.ledger.world import CHECKER, World, quantity, ref
from tests.servers import PrivateServer

pytestmark = pytest.mark.skipif(
    bouncer.PROGRAM is None, reason="PgBouncer is not installed (Debian: apt-get install pgbouncer)"
)
THREADS, EACH = 8, 15


@pytest.fixture
def through(
    private_server: PrivateServer,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Keywords]:
    """Django's default connection goes through the pooler, as DATABASE_BEHIND_PGBOUNCER sets it up."""
    server = private_server.database.server
    account = server_account(private_server.data)
    monkeypatch.setitem(connections.settings["default"], "DISABLE_SERVER_SIDE_CURSORS", True)
    with bouncer.bouncer(server.app, account) as words:
        pooled = access.Access(app=words, owner=server.owner, admin=server.admin, prepared=True)
        with django_db_blocker.unblock(), databases.pointed_at(pooled, "app", words["dbname"]):
            yield words


def test_transfers_from_many_threads(through: Keywords) -> None:
    world = World(n=2, each_t=THREADS * EACH)
    a, b = world.accounts

    def work(n: int) -> None:
        try:
            for _ in range(EACH):
                units.transfer(
                    actor=CHECKER, batch=world.batch, source=a, destination=b, quantity_t=1,
                    reason="测试", reference=ref(f"P{n}"),
                )  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    assert quantity(a, world.batch, "available") == 0
    assert quantity(b, world.batch, "available") == 2 * THREADS * EACH
    assert verify().ok


def test_it_is_really_in_between(through: Keywords) -> None:
    """More clients than server connections, each of them served."""
    found = set()

    def pid(_: int) -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.02)")
                return int(cursor.fetchone()[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        found = set(pool.map(pid, range(4 * THREADS)))
    assert 1 < len(found) <= 3


def test_long_reads_need_no_cursor_of_the_server(through: Keywords) -> None:
    World(n=3)
    numbers = [entry.id for entry in Entry.objects.order_by("id").iterator(chunk_size=1)]
    assert numbers == sorted(numbers)
    assert len(numbers) >= 4
    assert Client().get("/healthz").status_code == 200


def test_the_demo_and_the_manuals_command(
    private_server: PrivateServer, through: Keywords, pg_binaries
) -> None:
    address = {"BOUNCER_URL": access.url_of(through)}
    told = subprocess.run(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {
            access.URL: address["BOUNCER_URL"], access.OWNER_URL: private_server.database.owner_url,
            "DATABASE_BEHIND_PGBOUNCER": "true",
        },
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    environment = surroundings(
        pg_binaries, **address, DATABASE_OWNER_URL=private_server.database.owner_url
    )
    assert '"ok":true' in run_all(of_section(5), environment)
