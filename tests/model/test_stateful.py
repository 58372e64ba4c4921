"""The ledger does what the naive model does: the same figures, the same refusals, the same serials."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from core import clock
from tests.databases import FreshDatabase
from tests.model.both import Calendar
from tests.model.conftest import Say
from tests.model.machine import Run
from tests.model.naive_rights import MAY
from tests.model.worlds import FIRST_DAY, first_world

SOAK_STEPS = 100_000
USUAL = settings(
    max_examples=120,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,  # `make test` runs the same examples each time, `make soak` new ones
    database=None,
    suppress_health_check=list(HealthCheck),
)
SOAK = settings(USUAL, stateful_step_count=100, derandomize=False)


@pytest.fixture
def run(fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch, say: Say) -> Iterator[Run]:
    calendar = Calendar(FIRST_DAY)
    monkeypatch.setattr(clock, "now", calendar.now)
    run = Run(first_world(calendar), calendar)
    yield run
    say(f"  {run.steps:,} steps")
    for (act, outcome), times in sorted(run.seen.items()):
        say(f"  {act:16} {outcome:24} {times:7,}")


def check_reach(run: Run) -> None:
    """Every act was done, refused and sent again in these runs."""
    acts = {act for act, outcome in run.seen if outcome == "done"}
    assert acts == set(MAY)
    assert {"replayed", "repeated"} <= {outcome for _, outcome in run.seen}


def test_ledger_and_model_agree(run: Run) -> None:
    run_state_machine_as_test(run.machine, settings=USUAL)
    check_reach(run)


@pytest.mark.soak
def test_ledger_and_model_agree_in_long_runs(
    run: Run, fresh_database: FreshDatabase, say: Say
) -> None:
    owner = fresh_database.connect_owner(autocommit=True)
    while run.steps < SOAK_STEPS:
        run_state_machine_as_test(run.machine, settings=SOAK)
        owner.execute("VACUUM ANALYZE")  # what was rolled back would slow the rest down
        say(f"  {run.steps:,} steps")
    check_reach(run)
