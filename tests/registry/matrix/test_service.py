"""Every cell through the service: what the table allows succeeds, what it does not is refused by its code
and leaves every table as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from registry.casework.kinds import Step, kind_of
from registry.casework.models import Event
from registry.casework.parties import Party
from registry.casework.services.taking import take
from tests.governance.people import seconded
from tests.registry.matrix import cells
from tests.registry.matrix.building import build
from tests.registry.matrix.cells import WHO, Cell
from tests.registry.matrix.picture import changed, everything
from tests.registry.matrix.scenarios import SCENARIOS, scenario_of
from tests.registry.matrix.scene import Scene, standing_still

STATES = cells.kinds_and_states()
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(request: pytest.FixtureRequest, db: None) -> Iterator[Scene]:
    kind, state = request.param
    with standing_still() as traveller:
        yield build(kind, state, traveller)


in_every_state = pytest.mark.parametrize("scene", STATES, ids="-".join, indirect=True)


def code_of(act: Any) -> str:
    """The code of what is refused; empty when it is done."""
    try:
        act()
    except CodedError as error:
        return error.code
    return ""


@in_every_state
def test_what_the_table_does_not_allow_is_refused(scene: Scene) -> None:
    """Direct taking of every step by everybody, and proposing of what takes two persons."""
    kind, state, uuid = scene.kind.code, scene.case.state, scene.uuid
    wrong = []
    for who in WHO:
        before, actor = everything(), scene.actor(who)
        for step in scene.kind.steps:
            cell = Cell(kind, state, step, who)
            if cell.direct == cells.DONE:
                continue
            code = code_of(lambda s=step, a=actor: take(actor=a, case=uuid, step=s, reason="越权"))
            if code != cell.direct:
                wrong.append((who, step, code or "done", f"not {cell.direct}"))
            if cell.of.second and cell.of.proposers and not cell.proposes:
                code = code_of(lambda w=who, s=cell.of: scene.ask(w, s, {}))
                if code not in ("forbidden", cells.STATE, cells.UNKNOWN):
                    wrong.append((who, step, code or "proposed", "not refused"))
        assert changed(before) == [], f"refused to {who} in {state}, and yet changed"
    assert wrong == []


@in_every_state
def test_what_the_table_allows_succeeds(scene: Scene) -> None:
    kind, state = scene.kind.code, scene.case.state
    for step in scene.kind.steps.values():
        if state not in step.states:
            continue
        for who in sorted(step.proposers if step.proposers else step.parties):
            with scene.undone():
                _succeeds(scene, step, who)
        if step.proposers:
            _decided_by_each(scene, step)
    assert (kind, state) == (scene.kind.code, scene.case.state)


def _succeeds(scene: Scene, step: Step, who: Party) -> None:
    data = scenario_of(scene.kind.code, step.code)(scene, who)
    before = scene.case
    if step.proposers:
        approval = scene.ask(who, step, data)
        assert (approval.object_uuid, approval.status) == (scene.uuid, "pending")
        assert scene.case.version == before.version, "a proposal only rehearses"
        return
    actor = seconded(scene.actor(who)) if step.second else scene.actor(who)
    take(actor=actor, case=scene.uuid, step=step.code, reason="办理", data=data)
    _taken(scene, step, who, before)


def _taken(scene: Scene, step: Step, who: Party, before: Any) -> None:
    after, event = scene.case, Event.objects.filter(case_id=scene.uuid).latest("pk")
    assert after.version == before.version + 1
    assert (event.step, event.party, event.source) == (step.code, who, before.state)
    assert event.target == after.state
    assert bool(event.approval) == step.second
    assert step.move or after.state == before.state


def _decided_by_each(scene: Scene, step: Step) -> None:
    """Deciding by each decider does it; by the proposer and by everybody else it is refused."""
    with scene.undone():
        proposer = min(step.proposers)
        data = scenario_of(scene.kind.code, step.code)(scene, proposer)
        before, approval = scene.case, scene.ask(proposer, step, data)
        picture = everything()
        for who in WHO:
            decide = lambda w=who: approve(  # noqa: E731
                actor=scene.actor(w), approval=approval.uuid, reason="同意"
            )
            if who not in step.parties:
                wanted = "own_proposal" if who == proposer else "forbidden"
                assert (who, code_of(decide)) == (who, wanted)
                continue
            assert changed(picture) == [], "refused, and yet changed"
            with scene.undone():
                decide()
                _taken(scene, step, who, before)
        assert changed(picture) == [], "refused, and yet changed"


def test_every_step_has_a_scenario_and_every_scenario_a_step() -> None:
    steps = {(cell.kind, cell.step) for cell in cells.cells()}
    assert steps - set(SCENARIOS) == set(), "untested cells: write scenarios for them"
    assert set(SCENARIOS) - steps == set(), "scenarios of steps that are no more"


def test_steps_name_states_of_their_kind_only() -> None:
    for cell in cells.cells():
        assert cell.of.states <= set(kind_of(cell.kind).model.states()), cell.step
