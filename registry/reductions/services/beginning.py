"""Beginning a report: a draft for one monitoring period of a registered project."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.rulebook.selectors import value_on
from registry.casework.errors import CaseCode
from registry.casework.models import Case, Participant
from registry.casework.services.beginning import begin
from registry.casework.services.participants import take_in
from registry.organisations.models import Organisation
from registry.organisations.selectors.memberships import in_force
from registry.projects.errors import ProjectCode
from registry.projects.models import Project
from registry.projects.models import State as ProjectState
from registry.projects.rules.objections import Objections, refuse_any
from registry.projects.rules.period import check_overlap, check_period
from registry.reductions.errors import ReductionCode
from registry.reductions.models import Report
from registry.reductions.selectors.orders import refuse_suspended

OVERLAP = "reductions_periods_apart"


@transaction.atomic
def begin_report(
    *, actor: Actor, project: Project, period_from: dt.date, period_to: dt.date,
    reason: str = "新建减排量核算报告", acting: Organisation | None = None,
) -> Report:  # fmt: skip
    """A draft for ``project``, by an 经办 of its owner or of an agent that takes part in it; ``acting``
    says for which of the actor's organisations.

    Raises ``step_forbidden``, ``project_not_registered``, ``project_suspended`` and the objections of
    R-PERIOD-01 (a period that is not over yet may be drafted, not submitted).
    """
    from registry.reductions.kind import REPORT

    project = locked_project(project.pk)
    agent = _agent(actor, project, acting)
    refuse_unfit(project)
    refuse_any(
        each
        for each in period_objections(project, period_from, period_to)
        if each.kind is not ProjectCode.PERIOD_NOT_OVER
    )
    try:
        with transaction.atomic():
            report = begin(
                actor=actor, kind=REPORT, applicant=project.applicant, reason=reason,
                agent=agent.organisation if agent else None,
                agent_until=agent.until if agent else None,
                title=title_of(project, period_from, period_to), programme_id=project.programme_id,
                subject=project, district_id=project.district_id, period_from=period_from,
                period_to=period_to,
            )  # fmt: skip
    except IntegrityError as error:
        raise overlap_or(error) from error
    for each in _agents(project):
        take_in(report, each.part, organisation=each.organisation, until=each.until)
    found: Report = report
    return found


def locked_project(pk: Any) -> Project:
    """The project, its row locked: of two reports at once for the same days, the second sees the first."""
    return Project.objects.get(pk=Case.objects.select_for_update().get(pk=pk).pk)


def title_of(project: Project, period_from: dt.date, period_to: dt.date) -> str:
    days = f"{period_from.isoformat()} 至 {period_to.isoformat()}"
    return f"{project.title[:150]} {days} 减排量核算报告"


def overlap_or(error: IntegrityError) -> Exception:
    """The refusal that a violated exclusion of periods means; any other error as it is."""
    diag = getattr(error.__cause__, "diag", None)
    if diag is not None and diag.constraint_name == OVERLAP:
        return CodedError(ReductionCode.REPORT_EXISTS_MEANWHILE)
    return error


def refuse_unfit(project: Project) -> None:
    """Raises ``project_not_registered``, ``project_suspended``."""
    if project.state != ProjectState.REGISTERED:
        raise CodedError(
            ReductionCode.PROJECT_NOT_REGISTERED,
            project=str(project),
            state=project.state_zh,
            state_code=project.state,
        )
    refuse_suspended(project)


def period_objections(
    project: Project, period_from: dt.date, period_to: dt.date, *, but: Any = None,
    applied_on: dt.date | None = None,
) -> Objections:  # fmt: skip
    """All that R-PERIOD-01 objects to; ``but`` is the report itself, not to be compared with itself."""
    on = applied_on or clock.today()
    programme = project.programme_id
    found = check_period(
        period_from=period_from,
        period_to=period_to,
        crediting_from=project.crediting_from or dt.date.max,
        crediting_to=project.crediting_to or dt.date.min,
        first_allowed=_value("first_period_day", programme, on),
        claim_years=_value("claim_years", programme, on),
        applied_on=on,
    )
    others = Report.objects.filter(subject=project, claims_period=True).exclude(pk=but)
    days = others.values_list("period_from", "period_to")
    return [*found, *check_overlap(period_from, period_to, days)]


def _value(name: str, programme: str, on: dt.date) -> Any:
    return value_on("R-PERIOD-01", name, programme, on)


def _agents(project: Project) -> list[Participant]:
    """The agents that take part in the project now, each until its mandate ends."""
    found = Participant.now.filter(case_id=project.pk, part=Participant.As.AGENT)
    return list(found.select_related("organisation"))


def _agent(actor: Actor, project: Project, acting: Organisation | None) -> Participant | None:
    """The agent for whom the actor acts, unless the actor belongs to the owner."""
    mine = in_force().filter(user_id=actor.user_id)
    if acting is not None:
        mine = mine.filter(organisation=acting)
    if mine.filter(organisation=project.applicant).exists():
        return None
    theirs = set(mine.values_list("organisation_id", flat=True))
    agent = next((each for each in _agents(project) if each.organisation_id in theirs), None)
    if agent is None and acting is not None:
        raise CodedError(CaseCode.CASE_UNKNOWN)
    return agent
