"""Which database, and as whom: the embedded server, two addresses, or the owner's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.database import access, embedded
from config.database.problems import DatabaseProblem

APP_URL = "postgresql://site:s%40cret@db.example:6432/registry?sslmode=verify-full"
OWNER_URL = "postgresql://boss:other@db.example/registry"


def test_without_an_address_it_is_the_embedded_server(tmp_path: Path) -> None:
    found = access.resolve({}, tmp_path)
    assert (found.app_role, found.owner_role) == (embedded.APP, embedded.OWNER)
    assert found.prepared is False
    assert list(tmp_path.iterdir()) == []  # reading settings makes and starts nothing


def test_two_addresses(tmp_path: Path) -> None:
    found = access.resolve({"DATABASE_URL": APP_URL, "DATABASE_OWNER_URL": OWNER_URL}, tmp_path)
    assert (found.app_role, found.owner_role, found.prepared) == ("site", "boss", True)
    assert access.django_database("app", found) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "registry",
        "USER": "site",
        "PASSWORD": "s@cret",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    assert access.django_database("owner", found)["USER"] == "boss"


def test_the_owners_address_alone(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": OWNER_URL}
    found = access.resolve(environment, tmp_path)
    assert (found.owner_role, found.app_role, found.prepared) == ("boss", "registry_app", False)
    access.store_password(tmp_path, OWNER_URL, "made")
    found = access.resolve(environment, tmp_path)
    assert (found.app["password"], found.prepared) == ("made", True)
    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_long_database_name_still_gives_a_role() -> None:
    role = access.app_role_for("登记" * 20)
    assert len(role.encode()) <= access.LONGEST_NAME


def test_both_addresses_with_one_role_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem) as refused:
        access.resolve({"DATABASE_URL": APP_URL, "DATABASE_OWNER_URL": APP_URL}, tmp_path)
    assert refused.value.code == "same_role"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a:b@h/d",
        "sqlite:///x",
        "postgresql://h/d",
        "postgresql://a:b@h",
        "postgresql://a@h/d?no_such=1",
        "nonsense",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(DatabaseProblem) as refused:
        access.parse("DATABASE_URL", url)
    assert refused.value.code == "url_invalid"
    assert "DATABASE_URL" in str(refused.value)


def test_production_wants_the_applications_address() -> None:
    with pytest.raises(DatabaseProblem) as refused:
        access.resolve_for_production({})
    assert refused.value.code == "url_required"
    found = access.resolve_for_production({"DATABASE_URL": APP_URL})
    assert found.app_role == "site"  # taken as it is: no role is made up in production


def test_production_migrates_only_as_the_owner() -> None:
    with pytest.raises(DatabaseProblem) as refused:
        access.resolve_for_production({"DATABASE_URL": APP_URL, "DATABASE_ROLE": "owner"})
    assert refused.value.params["variable"] == "DATABASE_OWNER_URL"
