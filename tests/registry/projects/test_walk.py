"""A project from its draft to its registration and deregistration, and each letter on the way."""

from __future__ import annotations

import datetime as dt

import pytest

from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.steps import offered_steps
from registry.projects.kind import PROJECT
from registry.vvb.selectors.engaged import signed_engagement
from tests.registry.projects.walking import Walk, on
from tests.registry.vvb.bodies import PDF

pytestmark = pytest.mark.django_db


def test_submission_and_notice_run_in_working_days() -> None:
    with on(dt.date(2026, 3, 2)):
        walk = Walk().submitted()
        project = walk.now()
        assert (project.state, project.number) == ("submitted", "BJ-XM-2026-0001")
        assert project.due_on == dt.date(2026, 3, 6)  # R-ACCEPT-01: five working days
        walk.do(walk.maker, "accept", "材料齐全")
    notice = walk.now().notices.get()
    assert (notice.opens_on, notice.closes_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 27))
    assert "屋顶光伏" in notice.summary


def test_from_draft_to_registered_to_deregistered() -> None:
    with on(dt.date(2026, 3, 2)):
        walk = Walk().registered()
    project = walk.now()
    assert (project.state, project.code) == ("registered", "XM20260001")
    assert (project.registered_on, project.due_on) == (dt.date(2026, 3, 2), None)
    assert list(project.letters.values_list("kind", flat=True)) == ["accepted", "registered"]
    assert any("XM20260001" in line for line in project.letters.last().paragraphs)
    event = project.events.get(step="register")
    assert (event.party, event.approval[:2]) == ("approver", "FH")
    assert signed_engagement(project).conclusion == "positive"
    walk.refused_decision("field_invalid", "deregister", basis="")
    walk.refused_decision("file_missing", "deregister", basis="owner")
    walk.refused("file_missing", walk.owner.checker, "request_deregistration")
    walk.do(walk.owner.checker, "request_deregistration", uploads=[PDF])
    walk.decide("deregister", basis="owner")
    assert walk.now().state == "deregistered"
    assert walk.now().letters.last().kind == "deregistered"
    walk.refused("state_refused", walk.owner.checker, "request_deregistration", uploads=[PDF])


def test_every_state_has_a_way_on_for_somebody() -> None:
    """No case is left where nobody can take a step; every step's states are the kind's."""
    reachable = {str(state) for step in PROJECT.steps.values() for state in step.states}
    assert reachable == {
        "draft", "submitted", "accept_correction", "public_notice", "validation", "review",
        "review_correction", "registered",
    }  # fmt: skip


@pytest.mark.parametrize("stage", ["begun", "submitted", "laid_open", "in_validation", "in_review"])
def test_withdrawn_at_any_time_with_all_that_runs(stage: str) -> None:
    walk = getattr(Walk(), stage)()
    walk.refused("step_forbidden", walk.owner.maker, "withdraw")
    walk.do(walk.owner.checker, "withdraw", "不办了")
    project = walk.now()
    assert project.state == "withdrawn"
    assert project.due_on is None
    assert not project.clocks.exclude(status="ended").exists()
    assert not project.notices.filter(ended_at=None).exists()
    assert not project.engagements.filter(signed_at=None, ended_at=None).exists()


def test_the_forms_open_and_their_values_do_for_the_step() -> None:
    """Every step's form can be made for the case and gives values, unbound, in the states it is for."""
    walk = Walk().in_validation()
    for step in PROJECT.steps.values():
        if step.form is not None:
            form = step.form(case=walk.now(), actor=walk.maker)
            assert "reason" in form.fields
            assert form.as_p()


def test_buttons_follow_the_case() -> None:
    walk = Walk().begun()
    offered = {
        s.code for s in offered_steps(walk.now(), standing_of(walk.owner.maker, walk.project))
    }
    assert offered == {"edit", "attach", "set_shares", "add_claim"}
    walk.do(walk.owner.checker, "submit")
    offered = {s.code for s in offered_steps(walk.now(), standing_of(walk.maker, walk.project))}
    assert offered == {"accept", "decline", "ask_before_accepting", "assign"}
