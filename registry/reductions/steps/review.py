"""Acceptance, 公示, 核查, 审核 and registration of a report: what projects have too, and what is its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core import clock
from core.errors import CodedError
from registry.casework import common_steps
from registry.casework.kinds import Step, Taking
from registry.casework.models import Participant
from registry.casework.parties import Party
from registry.casework.services import clocks
from registry.casework.services.letters import issue_letter
from registry.organisations.models import Organisation
from registry.projects.bodies import require_naming, require_verifier
from registry.reductions import categories
from registry.reductions.errors import ReductionCode
from registry.reductions.forms import VerifyForm
from registry.reductions.models import Report, State
from registry.reductions.models.report import OWN_STATES, SUBMITTED_STATES
from registry.reductions.steps.data import require_applied
from registry.vvb.models import Conclusion, Role
from registry.vvb.selectors.engaged import signed_engagement
from registry.vvb.services.engaging import end_engagement
from registry.vvb.setup import Setup
from registry.vvb.steps import vvb_steps

APPLICANT = common_steps.APPLICANT
BUREAU_STATES = [*SUBMITTED_STATES, State.REGISTERED, State.ISSUED, State.CANCEL_ORDERED]


def _notice_text(report: Report) -> tuple[str, str]:
    version = report.subject.methodology
    return (
        f"减排量公示：{report.title}",
        f"项目“{report.subject.title}”（{report.subject.code}）按方法学 "
        f"{version.full_code if version else ''} 核算，{report.period_from} 至 {report.period_to} 的减排量，"
        f"申请登记 {report.applied_t:,} 吨二氧化碳当量。",
    )


def _require_applied(taking: Taking) -> None:
    require_applied(taking.case)


def _require_body(report: Any, body: Organisation) -> None:
    require_verifier(report, report.subject, body)


def _signable(taking: Taking) -> None:
    """The body signs the calculation that is applied for and, when positive, exactly its tonnes."""
    report, data = taking.case, taking.data
    require_applied(report)
    if data.get("revision_sha256") != report.applied_revision.sha256:
        raise CodedError(ReductionCode.REVISION_UNKNOWN, case=str(report))
    report.verified_t = None
    if data.get("conclusion") == Conclusion.POSITIVE:
        if type(data.get("verified_t")) is not int or data["verified_t"] != report.applied_t:
            raise CodedError(
                ReductionCode.VERIFIED_DIFFERS,
                applied_t=report.applied_t,
                verified_t=data.get("verified_t"),
            )
        report.verified_t = data["verified_t"]
    taking.detail |= {"revision": report.applied_revision.number, "verified_t": report.verified_t}


VERIFICATION = Setup(
    state=State.VERIFICATION,
    part=Participant.As.VERIFIER,
    role=Role.VERIFY,
    conclude_move="conclude",
    category=categories.VERIFICATION,
    scope=lambda report: report.subject.product_class,
    check_naming=require_naming,
    check_body=_require_body,
    subject_sha256=lambda report: report.applied_revision.sha256,
    check_signable=_signable,
    signed=common_steps.start_review,
)


def _verifying() -> list[Step]:
    steps = vvb_steps(VERIFICATION)
    return [
        replace(step, form=VerifyForm) if step.code == "sign_conclusion" else step for step in steps
    ]


def _let_body_go(taking: Taking) -> None:
    end_engagement(taking.case, Participant.As.VERIFIER)


def _verify_again(taking: Taking) -> None:
    taking.case.verified_t = None
    clocks.end(taking.case, common_steps.REVIEW)


def _check_register(taking: Taking) -> None:
    """What was signed is what is applied for, and was found true."""
    report: Report = taking.case
    require_applied(report)
    signed = signed_engagement(report)
    if signed is None or signed.conclusion != Conclusion.POSITIVE:
        raise CodedError(ReductionCode.NOT_VERIFIED, case=str(report))
    applied = report.applied_revision
    if applied is None or signed.revision_sha256 != applied.sha256:
        raise CodedError(ReductionCode.NOT_VERIFIED, case=str(report))
    if report.verified_t != report.applied_t:
        raise CodedError(
            ReductionCode.VERIFIED_DIFFERS,
            applied_t=report.applied_t,
            verified_t=report.verified_t,
        )


def _register(taking: Taking) -> None:
    report: Report = taking.case
    report.registered_on = clock.today()
    clocks.end(report)
    issue_letter(
        taking,
        "registered",
        (
            f"你单位申请的“{report.title}”（{report.number}）经审核，准予登记。",
            f"登记减排量 {report.applied_t:,} 吨二氧化碳当量。",
            *(() if report.applied_t else ("计算结果不大于零，登记为 0 吨，照实列示，不予签发。",)),
        ),
    )


STEPS: list[Step] = [
    common_steps.attach(
        [*OWN_STATES, State.ACCEPT_CORRECTION, State.VERIFICATION, State.REVIEW_CORRECTION],
        public=categories.PUBLIC, reserved=categories.RESERVED,
    ),
    common_steps.accept([State.SUBMITTED], notice=_notice_text, check=_require_applied),
    common_steps.decline([State.SUBMITTED]),
    common_steps.ask_correction(
        "ask_before_accepting", [State.SUBMITTED], move="ask_before_accepting",
        stops=common_steps.ACCEPTANCE,
    ),
    common_steps.answer_correction(
        "correct_before_accepting", [State.ACCEPT_CORRECTION], move="correct_before_accepting",
        runs=common_steps.ACCEPTANCE, check=_require_applied,
    ),
    common_steps.answer_comment([State.PUBLIC_NOTICE]),
    common_steps.end_notice([State.PUBLIC_NOTICE]),
    *_verifying(),
    common_steps.ask_correction(
        "ask_in_review", [State.REVIEW], move="ask_in_review", stops=common_steps.REVIEW,
    ),
    common_steps.answer_correction(
        "correct_in_review", [State.REVIEW_CORRECTION], move="correct_in_review",
        runs=common_steps.REVIEW,
    ),
    Step(
        "verify_again", "退回重新核查", "send back to be verified", frozenset({Party.MAKER}),
        frozenset({State.REVIEW}), "verify_again", effect=_verify_again,
        tells=APPLICANT | {Participant.As.VERIFIER}, warning="原核查结论不再采用，须重新签发。",
    ),
    Step(
        "register", "登记减排量", "register", frozenset({Party.CHECKER, Party.APPROVER}),
        frozenset({State.REVIEW}), "register", check=_check_register, effect=_register,
        second=True, proposers=frozenset({Party.MAKER}), tells=APPLICANT, label="审核意见",
    ),
    common_steps.refuse([State.REVIEW]),
    common_steps.withdraw([*OWN_STATES, *SUBMITTED_STATES], then=_let_body_go),
    common_steps.lapse([State.ACCEPT_CORRECTION, State.REVIEW_CORRECTION]),
    common_steps.opinion(BUREAU_STATES),
    common_steps.assign(BUREAU_STATES),
]  # fmt: skip
