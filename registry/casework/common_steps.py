"""Steps that several kinds of cases share, each made by a function: acceptance, 补正, public notice,
opinions, withdrawal, lapse. A kind says in which states they are taken and by which transition.

``changes`` of any builder replace fields of the step (``zh``, ``parties``, ``second`` …); ``then`` is
done after the shared effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from core.errors import CodedError
from registry.casework.common_forms import (
    CommentForm,
    CorrectionForm,
    DocumentsForm,
    HandlerForm,
    handlers_of,
)
from registry.casework.errors import CaseCode
from registry.casework.forms import FilesForm
from registry.casework.kinds import Effect, Step, Taking, kind_of
from registry.casework.models import Participant
from registry.casework.parties import BUREAU, Party
from registry.casework.services import clocks, corrections, notices
from registry.casework.services.files import add_files
from registry.casework.services.letters import issue_letter
from registry.casework.services.numbering import case_number

ACCEPTANCE, REVIEW = "accept", "review"
APPLICANT = frozenset({Participant.As.OWNER, Participant.As.AGENT})
# What a public notice says of a case: its title and text.
NoticeText = Callable[[Any], tuple[str, str]]


def _nothing(taking: Taking) -> None:
    return None


def _made(step: Step, changes: dict[str, Any]) -> Step:
    return replace(step, **changes) if changes else step


def number_and_wait(taking: Taking) -> None:
    """Effect of submitting: the case gets its number once; the days for accepting it begin
    (R-ACCEPT-01)."""
    case = taking.case
    case.number = case.number or case_number(case.programme_id, kind_of(case).series)
    clocks.start(case, ACCEPTANCE, "R-ACCEPT-01")


def start_review(taking: Taking) -> None:
    """The days of the review begin (R-REVIEW-01)."""
    clocks.start(taking.case, REVIEW, "R-REVIEW-01")


def accept(
    states: Iterable[str], *, notice: NoticeText, move: str = "accept", then: Effect = _nothing,
    **changes: Any,
) -> Step:  # fmt: skip
    """受理: a letter goes out and the public notice opens the same day."""

    def effect(taking: Taking) -> None:
        clocks.end(taking.case, ACCEPTANCE)
        title, summary = notice(taking.case)
        opened = notices.open_notice(taking, title=title, summary=summary)
        last = f"{opened.closes_on:%Y年%m月%d日}{'（暂定）' if opened.provisional else ''}"
        issue_letter(
            taking,
            "accepted",
            (
                f"你单位提交的“{taking.case.title}”（{taking.case.number}）材料齐全，予以受理。",
                f"自即日起向社会公示，公示期至{last}（含当日）。",
            ),
        )
        then(taking)

    step = Step(
        "accept", "受理并公示", "accept", frozenset({Party.MAKER}), frozenset(states), move,
        effect=effect, tells=APPLICANT, label="受理意见",
    )  # fmt: skip
    return _made(step, changes)


def decline(
    states: Iterable[str], *, move: str = "refuse", then: Effect = _nothing, **changes: Any
) -> Step:
    """不予受理: takes two persons; the reason stands in the letter."""
    step = Step(
        "decline", "不予受理", "decline", frozenset({Party.CHECKER, Party.APPROVER}),
        frozenset(states), move, effect=_refusal("not_accepted", "经审查，不予受理", then),
        second=True, proposers=frozenset({Party.MAKER}), tells=APPLICANT, label="不予受理的理由",
        warning="办结后不能恢复，申请单位须重新申请。",
    )  # fmt: skip
    return _made(step, changes)


def refuse(
    states: Iterable[str], *, move: str = "refuse", then: Effect = _nothing, **changes: Any
) -> Step:
    """不予登记: takes two persons; the reason stands in the letter."""
    step = Step(
        "refuse", "不予登记", "refuse", frozenset({Party.CHECKER, Party.APPROVER}),
        frozenset(states), move, effect=_refusal("refused", "经审核，不予登记", then),
        second=True, proposers=frozenset({Party.MAKER}), tells=APPLICANT, label="不予登记的理由",
        warning="办结后不能恢复，申请单位须重新申请。",
    )  # fmt: skip
    return _made(step, changes)


def _refusal(letter: str, words: str, then: Effect) -> Effect:
    def effect(taking: Taking) -> None:
        case = taking.case
        clocks.end(case)
        issue_letter(
            taking,
            letter,
            (
                f"你单位提交的“{case.title}”（{case.number}）{words}。",
                f"理由：{taking.reason}",
            ),
        )
        then(taking)

    return effect


def ask_correction(
    code: str, states: Iterable[str], *, move: str, stops: str, **changes: Any
) -> Step:
    """要求补正: the clock named ``stops`` stops, a letter says what is missing and until when."""

    def effect(taking: Taking) -> None:
        corrections.ask(taking, stops=stops)

    step = Step(
        code, "要求补正", "ask for correction", frozenset({Party.MAKER}), frozenset(states), move,
        effect=effect, form=CorrectionForm, tells=APPLICANT,
    )  # fmt: skip
    return _made(step, changes)


def answer_correction(
    code: str, states: Iterable[str], *, move: str, runs: str, check: Effect = _nothing,
    category: str = "correction", then: Effect = _nothing, **changes: Any,
) -> Step:  # fmt: skip
    """提交补正: the reason is the answer; its documents come under ``category``."""

    def effect(taking: Taking) -> None:
        if uploads := taking.data.get("uploads"):
            add_files(taking, category, uploads)
        corrections.answer(taking, runs=runs)
        then(taking)

    step = Step(
        code, "提交补正", "answer the correction", frozenset({Party.OWNER_CHECKER}),
        frozenset(states), move, check=check, effect=effect, form=FilesForm, label="补正说明",
    )  # fmt: skip
    return _made(step, changes)


def answer_comment(states: Iterable[str], **changes: Any) -> Step:
    """答复公示意见: by the applicant or the bureau, once each; the reason is the answer."""
    step = Step(
        "answer_comment", "答复公示意见", "answer a comment",
        frozenset({Party.OWNER_MAKER, Party.OWNER_CHECKER, Party.MAKER}), frozenset(states),
        effect=notices.answer_comment, form=CommentForm, label="答复内容",
    )  # fmt: skip
    return _made(step, changes)


def end_notice(
    states: Iterable[str], *, move: str = "end_notice", then: Effect = _nothing, **changes: Any
) -> Step:
    """结束公示: after its last day, with every comment answered (R-NOTICE-01)."""

    def check(taking: Taking) -> None:
        notices.require_over(taking.case)

    def effect(taking: Taking) -> None:
        notices.end_notice(taking)
        then(taking)

    step = Step(
        "end_notice", "结束公示", "end the public notice", frozenset({Party.MAKER}),
        frozenset(states), move, check=check, effect=effect, tells=APPLICANT, label="公示情况",
    )  # fmt: skip
    return _made(step, changes)


def attach(
    states: Iterable[str],
    *,
    public: Iterable[str] = (),
    reserved: Iterable[str] = (),
    **changes: Any,
) -> Step:
    """上传材料: ``data`` has ``category``, ``uploads`` and, to replace an earlier one, ``replaces``.
    Documents of the ``public`` categories are shown with the notice; the ``reserved`` are another
    step's, such as the report of a verifying body."""
    shown, kept_back = frozenset(public), frozenset(reserved)

    def effect(taking: Taking) -> None:
        category = str(taking.data.get("category") or "")
        if category in kept_back:
            raise CodedError(CaseCode.FILE_CATEGORY, category=category)
        taking.detail["category"] = category
        earlier = taking.case.files.filter(uuid=taking.data.get("replaces"))
        if earlier.filter(category__in=kept_back).exists():
            raise CodedError(CaseCode.FILE_UNKNOWN)
        add_files(
            taking, category, taking.data.get("uploads") or [], public=category in shown,
            replaces=taking.data.get("replaces"),
        )  # fmt: skip

    step = Step(
        "attach", "上传材料", "attach documents", frozenset({Party.OWNER_MAKER}), frozenset(states),
        effect=effect, form=partial(DocumentsForm, reserved=kept_back), label="材料说明",
    )  # fmt: skip
    return _made(step, changes)


def opinion(states: Iterable[str], **changes: Any) -> Step:
    """填写意见: stands in the record of the case; nothing else changes."""
    step = Step(
        "opinion", "填写意见", "write an opinion", BUREAU | {Party.DISTRICT}, frozenset(states),
        label="意见",
    )  # fmt: skip
    return _made(step, changes)


def assign(states: Iterable[str], **changes: Any) -> Step:
    """指定承办人: ``data["handler"]`` is a user id, or None for nobody."""

    def effect(taking: Taking) -> None:
        able, chosen = dict(handlers_of(taking.case)), taking.data.get("handler")
        if chosen is not None and chosen not in able:
            raise CodedError(CaseCode.HANDLER_UNKNOWN)
        taking.case.handler_id = chosen
        taking.detail["handler"] = able[chosen] if chosen is not None else ""

    step = Step(
        "assign", "指定承办人", "assign a handler", frozenset({Party.MAKER, Party.CHECKER}),
        frozenset(states), effect=effect, form=HandlerForm,
    )  # fmt: skip
    return _made(step, changes)


def withdraw(
    states: Iterable[str], *, move: str = "withdraw", then: Effect = _nothing, **changes: Any
) -> Step:
    """撤回申请: notice, correction and clocks end with it."""

    def effect(taking: Taking) -> None:
        notices.end_notice(taking)
        clocks.end(taking.case)
        then(taking)

    step = Step(
        "withdraw", "撤回申请", "withdraw", frozenset({Party.OWNER_CHECKER}), frozenset(states),
        move, effect=effect, label="撤回的理由", warning="撤回后不能恢复，须重新申请。",
    )  # fmt: skip
    return _made(step, changes)


def lapse(states: Iterable[str], *, move: str = "lapse", **changes: Any) -> Step:
    """逾期未补正失效: by the command that runs daily; never by a provisional day (R-CORRECTION-01)."""

    def check(taking: Taking) -> None:
        corrections.require_overdue(taking.case)

    step = Step(
        "lapse", "逾期未补正，按失效处理", "lapse", frozenset({Party.OPERATOR}), frozenset(states),
        move, check=check, effect=lambda taking: clocks.end(taking.case), tells=APPLICANT,
    )  # fmt: skip
    return _made(step, changes)
