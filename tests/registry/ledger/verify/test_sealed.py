"""Tampering by the database's owner, triggers switched off: each is found and named.

The story is sealed three times, so that there are several checkpoints to contradict.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from config.database.access import Access
from governance.audit.evidence import marks
from governance.audit.evidence.services.sealing import seal
from registry.ledger.verify import Scope, verify
from registry.ledger.verify.sealed.faults import EvidenceFault
from tests import databases
from tests.databases import FreshDatabase
from tests.registry.ledger.verify.conftest import Damage
from tests.registry.ledger.verify.sealed_cases import A_TRADE, CASES
from tests.registry.ledger.verify.story import Story
from tests.registry.ledger.world import TABLES

EVIDENCE_TABLES = ("leaf", "node", "checkpoint", "key", "mark")


@pytest.fixture(scope="module")
def story(
    database_server: Access, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Story]:
    fresh = FreshDatabase(database_server, databases.clone(database_server, template_database))
    try:
        with django_db_blocker.unblock():
            with databases.pointed_at(database_server, "app", fresh.name):
                made = Story()
                for step, _ in enumerate(made.tell()):
                    if step in (4, 12):
                        seal()
                seal()
                for _ in range(100):  # nothing is left; the mark moves on when nobody runs here
                    seal()
                    if marks.read("ledger").low == marks.read("ledger").seen:
                        break
                    time.sleep(0.1)
            with databases.pointed_at(database_server, "owner", fresh.name):
                yield made
    finally:
        fresh.close()
        databases.drop_clone(database_server, fresh.name)


@pytest.fixture
def damage(story: Story) -> Iterator[Damage]:
    def run(text: str, *parameters: object) -> None:
        with connection.cursor() as cursor:
            for statement in text.split(";"):
                cursor.execute(statement, parameters or None)
                assert cursor.rowcount != 0, f"nothing was damaged: {statement}"

    with transaction.atomic():
        for schema, tables in (("ledger", TABLES), ("evidence", EVIDENCE_TABLES)):
            for table in tables:
                run(f"ALTER TABLE {schema}.{table} DISABLE TRIGGER USER")
        run("ALTER TABLE evidence.leaf DROP CONSTRAINT leaf_number_check")
        yield run
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", CASES)
def test_tampering_is_found_and_named(case: str, story: Story, damage: Damage):
    fault, statement = CASES[case]
    damage(statement.format(closed=story.closed))
    report = verify()
    assert fault.code in report.codes, report.codes
    for violation in report.violations:
        assert violation.found >= 1
        assert "{" not in violation.zh + violation.en


def test_every_fault_has_a_case():
    assert {fault for fault, _ in CASES.values()} == set(EvidenceFault)


def test_untouched_is_clean(story: Story, damage: Damage):
    report = verify()
    assert report.violations == []
    assert report.leaves == len(report_requests())


def test_an_incremental_run_looks_at_what_is_new(story: Story, damage: Damage):
    last = max(report_entries())
    assert verify(Scope(since=last)).leaves == 0
    assert verify(Scope(since=last - 1)).leaves == 1
    damage(
        "UPDATE ledger.request SET reason = 'x' WHERE id = (SELECT request FROM ledger.entry"
        " WHERE id = %s)",
        last,
    )
    assert EvidenceFault.LEAF_CONTENT.code in verify(Scope(since=last - 1)).codes
    assert EvidenceFault.LEAF_CONTENT.code not in verify(Scope(since=last)).codes


def test_a_hidden_entry_shows_in_the_readings(story: Story, damage: Damage):
    """Even whoever hides an entry before it is sealed leaves a jump in the meters of its places."""
    damage("TRUNCATE evidence.leaf")
    damage("TRUNCATE evidence.node")
    damage("TRUNCATE evidence.checkpoint")
    damage("TRUNCATE evidence.mark")
    hidden = A_TRADE
    damage(f"CREATE TEMP TABLE gone AS SELECT {hidden} AS id")
    for table, column in (("move", "entry"), ("entry", "id")):
        damage(f"DELETE FROM ledger.{table} WHERE {column} = (SELECT id FROM gone)")
    report = verify()
    assert not {fault.code for fault in EvidenceFault} & report.codes
    assert "meter_gap" in report.codes


def report_requests() -> list[int]:
    return _column("SELECT id FROM ledger.request")


def report_entries() -> list[int]:
    return _column("SELECT id FROM ledger.entry")


def _column(query: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]
