"""审核: opinions, corrections, explained flags, and whoever handles the case."""

from __future__ import annotations

from registry.casework.kinds import Step, Taking
from registry.casework.models import Participant
from registry.casework.parties import Party
from registry.casework.services.corrections import require_overdue
from registry.projects import forms
from registry.projects.eligibility import require_complete
from registry.projects.flags import to_explain
from registry.projects.models import State
from registry.projects.models.project import SUBMITTED_STATES
from registry.projects.services import applying, reviewing
from registry.projects.services.applying import REVIEWING
from registry.projects.steps.applying import CHECKER, OWNERS, STAFF

REVIEW = frozenset({State.REVIEW})
CORRECTIONS = frozenset({State.ACCEPT_CORRECTION, State.REVIEW_CORRECTION})


def _require_overdue(taking: Taking) -> None:
    require_overdue(taking.case)


STEPS = (
    Step(
        code="opinion", zh="填写审核意见", en="give an opinion",
        parties=frozenset({Party.MAKER, Party.CHECKER, Party.EXPERT}), states=REVIEW,
        form=forms.OpinionForm, effect=reviewing.give_opinion, label="意见内容",
    ),
    Step(
        code="invite_expert", zh="邀请专家", en="invite an expert", parties=STAFF, states=REVIEW,
        form=forms.ExpertForm, effect=reviewing.invite_expert,
        tells=frozenset({Participant.As.EXPERT}),
    ),
    Step(
        code="explain", zh="说明疑点", en="explain a finding of the system", parties=STAFF,
        states=frozenset({State.SUBMITTED, State.VALIDATION, State.REVIEW}), form=forms.ExplainForm,
        effect=reviewing.explain, offered=lambda project: bool(to_explain(project)),
    ),
    Step(
        code="ask_in_review", zh="审核中要求补正", en="ask for a correction in review", parties=STAFF,
        states=REVIEW, move="ask_in_review", form=forms.ItemsForm,
        effect=lambda taking: applying.ask(taking, stops=REVIEWING), tells=OWNERS,
    ),
    Step(
        code="answer_in_review", zh="提交审核补正", en="answer the correction", parties=CHECKER,
        states=frozenset({State.REVIEW_CORRECTION}), move="correct_in_review",
        check=require_complete, form=forms.AnswerForm,
        effect=lambda taking: applying.answer(taking, runs=REVIEWING),
    ),
    Step(
        code="lapse", zh="逾期失效", en="lapse", parties=frozenset({Party.OPERATOR}),
        states=CORRECTIONS, move="lapse", check=_require_overdue, effect=applying.close,
        tells=OWNERS,
    ),
    Step(
        code="assign", zh="指定承办人", en="assign a handler",
        parties=frozenset({Party.MAKER, Party.CHECKER}), states=frozenset(SUBMITTED_STATES),
        form=forms.HandlerForm, effect=reviewing.assign_handler,
    ),
)  # fmt: skip
