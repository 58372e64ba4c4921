"""The role the running system connects as can make nothing and can become nobody else."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.databases import FreshDatabase

pytestmark = pytest.mark.laws

REFUSED = [
    "CREATE TABLE planted (id int)",
    "CREATE TEMP TABLE planted (id int)",
    "CREATE SCHEMA planted",
    "CREATE ROLE planted",
    "CREATE DATABASE planted",
    "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION IF NOT EXISTS citext",
    "TRUNCATE django_session",
    "DROP TABLE django_session",
    "ALTER TABLE django_session ADD planted int",
    "CREATE TRIGGER planted BEFORE INSERT ON django_session"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER TABLE django_session DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SELECT pg_read_file('PG_VERSION')",
    "ALTER ROLE CURRENT_USER CREATEROLE",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_it_may_not(fresh_database: FreshDatabase, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        fresh_database.connect_app(autocommit=True).execute(statement)


def test_it_may_not_become_the_owner(fresh_database: FreshDatabase) -> None:
    owner = sql.Identifier(fresh_database.server.owner_role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        fresh_database.connect_app(autocommit=True).execute(sql.SQL("SET ROLE {}").format(owner))


def test_it_may_not_log_in_as_the_owner_with_its_own_password(
    fresh_database: FreshDatabase,
) -> None:
    password = fresh_database.server.app["password"]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(fresh_database.owner_dsn, password=password)


def test_it_owns_nothing(fresh_database: FreshDatabase) -> None:
    found = fresh_database.connect_owner().execute(
        "SELECT relname FROM pg_class WHERE relowner = %s::regrole",
        [fresh_database.server.app_role],
    )
    assert found.fetchall() == []


def test_only_the_two_roles_may_connect(fresh_database: FreshDatabase) -> None:
    row = fresh_database.connect_owner().execute(
        "SELECT datacl::text[] FROM pg_database WHERE datname = current_database()"
    )
    ((granted,),) = row.fetchall()
    names = {entry.split("=")[0].strip('"') for entry in granted}
    assert names == {fresh_database.server.owner_role, fresh_database.server.app_role}
    rights = {entry for entry in granted if entry.startswith(fresh_database.server.app_role)}
    assert {entry.split("=")[1].split("/")[0] for entry in rights} == {"c"}


def test_it_works_with_djangos_own_tables(fresh_database: FreshDatabase) -> None:
    connection = fresh_database.connect_app(autocommit=True)
    connection.execute("INSERT INTO auth_group (name) VALUES ('g')")
    connection.execute("UPDATE auth_group SET name = 'h'")
    connection.execute("DELETE FROM auth_group")


def test_a_table_made_later_by_the_owner_is_usable(fresh_database: FreshDatabase) -> None:
    fresh_database.connect_owner(autocommit=True).execute("CREATE TABLE later (id serial)")
    fresh_database.connect_app(autocommit=True).execute("INSERT INTO later DEFAULT VALUES")


def test_django_connects_as_it(db: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE,)
