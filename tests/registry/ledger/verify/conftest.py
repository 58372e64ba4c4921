"""A told story in a database of its own, and a way to damage it that is always undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from config.database.access import Access
from tests import databases
from tests.databases import FreshDatabase
from tests.registry.ledger.verify.story import Story, told
from tests.registry.ledger.world import TABLES

Damage = Callable[..., None]


@pytest.fixture(scope="module")
def story(
    database_server: Access, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Story]:
    """The story, committed; Django's connection is the owner's for the module's other tests."""
    fresh = FreshDatabase(database_server, databases.clone(database_server, template_database))
    try:
        with django_db_blocker.unblock():
            with databases.pointed_at(database_server, "app", fresh.name):
                made = told()
            with databases.pointed_at(database_server, "owner", fresh.name):
                yield made
    finally:
        fresh.close()
        databases.drop_clone(database_server, fresh.name)


@pytest.fixture
def damage(story: Story) -> Iterator[Damage]:
    """``damage(sql, *parameters)`` past all triggers; undone after the test."""

    def run(text: str, *parameters: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(text, parameters or None)
            assert cursor.rowcount != 0, "nothing was damaged"

    with transaction.atomic():
        for table in TABLES:
            run(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
        yield run
        transaction.set_rollback(True)
