"""The kind of case that a change of a registered project is."""

from __future__ import annotations

from registry.casework import common_steps
from registry.casework.common_steps import APPLICANT
from registry.casework.kinds import CaseKind, Check, Section, Step, steps
from registry.casework.parties import OWNER, Party
from registry.projects import forms
from registry.projects.changes import services
from registry.projects.changes.forms import ChangeForm
from registry.projects.content import label_of
from registry.projects.models import ChangeState, ProjectChange
from registry.projects.models.change import LIVE
from registry.projects.services import reviewing
from registry.projects.showing import in_words, title_of

CATEGORIES = {"evidence": "变更证明材料"}
DRAFT, SUBMITTED = frozenset({ChangeState.DRAFT}), frozenset({ChangeState.SUBMITTED})
REVIEW = frozenset({ChangeState.REVIEW})
MAKER, STAFF = frozenset({Party.OWNER_MAKER}), frozenset({Party.MAKER})
CHECKER, DECIDERS = frozenset({Party.OWNER_CHECKER}), frozenset({Party.APPROVER})


STEPS = steps(
    Step(
        code="edit", zh="填写变更内容", en="edit", parties=MAKER, states=DRAFT,
        effect=services.edit, form=ChangeForm,
    ),
    common_steps.attach(DRAFT),
    Step(
        code="submit", zh="提交变更申请", en="submit", parties=CHECKER, states=DRAFT, move="submit",
        check=services.check_complete, effect=services.submit,
    ),
    common_steps.withdraw(LIVE, zh="撤回变更申请"),
    Step(
        code="accept", zh="受理变更", en="accept", parties=STAFF, states=SUBMITTED, move="accept",
        effect=common_steps.start_review, tells=APPLICANT, label="受理意见",
    ),
    common_steps.opinion(
        REVIEW, parties=frozenset({Party.MAKER, Party.CHECKER}), form=forms.OpinionForm,
        effect=reviewing.give_opinion,
    ),
    common_steps.assign(SUBMITTED | REVIEW),
    Step(
        code="approve", zh="准予变更", en="approve the change", parties=DECIDERS, proposers=STAFF,
        second=True, states=REVIEW, move="approve", effect=services.approve, tells=APPLICANT,
        warning="项目登记内容随即改变。",
    ),
    Step(
        code="refuse", zh="不予变更", en="refuse the change", parties=DECIDERS, proposers=STAFF,
        second=True, states=SUBMITTED | REVIEW, move="refuse", effect=services.refuse, tells=APPLICANT,
        label="不予变更的理由", warning="理由写入通知书，送达申请单位。",
    ),
)  # fmt: skip


def sections_of(change: ProjectChange) -> list[Section]:
    """Before and after, side by side."""
    table = [
        [label_of(name), in_words(name, change.before[name]), in_words(name, change.after[name])]
        for name in change.after
    ]
    rows = [("项目", title_of(change.subject)), ("变更原因", change.reasons or "—")]
    return [
        Section("变更申请", rows),
        Section("变更内容", table=[["栏目", "变更前", "变更后"], *table]),
    ]


def checks_of(change: ProjectChange) -> list[Check]:
    """What the rules have against the project as it would be."""
    if change.state not in LIVE or not change.after:
        return []
    objections = services.objections_after(change)
    found = [Check("fail", each.zh, each.sentence.rule or "") for each in objections]
    return found or [Check("ok", "变更后仍符合申请条件", "R-PROJECT-01")]


KIND = CaseKind(
    code="change",
    zh="项目变更",
    en="change of a project",
    model=ProjectChange,
    series="BG",
    steps=STEPS,
    turn={ChangeState.DRAFT: OWNER, ChangeState.SUBMITTED: STAFF, ChangeState.REVIEW: STAFF},
    public=frozenset({ChangeState.APPROVED}),
    sections=sections_of,
    checks=checks_of,
    categories=CATEGORIES,
    joins=("subject",),
)
