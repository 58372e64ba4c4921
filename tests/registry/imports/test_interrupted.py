"""Killed half-way, and run twice at once: what is missing is written once, nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from registry.imports import services, timeline
from registry.ledger.models import Entry
from tests.databases import ROOT, FreshDatabase
from tests.registry.imports.files import Files, issuance, retirement, verify

BATCHES, BLOCKS_EACH = 150, 10
ROWS = BATCHES * (1 + BLOCKS_EACH)


@pytest.fixture
def many(blocks: Files) -> Files:
    names = [f"B{n}" for n in range(BATCHES)]
    return blocks.write(
        [issuance(name, holder=f"业主{name}") for name in names],
        [
            retirement(
                f"{name}-{n}", 10 * n + 1, 10 * n + 5, batch=name, retired_on=f"2022-05-{n + 1:02}"
            )
            for n in range(BLOCKS_EACH)
            for name in names
        ],
    )


def command(files: Files) -> list[str]:
    paths = ["--issuances", str(files.issuances), "--retirements", str(files.retirements)]
    return [sys.executable, "manage.py", "import_registry", files.form, *paths, "--json"]


def written() -> tuple[int, int]:
    acts = Entry.objects.filter(act__in=("issue", "retire"))
    return acts.filter(act="issue").count(), acts.filter(act="retire").count()


def test_an_error_between_two_chunks(
    many: Files, fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def dies_at_the_third(**what):
        calls.append(what)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(**what)

    real = services.import_rows
    with monkeypatch.context() as patch:
        patch.setattr(timeline, "ROWS_IN_A_CHUNK", 300)
        patch.setattr(services, "import_rows", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            many.load()
    done = sum(written())
    assert 0 < done < ROWS
    result = many.load()
    assert result["already_imported"] == done
    assert result["issued_batches"] + result["retired_blocks"] == ROWS - done
    assert (written(), result["refused"]) == ((BATCHES, BATCHES * BLOCKS_EACH), [])
    verify()


def test_killed_with_kill_9(many: Files, fresh_database: FreshDatabase) -> None:
    program = subprocess.Popen(
        command(many),
        cwd=ROOT,
        env=fresh_database.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    # The first chunk is committed when it is reported; the next is under way.
    assert any("1,0" in line for line in program.stderr)
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=60)
    done = sum(written())
    assert 0 < done <= ROWS
    result = many.load()
    assert result["already_imported"] == done
    assert (written(), result["refused"]) == ((BATCHES, BATCHES * BLOCKS_EACH), [])
    verify()


def test_two_at_once(many: Files, fresh_database: FreshDatabase) -> None:
    programs = [
        subprocess.Popen(
            command(many), cwd=ROOT, env=fresh_database.environment, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for program in programs:
        program.communicate(timeout=120)
        assert program.returncode == 0
    assert written() == (BATCHES, BATCHES * BLOCKS_EACH)
    assert many.load()["already_imported"] == ROWS
    verify()
