"""Every cell of the table of steps: whoever is not named in it is refused, in every state."""

from __future__ import annotations

import pytest

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import State
from methodologies.publishing.steps import STEPS
from registry.casework.parties import Party
from registry.casework.selectors.standing import STAFF_PARTIES, standing_of
from registry.casework.selectors.steps import offered_steps
from registry.casework.services.taking import take
from tests.governance.people import make_actor, make_staff, seconded
from tests.methodologies.publishing.story import Story, everything

pytestmark = pytest.mark.django_db
STATES = {
    State.DRAFT: "drafted", State.SUBMITTED: "submitted", State.EXPERT_REVIEW: "assessed",
    State.PUBLIC_NOTICE: "laid_open", State.PUBLISHED: "published",
}  # fmt: skip


def people(s: Story) -> dict[Party, Actor]:
    s.owner.organisation.district_id = "110112"
    found = {
        Party.OWNER_MAKER: s.owner.maker,
        Party.OWNER_CHECKER: s.owner.checker,
        Party.EXPERT: s.experts[0],
        Party.DISTRICT: actor_of(make_staff(Role.DISTRICT, programme="BJ", district_code="110112")),
    }
    found |= {
        party: make_actor(role, programme="" if role is Role.AUDIT_ADMIN else "BJ")
        for party, role in STAFF_PARTIES.items()
    }
    return found


@pytest.mark.parametrize("state", STATES)
def test_every_cell(state: State):
    s = Story()
    actors = people(s)
    getattr(s, STATES[state])()
    invited = s.version.reviews.exists()
    for party, actor in actors.items():
        standing = standing_of(actor, s.version)
        assert standing.parties == frozenset(
            {party} if party is not Party.EXPERT or invited else ()
        )
        offered = {each.code for each in offered_steps(s.version, standing)}
        for step in STEPS.values():
            who = step.proposers if step.second else step.parties
            wanted = standing.parties & who and state in step.states
            assert (step.code in offered) == bool(wanted), (party, step.code)
            if party in step.parties and state in step.states and not step.second:
                continue
            _refused(s, actor, step.code)


def _refused(s: Story, actor: Actor, step: str) -> None:
    """Also under an approval that another proposed."""
    before = everything(s.version)
    for each in (actor, seconded(actor)):
        if each.seconding and STEPS[step].second and each.may(Role.APPROVER):
            continue  # may decide; what it then wants has tests of its own
        with pytest.raises(CodedError) as caught:
            take(actor=each, case=s.version.uuid, step=step, reason="试", data={})
        assert caught.value.code in {
            "step_forbidden", "case_unknown", "state_refused", "second_person_needed",
        }, (step, caught.value)  # fmt: skip
    assert everything(s.version) == before


def test_every_state_has_somebodys_turn_or_is_an_end():
    open_states = {source for source, _ in _moves()}
    assert set(METHODOLOGY.turn) == open_states - {State.PUBLISHED}
    assert METHODOLOGY.public <= set(State)


def _moves() -> set[tuple[str, str]]:
    from methodologies.publishing.models import MethodologyVersion

    return {
        (str(t.source), str(t.target))
        for t in MethodologyVersion(kind="methodology").get_all_state_transitions()
    }


def test_every_move_belongs_to_one_step():
    moves = [step.move for step in STEPS.values() if step.move]
    assert len(moves) == len(set(moves))
