"""The kind of case that a project is: its steps, who takes them, and whose turn it is."""

from __future__ import annotations

from registry.casework.kinds import CaseKind, steps
from registry.casework.parties import OWNER, VVB, Party
from registry.projects.categories import CATEGORIES
from registry.projects.flags import checks_of
from registry.projects.models import Project, State
from registry.projects.sections import sections_of
from registry.projects.steps import applying, filling, registering, reviewing, validation

STEPS = steps(
    *filling.STEPS,
    *applying.STEPS,
    *validation.STEPS,
    *reviewing.STEPS,
    *registering.STEPS,
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
        State.VALIDATION: VVB,
        State.REVIEW: _STAFF,
        State.REVIEW_CORRECTION: OWNER,
    },
    public=frozenset(
        {State.PUBLIC_NOTICE, State.VALIDATION, State.REVIEW, State.REVIEW_CORRECTION,
         State.REGISTERED, State.REFUSED, State.DEREGISTERED}
    ),
    sections=sections_of,
    checks=checks_of,
    categories=CATEGORIES,
    joins=("methodology__methodology",),
    records={"change": "登记内容变更"},
)  # fmt: skip
