"""申请、受理、公示: from submission to the end of the public notice, and withdrawing at any time."""

from __future__ import annotations

from registry.casework.kinds import Step, Taking
from registry.casework.models import Participant
from registry.casework.parties import Party
from registry.casework.services import notices
from registry.projects import forms
from registry.projects.eligibility import require_complete
from registry.projects.models import State
from registry.projects.models.project import SUBMITTED_STATES
from registry.projects.services import applying
from registry.projects.services.applying import ACCEPTING

OWNERS = frozenset({Participant.As.OWNER, Participant.As.AGENT})
CHECKER, STAFF = frozenset({Party.OWNER_CHECKER}), frozenset({Party.MAKER})
SUBMITTED, NOTICE = frozenset({State.SUBMITTED}), frozenset({State.PUBLIC_NOTICE})


def _require_over(taking: Taking) -> None:
    notices.require_over(taking.case)


def _has_open_comments(case: object) -> bool:
    notice = notices.running_notice(case)  # type: ignore[arg-type]
    return notice is not None and notice.comments.filter(answered_at=None).exists()


STEPS = (
    Step(
        code="submit", zh="提交申请", en="submit", parties=CHECKER, states=frozenset({State.DRAFT}),
        move="submit", check=require_complete, effect=applying.submit,
        warning="提交后不能再改，除非被要求补正。",
    ),
    Step(
        code="withdraw", zh="撤回申请", en="withdraw", parties=CHECKER,
        states=frozenset({State.DRAFT, *SUBMITTED_STATES}), move="withdraw", effect=applying.close,
        warning="撤回后本申请即告结束，需要时另行申请。",
    ),
    Step(
        code="accept", zh="受理并公示", en="accept and lay open", parties=STAFF, states=SUBMITTED,
        move="accept", effect=applying.accept, tells=OWNERS, label="受理意见",
    ),
    Step(
        code="decline", zh="不予受理", en="decline",
        parties=frozenset({Party.CHECKER, Party.APPROVER}), proposers=STAFF, second=True,
        states=SUBMITTED, move="refuse", effect=applying.decline, tells=OWNERS,
        label="不予受理的理由", warning="理由写入不予受理通知书，送达申请单位。",
    ),
    Step(
        code="ask_before_accepting", zh="受理前要求补正", en="ask for a correction before accepting",
        parties=STAFF, states=SUBMITTED, move="ask_before_accepting", form=forms.ItemsForm,
        effect=lambda taking: applying.ask(taking, stops=ACCEPTING), tells=OWNERS,
    ),
    Step(
        code="answer_before_accepting", zh="提交受理补正", en="answer the correction",
        parties=CHECKER, states=frozenset({State.ACCEPT_CORRECTION}),
        move="correct_before_accepting", check=require_complete, form=forms.AnswerForm,
        effect=lambda taking: applying.answer(taking, runs=ACCEPTING),
    ),
    Step(
        code="answer_comment", zh="答复公示意见", en="answer a comment",
        parties=CHECKER | STAFF, states=NOTICE, form=forms.CommentForm,
        effect=applying.answer_comment, offered=_has_open_comments,
        warning="答复公开，只能答复一次。",
    ),
    Step(
        code="end_notice", zh="结束公示，进入审定", en="end the notice", parties=STAFF, states=NOTICE,
        move="end_notice", check=_require_over, effect=applying.end_notice, tells=OWNERS,
    ),
)  # fmt: skip
