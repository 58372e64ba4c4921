"""Fixtures for every test.

``db`` (pytest-django's) gives a test a transaction that is rolled back, as the application's role.
``fresh_database`` gives it a database of its own with real commits, ``private_server`` a whole
server that it may kill. Django's TransactionTestCase is refused: its flush truncates, and the
ledger's law 4 forbids that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.plugin import DjangoDbBlocker

from config.database.access import Access
from config.database.binaries import Binaries, bundled
from tests import databases, servers
from tests.databases import FreshDatabase
from tests.servers import PrivateServer


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault(databases.TEMPLATE_VARIABLE, databases.template_name())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and (marker.kwargs.get("transaction") or marker.args):
            raise pytest.UsageError(f"{item.nodeid}: use the fixture fresh_database instead")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test's pages counted is no other's."""
    cache.clear()


@pytest.fixture(scope="session")
def database_server() -> Access:
    """The running server: the embedded one, or the one ``DATABASE_URL`` names."""
    server = databases.reach_server()
    databases.forget_dead_clones(server)
    return server


@pytest.fixture(scope="session")
def template_database(database_server: Access, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of the migrated template that every clone is made from."""
    with django_db_blocker.unblock():
        return databases.ensure_template(database_server)


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: Access, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """This worker's own clone, in the place of pytest-django's test database."""
    name = databases.clone(database_server, template_database)
    with django_db_blocker.unblock():
        pointed = databases.pointed_at(database_server, "app", name)
        pointed.__enter__()
    yield
    with django_db_blocker.unblock():
        pointed.__exit__(None, None, None)
    databases.drop_clone(database_server, name)


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("transactional_db truncates the ledger; use the fixture fresh_database instead")


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest,
    database_server: Access,
    template_database: str,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[FreshDatabase]:
    """A database of the test's own, with real commits; Django's default connection points at it.

    Other threads may use Django's connection too (each gets its own and must close it); other
    programs get ``fresh_database.environment``. Dropped afterwards, whoever is still connected.
    """
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("fresh_database and db exclude each other: commits would be rolled back")
    fresh = FreshDatabase(database_server, databases.clone(database_server, template_database))
    try:
        with (
            django_db_blocker.unblock(),
            databases.pointed_at(database_server, "app", fresh.name),
        ):
            yield fresh
    finally:
        fresh.close()
        databases.drop_clone(database_server, fresh.name)


@pytest.fixture
def private_server(django_db_blocker: DjangoDbBlocker) -> Iterator[PrivateServer]:
    """A server of the test's own, to be killed; Django's default connection points at its
    migrated database. Takes some seconds: not for tests that ``fresh_database`` can serve."""
    with (
        servers.private_server() as server,
        django_db_blocker.unblock(),
        databases.pointed_at(server.database.server, "app", server.database.name),
    ):
        yield server


@pytest.fixture(scope="session")
def pg_binaries() -> Binaries:
    """PostgreSQL's own programs: ``pg_binaries.program("pg_dump")``, run with
    ``env=os.environ | pg_binaries.environment``."""
    return bundled()
