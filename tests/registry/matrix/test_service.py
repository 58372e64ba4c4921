"""Every cell through the service: what the table allows succeeds, what it does not is refused by its code
and leaves every table as it was.

Every cell is asked of ``permitted``, the one question that ``take`` puts to the table; the service itself
is called for every cell that is allowed, for every one that the state or the second person stands
against, and for every fourth of those where the person has no part (``MATRIX=whole``: for all).
"""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from registry.casework.kinds import Step, kind_of
from registry.casework.models import Event
from registry.casework.parties import Party
from registry.casework.selectors.standing import standing_of
from registry.casework.services.taking import permitted, take
from tests.governance.people import seconded
from tests.registry.matrix import cells
from tests.registry.matrix.cells import WHO, Cell
from tests.registry.matrix.picture import changed, everything
from tests.registry.matrix.scenarios import SCENARIOS, scenario_of
from tests.registry.matrix.scene import Scene

pytestmark = pytest.mark.django_db
ONE_IN = 4
NO_PART = {cells.UNKNOWN, cells.FORBIDDEN}


def code_of(act: Any) -> str:
    """The code of what is refused; empty when it is done."""
    try:
        act()
    except CodedError as error:
        return error.code
    return ""


def test_what_the_table_allows_and_nothing_else(scene: Scene) -> None:
    _asked(scene)
    _refused(scene)
    _done(scene)


def _asked(scene: Scene) -> None:
    """Each person is of exactly their part, and the table answers each cell as it stands there."""
    case, wrong = scene.case, []
    for who in WHO:
        actor = scene.actor(who)
        standing = standing_of(actor, case)
        assert standing.parties == ({who} if isinstance(who, Party) else set()), who
        for step in scene.kind.steps.values():
            cell = Cell(scene.kind.code, case.state, step.code, who)
            code = code_of(
                lambda s=step, a=actor, st=standing: permitted(a, scene.kind, s, case, st)
            )
            if code != cell.direct:
                wrong.append((who, step.code, code, cell.direct))
    assert wrong == []


def _refused(scene: Scene) -> None:
    """By the service, called directly; proposing too."""
    kind, state, uuid = scene.kind.code, scene.case.state, scene.uuid
    found = list(cells.cells_in(kind, state))
    no_part = cells.walked([each for each in found if each.direct in NO_PART], ONE_IN)
    others = [each for each in found if each.direct not in NO_PART | {cells.DONE}]
    asked = [each for each in found if each.of.proposers and not each.proposes]
    before, wrong = everything(), []
    actors = {who: scene.actor(who) for who in WHO}
    for each in [*no_part, *others]:
        code = code_of(lambda c=each: take(actor=actors[c.who], case=uuid, step=c.step, reason="x"))
        if code != each.direct:
            wrong.append((each, code or "done"))
    for each in cells.walked(asked, ONE_IN):
        code = code_of(lambda c=each: scene.ask(c.who, c.of, {}))
        if code != each.proposing:
            wrong.append((each, code or "proposed"))
    assert wrong == []
    assert changed(before) == [], "refused, and yet changed"


def _done(scene: Scene) -> None:
    for step in scene.kind.steps.values():
        if scene.case.state not in step.states:
            continue
        for who in _takers(scene, step):
            with scene.undone():
                _succeeds(scene, step, who)
        if step.proposers:
            _decided_by_each(scene, step)


def _takers(scene: Scene, step: Step) -> list[Party]:
    """Of those whom the step names, who can meet the case in this state."""
    who = sorted(step.proposers or step.parties)
    return [each for each in who if cells.sees(scene.kind, scene.case.state, each)]


def _succeeds(scene: Scene, step: Step, who: Party) -> None:
    data = scenario_of(scene.kind.code, step.code)(scene, who)
    before = scene.case
    assert step.offered(before), f"{step.code} could be taken, but its button is not shown"
    if step.proposers:
        approval = scene.ask(who, step, data)
        assert (approval.object_uuid, approval.status) == (scene.uuid, "pending")
        assert scene.case.version == before.version, "a proposal only rehearses"
        return
    actor = seconded(scene.actor(who)) if step.second else scene.actor(who)
    take(actor=actor, case=scene.uuid, step=step.code, reason="办理", data=data)
    taken(scene, step, who, before)


def taken(scene: Scene, step: Step, who: Party, before: Any) -> None:
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

        def decide(who: str) -> Any:
            return approve(actor=scene.actor(who), approval=approval.uuid, reason="同意")

        for who in (each for each in WHO if each not in step.parties):
            wanted = "own_proposal" if who == proposer else "forbidden"
            assert (who, code_of(lambda w=who: decide(w))) == (who, wanted)
        assert changed(picture) == [], "refused, and yet changed"
        for who in sorted(step.parties):
            with scene.undone():
                decide(who)
                taken(scene, step, who, before)


def test_every_step_has_a_scenario_and_every_scenario_a_step() -> None:
    steps = {(cell.kind, cell.step) for cell in cells.cells()}
    assert steps - set(SCENARIOS) == set(), "untested cells: write scenarios for them"
    assert set(SCENARIOS) - steps == set(), "scenarios of steps that are no more"


def test_each_person_is_walked_at_each_step_and_in_each_state() -> None:
    found = list(cells.cells())
    walked = cells.walked(found, 8)
    for seen in (lambda c: (c.kind, c.step, c.who), lambda c: (c.kind, c.state, c.who)):
        assert {seen(each) for each in walked} == {seen(each) for each in found}


def test_steps_name_states_of_their_kind_only() -> None:
    for cell in cells.cells():
        assert cell.of.states <= set(kind_of(cell.kind).model.states()), cell.step
