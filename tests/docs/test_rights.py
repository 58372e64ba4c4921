"""docs/rights.md and docs/states.md are what the tables of steps and the transitions say."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from registry.casework.describing import cells, rights_text, states_markdown
from registry.casework.kinds import CaseKind, all_kinds
from registry.casework.parties import OWNER
from tests.docs.pages import page
from tests.registry.casework.admin.trial import trial

__all__ = ["trial"]


def say(**options: object) -> str:
    out = io.StringIO()
    call_command("rights", stdout=out, **options)
    return out.getvalue()


def test_the_pages_are_what_the_command_prints() -> None:
    assert page("docs/rights.md").strip() == say(markdown=True).strip()
    assert page("docs/states.md").strip() == say(states=True).strip()


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)
def test_every_cell_is_a_step_and_every_step_is_in_a_cell(kind: CaseKind) -> None:
    found = {(state, party) for state, party, _ in cells(kind)}
    for step in kind.steps.values():
        for state in step.states:
            who = step.parties | step.proposers
            there = who & OWNER if state in kind.hidden else who
            assert {(state, party) for party in there} <= found
            assert not {(state, party) for party in who - there} & found
    assert say().count("\n") >= len(found)


def test_two_persons_are_told_apart(trial: CaseKind) -> None:
    told = rights_text([trial])
    assert "项目\t已提交\t经办\t提出不予受理" in told
    assert "项目\t已提交\t领导审批\t复核不予受理" in told
    assert "项目\t已提交\t复核\t提出不予受理" in told
    assert "submitted --> refused: 不予受理（领导审批）" in states_markdown([trial])
    assert "withdrawn --> [*]" in states_markdown([trial])
