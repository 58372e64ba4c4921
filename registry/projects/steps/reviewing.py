"""审核: opinions, experts, corrections, explained flags, and whoever handles the case."""

from __future__ import annotations

from registry.casework import common_steps
from registry.casework.common_steps import REVIEW as REVIEW_CLOCK
from registry.casework.kinds import Step
from registry.casework.models import Participant
from registry.casework.parties import Party
from registry.projects import forms
from registry.projects.eligibility import require_complete
from registry.projects.flags import to_explain
from registry.projects.models import State
from registry.projects.models.project import SUBMITTED_STATES
from registry.projects.services import reviewing

STAFF, REVIEW = frozenset({Party.MAKER}), frozenset({State.REVIEW})
EXPLAINING = frozenset({State.SUBMITTED, State.VALIDATION, State.REVIEW})

STEPS = (
    common_steps.opinion(
        REVIEW, parties=frozenset({Party.MAKER, Party.CHECKER, Party.EXPERT}),
        form=forms.OpinionForm, effect=reviewing.give_opinion,
    ),
    Step(
        code="invite_expert", zh="邀请专家", en="invite an expert", parties=STAFF, states=REVIEW,
        form=forms.ExpertForm, effect=reviewing.invite_expert,
        tells=frozenset({Participant.As.EXPERT}),
    ),
    Step(
        code="explain", zh="说明疑点", en="explain a finding of the system", parties=STAFF,
        states=EXPLAINING, form=forms.ExplainForm, effect=reviewing.explain,
        offered=lambda project: bool(to_explain(project)),
    ),
    common_steps.ask_correction(
        "ask_in_review", REVIEW, move="ask_in_review", stops=REVIEW_CLOCK, zh="审核中要求补正"
    ),
    common_steps.answer_correction(
        "answer_in_review", [State.REVIEW_CORRECTION], move="correct_in_review", runs=REVIEW_CLOCK,
        check=require_complete, zh="提交审核补正",
    ),
    common_steps.lapse([State.ACCEPT_CORRECTION, State.REVIEW_CORRECTION]),
    common_steps.assign(SUBMITTED_STATES),
)  # fmt: skip
