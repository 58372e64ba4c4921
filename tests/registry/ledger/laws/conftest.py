"""The shared target of the attacks, and the two roles that attack it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from config.database.access import Access
from tests import databases
from tests.databases import FreshDatabase
from tests.registry.ledger.laws.target import Target, build, picture_through

Attack = Callable[..., psycopg.Error]


@pytest.fixture(scope="session")
def target(
    database_server: Access, template_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Target]:
    fresh = FreshDatabase(database_server, databases.clone(database_server, template_database))
    try:
        with (
            django_db_blocker.unblock(),
            databases.pointed_at(database_server, "app", fresh.name),
        ):
            made = build(fresh)
        yield made
    finally:
        fresh.close()
        databases.drop_clone(database_server, fresh.name)


@pytest.fixture
def attack_as_owner(target: Target) -> Iterator[Attack]:
    """``attack(sql, *parameters)`` as the role that owns the tables, triggers in place: the error
    it met. Fails when there was none, and when anything changed."""
    with psycopg.connect(target.database.owner_dsn) as connection:
        yield _attack_through(target, connection)


@pytest.fixture
def attack_as_app(target: Target) -> Iterator[Attack]:
    """The same as the application's role."""
    with psycopg.connect(target.database.app_dsn) as connection:
        yield _attack_through(target, connection)


def _attack_through(target: Target, connection: psycopg.Connection[Any]) -> Attack:
    def attack(text: str, *parameters: object, **names: object) -> psycopg.Error:
        before = picture_through(connection)
        connection.commit()
        with pytest.raises(psycopg.Error) as caught:
            _execute_whole(connection, target.statement(text, **names), parameters)
        connection.rollback()
        assert picture_through(connection) == before
        connection.rollback()
        return caught.value

    return attack


def _execute_whole(
    connection: psycopg.Connection[Any], statement: sql.Composed, parameters: tuple[object, ...]
) -> None:
    """What is checked at commit is checked here."""
    connection.execute(statement, parameters or None)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
