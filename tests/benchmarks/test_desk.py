"""The bench of the pages of cases finds them and shows every one to the person it is measured for. How fast
one is, no test asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from benchmarks.desk.world import SCALES
from config.database.access import Access
from tests.databases import ROOT

SMALL = SCALES["small"]


@pytest.fixture(scope="module")
def report(database_server: Access) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", "desk", "--scale", "small", "--json"],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_world_is_as_large_as_asked(report: dict[str, Any]) -> None:
    assert report["world"]["casework_case"] >= SMALL.projects + SMALL.reports
    assert report["world"]["casework_event"] >= 9 * (SMALL.projects + SMALL.reports)
    assert report["world"]["open"] > 0


def test_every_page_is_shown_and_measured(report: dict[str, Any]) -> None:
    unseen = [page["label"] for page in report["pages"] if page["status"] != 200]
    assert set(unseen) <= {"list p=40", "list turn=mine&p=3"}  # so far down there is nothing yet
    for page in report["pages"]:
        if page["status"] == 200:
            assert page["queries"] > 2, page  # session, user, rights, and its own
            assert page["ratio"] > 0, page
    labels = {page["label"] for page in report["pages"]}
    assert {
        "desk",
        "first page",
        "list",
        "list ?q=光伏",
        "change (heavy)",
        "dossier (over)",
    } <= labels


def test_few_queries(report: dict[str, Any]) -> None:
    """Of the pages that are the same for every kind; what a kind shows and checks is its own."""
    many = [
        (page["label"], page["who"], page["queries"])
        for page in report["pages"]
        if (page["queries"] or 0) > 15 and not page["label"].startswith(("change", "dossier"))
    ]
    assert many == []
