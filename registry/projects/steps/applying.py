"""申请、受理、公示: from submission to the end of the public notice, and withdrawing at any time."""

from __future__ import annotations

from typing import Any

from registry.casework import common_steps
from registry.casework.common_steps import ACCEPTANCE
from registry.casework.kinds import Step, Taking
from registry.casework.models import Participant
from registry.casework.parties import Party
from registry.casework.services.notices import running_notice
from registry.projects.announcing import notice_text
from registry.projects.eligibility import require_complete
from registry.projects.models import State
from registry.projects.models.project import SUBMITTED_STATES
from registry.vvb.services.engaging import end_engagement

CHECKER = frozenset({Party.OWNER_CHECKER})
SUBMITTED, NOTICE = frozenset({State.SUBMITTED}), frozenset({State.PUBLIC_NOTICE})


def _end_validation(taking: Taking) -> None:
    end_engagement(taking.case, Participant.As.VALIDATOR)


def _has_open_comments(project: Any) -> bool:
    notice = running_notice(project)
    return notice is not None and notice.comments.filter(answered_at=None).exists()


STEPS = (
    Step(
        code="submit", zh="提交申请", en="submit", parties=CHECKER, states=frozenset({State.DRAFT}),
        move="submit", check=require_complete, effect=common_steps.number_and_wait,
        label="报送说明", warning="提交后不能再改，除非被要求补正。",
    ),
    common_steps.withdraw([State.DRAFT, *SUBMITTED_STATES], then=_end_validation),
    common_steps.accept(SUBMITTED, notice=notice_text),
    common_steps.decline(SUBMITTED),
    common_steps.ask_correction(
        "ask_before_accepting", SUBMITTED, move="ask_before_accepting", stops=ACCEPTANCE,
        zh="受理前要求补正",
    ),
    common_steps.answer_correction(
        "answer_before_accepting", [State.ACCEPT_CORRECTION], move="correct_before_accepting",
        runs=ACCEPTANCE, check=require_complete, zh="提交受理补正",
    ),
    common_steps.answer_comment(
        NOTICE, parties=CHECKER | {Party.MAKER}, offered=_has_open_comments,
        warning="答复公开，只能答复一次。",
    ),
    common_steps.end_notice(NOTICE, zh="结束公示，进入审定"),
)  # fmt: skip
