"""Sealing: repeatable, one at a time, dense, late commits next time; refused when something is wrong."""

from __future__ import annotations

import io
import json
import threading
import time

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from core.errors import CodedError
from governance.audit.evidence import marks, selectors, store
from governance.audit.evidence.errors import EvidenceCode
from governance.audit.evidence.models import Checkpoint, Leaf
from governance.audit.evidence.services import sealing
from governance.audit.evidence.services.sealing import seal
from registry.ledger.models import Request
from registry.ledger.verify import verify
from tests.databases import FreshDatabase
from tests.registry.ledger.world import World, make_account


def sealed_requests() -> list[int]:
    return list(Leaf.objects.order_by("number").values_list("source_id", flat=True))


def test_everything_once(db: None):
    World(n=2)
    first = seal()
    assert (first.added, first.size, first.signed) == (Request.objects.count(),) * 2 + (True,)
    again = seal()
    assert (again.added, again.size, again.signed) == (0, first.size, False)
    assert sorted(sealed_requests()) == sorted(Request.objects.values_list("id", flat=True))
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(
        range(first.size)
    )


def test_nothing_is_written_when_nothing_is_new(db: None):
    World(n=2)
    for _ in range(3):
        seal()
    before = picture()
    seal()
    assert picture() == before


def test_an_empty_ledger_has_no_checkpoint(db: None):
    assert seal().size == 0
    assert selectors.latest_checkpoint() is None


def test_in_many_steps(db: None, monkeypatch: pytest.MonkeyPatch):
    World(n=6)
    monkeypatch.setattr(sealing, "STEP", 2)
    done = seal()
    assert done.size == Request.objects.count()
    assert Checkpoint.objects.count() == -(-done.size // 2)
    sizes = sorted(Checkpoint.objects.values_list("size", flat=True))
    for old in sizes:
        assert selectors.consistency(old, sizes[-1]) is not None
    assert verify().ok


def test_two_at_once(fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    World(n=8)
    monkeypatch.setattr(sealing, "STEP", 3)
    together, added = threading.Barrier(3), []

    def run() -> None:
        together.wait()
        added.append(seal().added)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(added) == Request.objects.count() == Leaf.objects.count()
    assert verify().ok


def certain_up_to(number: int) -> bool:
    """Whether sealing stops looking below; autovacuum may be running here for a moment."""
    for _ in range(100):
        seal()
        if marks.read("ledger").low >= number:
            return True
        time.sleep(0.1)
    return False


def test_late_commits_go_into_the_next_seal(fresh_database: FreshDatabase):
    """A transaction that took its number before others but commits after several seals."""
    World(n=2)
    taken, go_on = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            make_account()
            taken.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert taken.wait(30)
    make_account("CD")
    for _ in range(3):
        seal()
    newest = Request.objects.latest("id").id
    assert newest in sealed_requests()
    assert marks.read("ledger").low < newest
    go_on.set()
    thread.join()
    (hidden,) = set(Request.objects.values_list("id", flat=True)) - set(sealed_requests())
    assert hidden < newest
    assert seal().added == 1
    assert sealed_requests()[-1] == hidden
    assert certain_up_to(newest)
    assert verify().ok


def test_a_number_without_transaction_number_is_waited_for_too(fresh_database: FreshDatabase):
    """nextval gives no transaction number of its own, so the snapshot alone would not show it."""
    World(n=2)
    owner = fresh_database.connect_owner()
    owner.execute("SELECT 1")
    taken = owner.execute("SELECT nextval('ledger.request_id')").fetchone()[0]
    make_account()
    for _ in range(3):
        seal()
    assert marks.read("ledger").low < taken
    owner.rollback()
    assert certain_up_to(taken + 1)


def test_a_damaged_log_is_not_gone_on_with(fresh_database: FreshDatabase):
    World(n=2)
    seal()
    owner = fresh_database.connect_owner(autocommit=True)
    owner.execute("ALTER TABLE evidence.leaf DISABLE TRIGGER USER")
    owner.execute(
        "UPDATE evidence.leaf SET hash = sha256(hash) WHERE number = (SELECT max(number) FROM"
        " evidence.leaf)"
    )
    make_account()
    before = picture()
    if store.size() % 2 == 0:  # the changed leaf lies under a node that the root is made of
        owner.execute("DELETE FROM evidence.node")
        before = picture()
    with pytest.raises(CodedError) as refused:
        seal()
    assert refused.value.kind is EvidenceCode.LOG_DAMAGED
    assert picture() == before


@pytest.mark.parametrize(
    ("key", "kind"), [("", EvidenceCode.KEY_MISSING), ("PRIVATE+KEY+x", EvidenceCode.KEY_MALFORMED)]
)
def test_no_key_no_seal(db: None, settings: Settings, key: str, kind: EvidenceCode):
    make_account()
    settings.EVIDENCE_KEY = key
    before = picture()
    with pytest.raises(CodedError) as refused:
        seal()
    assert refused.value.kind is kind
    assert picture() == before
    with pytest.raises(CommandError, match=kind.name.lower()):
        call_command("seal_entries")


def test_the_command(db: None):
    World(n=2)
    out = io.StringIO()
    call_command("seal_entries", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["added"] == found["size"] == Request.objects.count()
    point = selectors.latest_checkpoint()
    assert point is not None
    assert found["root"] == bytes(point.root).hex()
    out = io.StringIO()
    call_command("seal_entries", stdout=out)
    assert point.note.strip() in out.getvalue()


TABLES = ("leaf", "node", "checkpoint", "key", "mark")


@pytest.mark.laws
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence.{t} SET {c} = {c}",
        "DELETE FROM evidence.{t}",
        "TRUNCATE evidence.{t} CASCADE",
    ],
)
def test_what_is_sealed_stays(db_sealed: FreshDatabase, table: str, statement: str):
    column = {
        "leaf": "hash",
        "node": "hash",
        "checkpoint": "note",
        "key": "verifier",
        "mark": "low",
    }
    text = statement.format(t=table, c=column[table])
    for connect, refusal in (
        (db_sealed.connect_owner, psycopg.errors.RestrictViolation),
        (db_sealed.connect_app, psycopg.errors.InsufficientPrivilege),
    ):
        client = connect()
        with pytest.raises(refusal):
            client.execute(text)
        client.close()


@pytest.mark.laws
@pytest.mark.parametrize("number", ["(SELECT max(number) + 2 FROM evidence.leaf)", "-1", "0"])
def test_leaves_are_dense(db_sealed: FreshDatabase, number: str):
    client = db_sealed.connect_app()
    with pytest.raises(psycopg.errors.IntegrityError):
        client.execute(
            f"INSERT INTO evidence.leaf VALUES ({number}, 'x', 1, sha256(''), substr(sha256(''), 1, 16))"
        )
    client.close()


@pytest.mark.laws
def test_a_checkpoint_is_of_the_whole_log(db_sealed: FreshDatabase):
    client = db_sealed.connect_app()
    with pytest.raises(psycopg.errors.RestrictViolation):
        client.execute(
            "INSERT INTO evidence.checkpoint SELECT size - 1, root, key, note, at FROM evidence.checkpoint"
        )
    client.close()


@pytest.fixture
def db_sealed(fresh_database: FreshDatabase) -> FreshDatabase:
    World(n=2)
    seal()
    return fresh_database


def picture() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM evidence.{table} t ORDER BY 1")
            rows[table] = [row[0] for row in cursor.fetchall()]
    return rows
