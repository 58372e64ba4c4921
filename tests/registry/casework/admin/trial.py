"""A kind of case with every sort of step, in the place of the project's: so that the pages are tried
whatever the kinds of the day are. It moves along the project's own states.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django import forms

from core import clock
from core.errors import CodedError
from governance.audit.approvals import kinds as approval_kinds
from registry.casework import kinds
from registry.casework.approvals import approval_kinds as of_steps
from registry.casework.errors import CaseCode
from registry.casework.forms import FilesForm, StepForm
from registry.casework.kinds import CaseKind, Check, Section, Step, Taking, steps
from registry.casework.models import Correction
from registry.casework.parties import OWNER, Party
from registry.casework.services import clocks, notices
from registry.casework.services.files import add_files
from registry.casework.services.letters import issue_letter
from registry.casework.services.numbering import case_number
from registry.projects.kind import PROJECT
from registry.projects.models import State

MAKER, CHECKER = frozenset({Party.MAKER}), frozenset({Party.CHECKER})
APPLICANT = frozenset({Party.OWNER_CHECKER})
APPROVER, EXPERT = frozenset({Party.APPROVER}), frozenset({Party.EXPERT})


class GradeForm(StepForm):
    grade = forms.ChoiceField(label="结论", choices=[("fit", "符合"), ("unfit", "不符合")])


class ItemsForm(StepForm):
    items = forms.CharField(label="需补正的内容", widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(StepForm):
    comment = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.CharField(label="答复", widget=forms.Textarea(attrs={"rows": 4}))


def _number(taking: Taking) -> None:
    taking.case.number = case_number(taking.case.programme_id, "XM")


def _accept(taking: Taking) -> None:
    clocks.start(taking.case, "review", "R-REVIEW-01")
    issue_letter(taking, "accepted", ("你单位的申请已受理。",))
    notices.open_notice(taking, title=taking.case.title, summary="公开征求意见")


def _ask(taking: Taking) -> None:
    Correction.objects.create(
        case_id=taking.case.pk, items=taking.data["items"], asked_by=taking.actor.name,
        due_on=clock.today() + dt.timedelta(days=14), provisional=True,
    )  # fmt: skip


def _grade(taking: Taking) -> None:
    if "说不" in taking.reason:
        taking.case.handler_id = taking.actor.user_id
        taking.case.save()
        raise CodedError(CaseCode.FIELD_INVALID, label="结论", what="试出的错误", field="grade")
    taking.detail["grade"] = taking.data["grade"]


def _attach(taking: Taking) -> None:
    add_files(taking, "design", taking.data["uploads"])


STEPS = steps(
    Step(
        "submit", "提交申请", "submit", APPLICANT, frozenset({State.DRAFT}), move="submit",
        effect=_number,
    ),
    Step(
        "withdraw", "撤回申请", "withdraw", APPLICANT,
        frozenset({State.DRAFT, State.SUBMITTED, State.PUBLIC_NOTICE}), move="withdraw",
    ),
    Step(
        "accept_it", "受理", "accept", MAKER, frozenset({State.SUBMITTED}), move="accept",
        effect=_accept, tells=frozenset({"owner"}),
    ),
    Step(
        "grade", "出具审查意见", "grade", CHECKER, frozenset({State.SUBMITTED}), effect=_grade,
        form=GradeForm, label="审查意见", warning="意见将记入办理记录。",
    ),
    Step(
        "attach", "补充材料", "attach", MAKER, frozenset({State.SUBMITTED}), effect=_attach,
        form=FilesForm,
    ),
    Step(
        "ask", "要求补正", "ask", MAKER, frozenset({State.SUBMITTED}), form=ItemsForm,
        move="ask_before_accepting",
        effect=_ask,
    ),
    Step(
        "answer_comment", "答复意见", "answer a comment", MAKER, frozenset({State.PUBLIC_NOTICE}),
        effect=notices.answer_comment, form=AnswerForm,
    ),
    Step(
        "judge", "出具评估意见", "judge", EXPERT, frozenset({State.SUBMITTED}), form=GradeForm,
        effect=_grade, label="评估意见",
    ),
    Step(
        "refuse_it", "不予受理", "refuse", APPROVER, frozenset({State.SUBMITTED}), move="refuse",
        second=True, proposers=MAKER | CHECKER, form=GradeForm,
    ),
)  # fmt: skip

TRIAL: CaseKind = replace(
    PROJECT,
    steps=STEPS,
    turn=PROJECT.turn | {State.SUBMITTED: MAKER | CHECKER | EXPERT, State.ACCEPT_CORRECTION: OWNER},
    categories={"design": "项目设计文件", "proof": "权属证明"},
    sections=lambda case: [
        Section("项目概况", rows=[("项目地址", case.address), ("开工日期", case.construction_from)]),
        Section("减排量测算", table=[("年份", "减排量（吨）"), ("2026", "12,340"), ("2027", "12,310")]),
    ],
    checks=lambda case: [
        Check("ok", "设备编号没有与其他项目重复", "R-UNIQUE-01"),
        Check("warn", "开工日期早于方法学发布日期", evidence=[("开工", case.construction_from),
                                                    ("方法学发布", "2023-05-01")]),
        Check("fail", "计入期超出方法学允许的年限", "R-CREDIT-01", [("申请", "12 年"), ("允许", "10 年")]),
    ],
)  # fmt: skip


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> CaseKind:
    monkeypatch.setitem(kinds._kinds, "project", TRIAL)
    for each in of_steps(TRIAL):
        monkeypatch.setitem(approval_kinds._kinds, each.code, each)
    return TRIAL
