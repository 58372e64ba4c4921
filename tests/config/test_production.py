"""Production refuses to start with an insecure setting, and says which."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.test import override_settings

from config import production
from config.production import Refusal
from governance.identity.models import RoleGrant, User
from governance.identity.roles import ADMINISTRATORS
from governance.identity.services.first_administrators import appoint_first_administrators
from tests.databases import ROOT, FreshDatabase
from tests.governance.people import make_staff

GOOD_KEY = "k4-Zq7wX0vB9nM2cL5jH8gF1dS3aP6oI-uY7tR4eW1qA0zX"
SAFE: dict[str, Any] = {
    "ENVIRONMENT": "production",
    "DEBUG": False,
    "SECRET_KEY": GOOD_KEY + "0123456789",
    "ALLOWED_HOSTS": ["registry.example"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_SSL_REDIRECT": True,
    "MFA_REQUIRED": True,
    "MFA_SECRET_KEY": "9876543210" + GOOD_KEY,
}
UNSAFE = [
    ("debug_on", {"DEBUG": True}),
    ("secret_key_weak", {"SECRET_KEY": "short"}),
    ("secret_key_weak", {"SECRET_KEY": "x" * 80}),
    ("secret_key_weak", {"SECRET_KEY": "django-insecure-" + GOOD_KEY}),
    ("secret_key_weak", {"SECRET_KEY": ""}),
    ("hosts_open", {"ALLOWED_HOSTS": []}),
    ("hosts_open", {"ALLOWED_HOSTS": ["registry.example", "*"]}),
    ("cookies_insecure", {"SESSION_COOKIE_SECURE": False}),
    ("cookies_insecure", {"CSRF_COOKIE_SECURE": False}),
    ("hsts_off", {"SECURE_HSTS_SECONDS": 0}),
    ("ssl_redirect_off", {"SECURE_SSL_REDIRECT": False}),
    ("mfa_off", {"MFA_REQUIRED": False}),
    ("mfa_key_weak", {"MFA_SECRET_KEY": ""}),
    ("mfa_key_weak", {"MFA_SECRET_KEY": GOOD_KEY + "0123456789"}),
]


def refused_settings(**change: Any) -> list[str]:
    with override_settings(**(SAFE | change)):
        return [error.id for error in production.check_settings(None)]


def test_safe_settings_pass() -> None:
    assert refused_settings() == []


@pytest.mark.parametrize(("code", "change"), UNSAFE)
def test_one_unsafe_setting_is_refused_by_name(code: str, change: dict[str, Any]) -> None:
    assert refused_settings(**change) == [f"config.{code}"]


def test_nothing_is_refused_outside_production() -> None:
    assert refused_settings(ENVIRONMENT="development", DEBUG=True, SECRET_KEY="x") == []


def test_every_refusal_speaks_both_languages() -> None:
    for refusal in Refusal:
        error = production.refuse(refusal)
        assert any("一" <= letter <= "鿿" for letter in error.msg)
        assert error.hint
        assert error.hint.isascii()


def refused_database() -> list[str]:
    with override_settings(**SAFE):
        return [error.id for error in production.check_database(None, databases=["default"])]


def appoint() -> list[User]:
    people = [make_staff() for _ in ADMINISTRATORS]
    appoint_first_administrators(
        **dict(zip(("system", "security", "audit"), people, strict=True)), reason="首次任命"
    )
    return people


def test_each_of_the_three_administrators_must_be_there(db: None) -> None:
    assert refused_database() == ["config.administrator_missing"]
    people = appoint()
    assert refused_database() == []
    for person in people:
        person.is_active = False
        person.save()
        assert refused_database() == ["config.administrator_missing"]
        person.is_active = True
        person.save()


@pytest.mark.laws
def test_overlapping_duties_are_refused_even_without_the_constraint(
    fresh_database: FreshDatabase,
) -> None:
    people = appoint()
    with fresh_database.connect_owner() as owner:
        owner.execute("ALTER TABLE identity_rolegrant DROP CONSTRAINT identity_separate_duties")
    RoleGrant.objects.create(user=people[0], role="maker", reason="违规", granted_by=people[1])
    assert refused_database() == ["config.duties_overlap"]


def test_an_active_superuser_is_refused(db: None) -> None:
    appoint()
    assert refused_database() == []
    user = get_user_model().objects.create(username="root", is_superuser=True, is_active=True)
    assert refused_database() == ["config.superuser_active"]
    user.is_active = False
    user.save()
    assert refused_database() == []


def test_the_checks_are_registered(db: None) -> None:
    with override_settings(**(SAFE | {"DEBUG": True})):
        assert "config.debug_on" in [found.id for found in run_checks(databases=["default"])]


def environment(fresh: FreshDatabase, **change: str) -> dict[str, str]:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": fresh.app_url,
        "SECRET_KEY": SAFE["SECRET_KEY"],
        "PERSON_ID_KEY": SAFE["SECRET_KEY"],
        "ALLOWED_HOSTS": "registry.example",
        "MFA_SECRET_KEY": SAFE["MFA_SECRET_KEY"],
    }
    kept = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    return {name: value for name, value in (kept | given | change).items() if value}


def serve(**variables: str) -> subprocess.CompletedProcess[str]:
    """What a gunicorn worker does first."""
    return subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_web_server_starts_when_all_is_well(fresh_database: FreshDatabase) -> None:
    appoint()
    served = serve(**environment(fresh_database))
    assert served.returncode == 0, served.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"DEBUG": "true"}, "config.debug_on"),
        ({"SECRET_KEY": ""}, "config.secret_key_weak"),
        ({"ALLOWED_HOSTS": ""}, "config.hosts_open"),
        ({"SECURE_SSL_REDIRECT": "false"}, "config.ssl_redirect_off"),
        ({"MFA_REQUIRED": "false"}, "config.mfa_off"),
        ({"MFA_SECRET_KEY": ""}, "config.mfa_key_weak"),
        ({}, "config.administrator_missing"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://a:b@/d?host=/nowhere"}, "config.database_unreachable"),
    ],
)
def test_the_web_server_refuses(
    fresh_database: FreshDatabase, change: dict[str, str], said: str
) -> None:
    served = serve(**environment(fresh_database, **change))
    assert served.returncode != 0
    assert said in served.stderr


def test_the_web_server_refuses_a_superuser(fresh_database: FreshDatabase) -> None:
    get_user_model().objects.create(username="root", is_superuser=True)
    served = serve(**environment(fresh_database))
    assert "config.superuser_active" in served.stderr


@pytest.mark.laws
def test_the_web_server_refuses_the_owner_of_the_ledger(fresh_database: FreshDatabase) -> None:
    with fresh_database.connect_owner() as owner:
        owner.execute("CREATE SCHEMA IF NOT EXISTS ledger")
        owner.execute("CREATE TABLE IF NOT EXISTS ledger.probe (id int)")
    served = serve(**environment(fresh_database, DATABASE_URL=fresh_database.owner_url))
    assert "config.app_role_too_strong" in served.stderr


def test_manage_py_check_refuses_too(fresh_database: FreshDatabase) -> None:
    checked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment(fresh_database, SECURE_HSTS_SECONDS="0"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "config.hsts_off" in checked.stderr
