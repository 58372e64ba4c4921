"""Whether a project may be applied for: the rules asked with what was filled in and the numbers in
force today."""

from __future__ import annotations

import datetime as dt

from core import clock
from core.errors import CodedError
from governance.rulebook.selectors import value_on
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking
from registry.casework.services.files import require_files
from registry.projects.categories import NEEDED
from registry.projects.content import label_of
from registry.projects.models import Project
from registry.projects.rules.crediting import check_crediting
from registry.projects.rules.eligibility import (
    Condition,
    check_conditions,
    check_construction,
    demanded_conditions,
)
from registry.projects.rules.objections import Objections, refuse_any

REQUIRED = (
    "methodology", "address", "description", "construction_from", "crediting_from", "crediting_to",
)  # fmt: skip


def objections_to(project: Project) -> Objections:
    """All that the rules R-PROJECT-01 and R-CREDIT-01 have against it today."""
    today, programme = clock.today(), project.programme_id
    after = value_on("R-PROJECT-01", "construction_after", programme, today)
    demanded = demanded_conditions(str(value_on("R-PROJECT-01", "conditions", programme, today)))
    assert isinstance(after, dt.date)
    found = [
        *check_construction(project.construction_from, after=after),
        *check_conditions(demanded, declared_by(project)),
    ]
    if project.crediting_from and project.crediting_to:
        longest = int(str(value_on("R-CREDIT-01", "longest_years", programme, today)))
        found += check_crediting(
            project.crediting_from, project.crediting_to, longest_years=longest
        )
    return found


def declared_by(project: Project) -> list[Condition]:
    """The conditions that the applicant declared, by what it filled in."""
    declared = {
        Condition.REAL: bool(project.description.strip()),
        Condition.UNIQUE: project.not_claimed or project.claims.exists(),
        Condition.ADDITIONAL: bool(project.additionality.strip()),
        Condition.METHODOLOGY: project.methodology_id is not None,
        Condition.NO_LEGAL_DUTY: project.no_legal_duty,
        Condition.OUTSIDE_ETS: project.outside_allowances,
    }
    return [condition for condition, so in declared.items() if so]


def missing_of(project: Project) -> list[str]:
    return [label_of(name) for name in REQUIRED if not getattr(project, name)]


def require_complete(taking: Taking) -> None:
    """Raises ``case_incomplete``, ``file_missing``, and the first objection of the rules."""
    project: Project = taking.case
    if missing := missing_of(project):
        raise CodedError(
            CaseCode.CASE_INCOMPLETE,
            case=str(project),
            missing="、".join(missing),
            act=taking.step.zh,
            act_en=taking.step.en,
        )
    refuse_any(objections_to(project))
    require_files(project, *NEEDED)
