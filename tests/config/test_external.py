"""A server that is not ours: prepared when its role may, refused with a way out when not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from config.database import access, embedded, external, rights
from config.database.cluster import SUPERUSER
from config.database.problems import DatabaseProblem
from tests.config.conftest import connect
from tests.databases import ROOT, url_of

PASSWORD = "p@ss:w/rd"


@pytest.fixture
def server(run_directory: Path) -> Path:
    """Another server with roles of a developer's kind; its ``.run`` stands for the machine."""
    embedded.ensure_running(run_directory)
    with connect(run_directory, SUPERUSER, "postgres") as admin:
        for role, may in (("developer", "CREATEROLE CREATEDB"), ("weak", ""), ("site", "")):
            admin.execute(f"CREATE ROLE {role} LOGIN {may} PASSWORD '{PASSWORD}'")
            admin.execute(f"GRANT CONNECT ON DATABASE postgres TO {role}")
    return run_directory


def url(server: Path, role: str, database: str) -> str:
    record = embedded.ensure_running(server)
    words = embedded.keywords(server, record, SUPERUSER, database)
    return url_of(words | {"user": role, "password": PASSWORD})


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if "DATABASE" not in name}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_owner_alone_gets_a_database_and_an_application_role(
    server: Path, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": url(server, "developer", "made")}
    first = external.prepare(environment, tmp_path)
    again = external.prepare(environment, tmp_path)
    assert first == again
    with rights.connect(first.app) as app:
        row = app.execute(
            "SELECT current_user, has_database_privilege(current_database(), 'TEMP'),"
            " has_schema_privilege('public', 'CREATE')"
        ).fetchone()
    assert row == ("made_app", False, False)


def test_a_role_that_may_not_is_told_what_to_set(server: Path, tmp_path: Path) -> None:
    with connect(server, SUPERUSER, "postgres") as admin:
        admin.execute("CREATE DATABASE small OWNER weak")
    with pytest.raises(DatabaseProblem) as refused:
        external.prepare({"DATABASE_URL": url(server, "weak", "small")}, tmp_path)
    assert refused.value.code == "owner_url_needed"
    assert "DATABASE_OWNER_URL" in str(refused.value)


def test_two_addresses_are_limited_but_not_made(server: Path, tmp_path: Path) -> None:
    with connect(server, SUPERUSER, "postgres") as admin:
        admin.execute("CREATE DATABASE given OWNER weak")
    found = external.prepare(
        {
            "DATABASE_URL": url(server, "site", "given"),
            "DATABASE_OWNER_URL": url(server, "weak", "given"),
        },
        tmp_path,
    )
    with rights.connect(found.app) as app:
        row = app.execute("SELECT has_database_privilege(current_database(), 'TEMP')").fetchone()
    assert row == (False,)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    address = f"postgresql://a:b@/d?host={quote(str(tmp_path))}"
    with pytest.raises(DatabaseProblem) as refused:
        external.prepare({"DATABASE_URL": address}, tmp_path)
    assert refused.value.code == "server_unreachable"
    assert "'b'" not in str(refused.value)


def test_a_server_that_is_too_old(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(external, "OLDEST_SERVER", 99)
    with pytest.raises(DatabaseProblem) as refused:
        external.prepare({"DATABASE_URL": url(server, "developer", "made")}, tmp_path)
    assert refused.value.code == "server_too_old"


def test_manage_py_migrates_and_works_there(server: Path) -> None:
    address = url(server, "developer", "whole")
    try:
        migrated = manage("migrate", "--verbosity", "0", DATABASE_URL=address)
        assert migrated.returncode == 0, migrated.stderr
        shown = manage("migrate", "--check", DATABASE_URL=address)
        assert shown.returncode == 0, shown.stderr
        users = manage("shell", "-c", COUNT_USERS, DATABASE_URL=address)
        assert users.stdout.split()[-2:] == ["whole_app", "0"], users.stderr
    finally:
        access.forget_password(embedded.RUN, address)


COUNT_USERS = """
from django.contrib.auth import get_user_model
from django.db import connection
number = get_user_model().objects.count()
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0], number)
"""


def test_manage_py_explains_a_refusal_in_two_languages() -> None:
    refused = manage("migrate", DATABASE_URL="mysql://a:b@h/d")
    assert refused.returncode == 1
    assert "不是有效的" in refused.stderr
    assert "is not a PostgreSQL address" in refused.stderr
    assert "Traceback" not in refused.stderr
