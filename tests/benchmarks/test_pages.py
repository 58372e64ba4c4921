"""The pages' bench finds every page and judges it by what it says. How fast one is, no test asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection

from benchmarks.pages import plans
from benchmarks.pages.report import PageFigure
from benchmarks.pages.scales import SCALES
from config.database.access import Access
from tests.databases import ROOT, administering

SMALL = SCALES["small"]


@pytest.fixture(scope="module")
def report(database_server: Access) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", "pages", "--scale", "small", "--json"],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_world_is_as_large_as_asked(report: dict[str, Any]) -> None:
    """And sound: a run whose verify_ledger finds something ends with 1."""
    assert report["world"]["account"] >= SMALL.accounts
    assert report["world"]["move"] >= SMALL.moves


def test_every_list_and_every_kind_of_object_is_measured(report: dict[str, Any]) -> None:
    shown = [page["label"] for page in report["pages"] if page["status"] == 200]
    for model in admin.site._registry:
        label = f"{model._meta.app_label}.{model._meta.model_name}"
        assert label in shown or f"{label} (nobody)" in shown, label
    for part in (
        "ledger.account change (most moves)", "ledger.account change (system)",
        "ledger.entry ?q=挂单", "ledger.account ?p=", "ledger.hold ?status", "disclosure:landing",
    ):  # fmt: skip
        assert any(label.startswith(part) for label in shown), part


def test_what_is_measured_is_measured(report: dict[str, Any]) -> None:
    for page in report["pages"]:
        assert page["status"] < 500, page
        if page["status"] == 200:
            assert page["ms"] > 0, page
            assert page["ratio"] > 0, page
            assert page["scans"] is not None, page
    admins = [
        page for page in report["pages"]
        if page["path"].startswith("/admin/ledger/") and page["status"] == 200
    ]  # fmt: skip
    assert admins
    assert all(page["queries"] > 2 for page in admins)  # session, user, rights, and its own


def test_its_databases_are_gone(report: dict[str, Any], database_server: Access) -> None:
    with administering(database_server) as admin_connection:
        names = admin_connection.execute("SELECT datname FROM pg_database").fetchall()
    assert not [name for (name,) in names if name.startswith("registry_bench_") and "_pages" in name
                and name != "registry_bench_pages"]  # fmt: skip


@pytest.mark.django_db
def test_a_whole_table_read_is_seen_and_an_index_is_not_blamed() -> None:
    asked = plans.Asked()
    with connection.execute_wrapper(asked), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app LIKE %s", ["led%"])
        cursor.execute("SELECT app FROM pg_class, django_migrations LIMIT 0")
        cursor.execute("SAVEPOINT quiet")
    assert asked.count == 2
    found = plans.scans(asked, {"django_migrations"})
    assert next(each["tables"] for each in found) == ["django_migrations"]
    assert plans.scans(asked, {"identity_user"}) == []


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"queries": 16}, ["queries"]),
        ({"ratio": 5.01}, ["time"]),
        ({"scans": [{"tables": ["move"], "sql": "", "ms": 1}]}, ["scan"]),
        ({"status": 500, "queries": None}, ["broken"]),
        ({"status": 403, "queries": None}, []),
    ],
)
def test_a_page_falls_short_of_what_it_misses(change: dict[str, Any], faults: list[str]) -> None:
    good = PageFigure(
        "list", "x", "/", 200, "staff", queries=15, ms=5.0, ratio=5.0, slowest=None, scans=[]
    )
    assert replace(good, **change).faults == faults
