"""README.md: every command in it works, every claim that can be checked is checked.

Heavy commands are asked of make without running them (`make -n`); `manage.py` runs against a clone
database in which the demo story has been told. A command that nobody checks fails a test.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from django.test import Client

from demo.cast.people import ADMINISTRATORS, PASSWORD, STAFF
from registry.ledger.models import Batch
from tests.databases import ROOT, FreshDatabase
from tests.docs.pages import commands, links, page, paths

README = page("README.md")
COMMANDS = commands(README)
MAKE = [each for each in COMMANDS if re.match(r"(\w+=\S+ )?make\b", each)]
MANAGE = [each for each in COMMANDS if each.startswith(".venv/bin/python manage.py ")]
EXAMPLE = page("docs/import-formats.md")


def test_every_command_is_checked_here():
    assert MAKE
    assert MANAGE
    assert set(COMMANDS) == {*MAKE, *MANAGE}


def make(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run make as from a shell, also when these tests were themselves started by make."""
    kept = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, env=kept | (environment or {}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", MAKE)
def test_make_knows_it(command):
    words = shlex.split(command)
    given = dict(word.split("=", 1) for word in words if "=" in word and word != words[-1])
    arguments = words[words.index("make") + 1 :]
    done = make("-n", *arguments, environment=given)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_target_of_make_is_in_the_readme():
    listed = make("help").stdout
    targets = {line.split()[0] for line in listed.splitlines()} - {"help"}
    assert {target for target in targets if f"make {target}" not in README} == set()


@pytest.fixture
def told(fresh_database: FreshDatabase) -> FreshDatabase:
    call_command("demo", stdout=io.StringIO())
    return fresh_database


def test_manage_commands_run(told: FreshDatabase, tmp_path: Path):
    """All in one database, one after the other, as a newcomer would type them."""
    batch = Batch.objects.first()
    issuances, retirements = re.findall(r"```csv\n(.*?)```", EXAMPLE, re.DOTALL)
    (tmp_path / "签发.csv").write_text(issuances, encoding="utf-8")
    (tmp_path / "注销.csv").write_text(retirements, encoding="utf-8")
    stands_for = {
        "序列号": batch.serial(1, 1),
        "签发.csv": str(tmp_path / "签发.csv"),
        "注销.csv": str(tmp_path / "注销.csv"),
    }
    for command in MANAGE:
        words = [stands_for.get(word, word) for word in shlex.split(command)[1:]]
        assert words[1] in get_commands(), command
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=told.environment,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert done.stdout.strip()


def test_a_database_of_ones_own_is_used_through_its_address(told: FreshDatabase):
    """The demo through DATABASE_URL: already told here, so it changes nothing and says so."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, env=told.environment,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "没有任何变化" in done.stdout
    for address in re.findall(r"<(http://127\.0\.0\.1:8000\S*)>", README):
        assert address in done.stdout


@pytest.mark.django_db
def test_the_addresses_answer(client: Client):
    addresses = re.findall(r"<http://127\.0\.0\.1:8000(\S*)>", README)
    assert addresses == ["/", "/portal/", "/admin/"]
    assert client.get("/").status_code == 200
    assert client.get("/portal/", follow=True).status_code == 200
    assert client.get("/admin/", follow=True).status_code == 200


def test_log_ins_are_those_of_the_demo():
    assert f"`{PASSWORD}`" in README
    people = {person.username: person for person in (*STAFF, *ADMINISTRATORS)}
    named = re.findall(r"`(bj\.\w+|cd\.\w+|auditor)`（(\w+)）", README)
    assert named
    for username, title in named:
        assert people[username].title.endswith(title)


def test_versions_are_those_required():
    wanted = tomllib.loads(page("pyproject.toml"))["project"]["requires-python"]
    assert wanted == ">=3.11"
    assert "Python 3.11 以上" in README
    assert "Python 3.11 or newer" in README


def test_links_and_paths_lead_somewhere():
    assert [each for each in links(README) if not (ROOT / each).exists()] == []
    assert [each for each in paths(README) if not (ROOT / each).exists()] == []


def test_chinese_comes_first():
    assert README.index("# 碳普惠减排量登记簿") < README.index("# Carbon inclusion registry")
