"""The bench measures everything it promises. How fast anything is, no test asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from config.database.access import Access
from tests.databases import ROOT, administering

LINES = {
    *("single_sql", "single_service", "two_connections"),
    *("batch_f1", "batch_f2", "batch_f2_indexed", "batch_hordak"),
    *("batch_pgledger", "single_pgledger", "single_one_pgledger"),
    *("replay_same_key", "replay_new_key"),
    *("hot_batches", "hot_batches_plain", "hot_singles", "hot_singles_plain"),
    *("beside_errors", "beside_together"),
    *("moves_last_tenth", "moves_after", "history_p99", "history_whole_p99"),
    *("verify_rate", "verify_memory", "issue"),
}
# pgledger's file is not in the repository: its lines say so.
PGLEDGER = {"batch_pgledger", "single_pgledger", "single_one_pgledger"}
PEERS = PGLEDGER | ({"batch_hordak"} if find_spec("hordak") is None else set())


@pytest.fixture(scope="module")
def report(database_server: Access) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", "ledger", "--scale", "small", "--json"],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_line_of_the_table_is_measured(report: dict[str, Any]) -> None:
    lines = {line["id"]: line for line in report["lines"]}
    assert set(lines) == LINES
    for name in LINES - PEERS - {"beside_errors"}:
        line = lines[name]
        assert line["figure"]["value"] > 0, line
        assert line["ratio"] is None or line["ratio"]["value"] > 0, line


def test_a_peer_that_is_not_given_is_named(report: dict[str, Any]) -> None:
    notes = {line["id"]: line["note"] for line in report["lines"]}
    assert all("--pgledger PATH" in notes[name] for name in PGLEDGER)


def test_what_is_asked_has_a_verdict(report: dict[str, Any]) -> None:
    for line in report["lines"]:
        measured, asked = line["figure"] is not None, line["must"] is not None
        assert (line["verdict"] in {"ok", "short"}) == (measured and asked), line


def test_no_race_reaches_a_caller(report: dict[str, Any]) -> None:
    [line] = [line for line in report["lines"] if line["id"] == "beside_errors"]
    assert line["figure"]["value"] == 0, line


def test_the_measured_ledger_adds_up(report: dict[str, Any]) -> None:
    verified = json.loads(report["verified"])
    assert verified["ok"]
    assert verified["violations"] == []
    assert verified["moves"] == report["world"]["moves"]


def test_its_databases_are_gone(report: dict[str, Any], database_server: Access) -> None:
    with administering(database_server) as admin:
        found = admin.execute("SELECT datname FROM pg_database").fetchall()
    assert not [name for (name,) in found if name.startswith(report["database"])]
