"""The kind of case that a project is: its steps, who takes them, and whose turn it is."""

from __future__ import annotations

from core.errors import CodedError
from registry.casework.errors import CaseCode
from registry.casework.kinds import CaseKind, Step, Taking, steps
from registry.casework.parties import OWNER, Party
from registry.casework.services.numbering import case_number
from registry.projects import validation
from registry.projects.models import Project, State
from registry.projects.models.project import SUBMITTED_STATES

CHECKER = frozenset({Party.OWNER_CHECKER})


def _check_complete(taking: Taking) -> None:
    project: Project = taking.case
    missing = [
        str(Project._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in ("methodology", "address", "construction_from", "crediting_from")
        if not getattr(project, name)
    ]
    if missing:
        raise CodedError(
            CaseCode.CASE_INCOMPLETE,
            case=str(project),
            missing="、".join(missing),
            act=taking.step.zh,
            act_en=taking.step.en,
        )


def _number(taking: Taking) -> None:
    taking.case.number = taking.case.number or case_number(taking.case.programme_id, "XM")


STEPS = steps(
    Step(
        code="submit",
        zh="提交申请",
        en="submit",
        parties=CHECKER,
        states=frozenset({State.DRAFT}),
        move="submit",
        check=_check_complete,
        effect=_number,
    ),
    Step(
        code="withdraw",
        zh="撤回申请",
        en="withdraw",
        parties=CHECKER,
        states=frozenset({State.DRAFT, *SUBMITTED_STATES}),
        move="withdraw",
    ),
    *validation.STEPS,
)

_STAFF = frozenset({Party.MAKER})
PROJECT = CaseKind(
    code="project",
    zh="项目",
    en="project",
    model=Project,
    series="XM",
    steps=STEPS,
    turn={
        State.DRAFT: OWNER,
        State.SUBMITTED: _STAFF,
        State.ACCEPT_CORRECTION: OWNER,
        State.PUBLIC_NOTICE: _STAFF,
        State.VALIDATION: frozenset({Party.VVB_MAKER, Party.VVB_CHECKER}),
        State.REVIEW: _STAFF,
        State.REVIEW_CORRECTION: OWNER,
    },
    public=frozenset(
        {State.PUBLIC_NOTICE, State.VALIDATION, State.REVIEW, State.REVIEW_CORRECTION,
         State.REGISTERED, State.REFUSED, State.DEREGISTERED}
    ),
    categories={validation.REPORT: "审定报告"},
)  # fmt: skip
