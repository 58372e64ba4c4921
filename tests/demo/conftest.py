"""One telling for all tests that only look: it is committed in a database of its own, and whatever a
test does there is undone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from config.database.access import Access
from tests import databases


def run() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="session")
def told_database(
    database_server: Access, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, str]]:
    """The name of the database, and what the command said."""
    name = databases.clone(database_server, template_database)
    with django_db_blocker.unblock(), databases.pointed_at(database_server, "app", name):
        said = run()
    yield name, said
    databases.drop_clone(database_server, name)


@pytest.fixture
def told(
    told_database: tuple[str, str], database_server: Access, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """What the first telling said; the test looks at what it made."""
    name, said = told_database
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(database_server, "app", name),
        transaction.atomic(),
    ):
        yield said
        transaction.set_rollback(True)
