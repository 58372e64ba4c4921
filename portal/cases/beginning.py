"""What a member can begin: kind of case → form and service. A kind that applicants begin has its line
here; nothing is offered that does not work yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from methodologies.publishing.services.proposing import propose_methodology
from portal.access import Member
from portal.cases.groups import APPLYING, COMPILING, Group, applies
from portal.forms.beginning import (
    BeginForm,
    ChangeForm,
    MethodologyForm,
    ProjectForm,
    ReportForm,
)
from registry.casework.models import Case
from registry.organisations.models import MemberRole, Organisation
from registry.projects.changes.services import begin_change
from registry.projects.services.beginning import begin_project
from registry.reductions.services.beginning import begin_report

MAKERS = (MemberRole.MAKER, MemberRole.ADMIN)


@dataclass(frozen=True, slots=True)
class Beginning:
    """``form(member=…)`` asks; ``begin`` calls the service with the member and what was asked for."""

    kind: str
    zh: str
    group: Group
    form: type[BeginForm]
    begin: Callable[[Member, Mapping[str, Any]], Case]
    hint: str = ""


def _project(member: Member, data: Mapping[str, Any]) -> Case:
    found: Case = begin_project(
        actor=member.actor, applicant=data["applicant"], programme=data["programme"].pk,
        title=data["title"], agent=_agent(member, data["applicant"]),
    )  # fmt: skip
    return found


def _agent(member: Member, applicant: Organisation) -> Organisation | None:
    """The organisation chosen acts as agent for every other."""
    return None if applicant == member.organisation else member.organisation


def _report(member: Member, data: Mapping[str, Any]) -> Case:
    return begin_report(
        actor=member.actor, project=data["project"], period_from=data["period_from"],
        period_to=data["period_to"], acting=member.organisation,
    )  # fmt: skip


def _change(member: Member, data: Mapping[str, Any]) -> Case:
    project = data["project"]
    return begin_change(
        actor=member.actor, project=project, agent=_agent(member, project.applicant)
    )


def _methodology(member: Member, data: Mapping[str, Any]) -> Case:
    given = {
        **data,
        "programme": data["programme"].pk,
        "co_compilers": data["co_compilers"].split(),
    }
    return propose_methodology(actor=member.actor, applicant=member.organisation, **given)


BEGINNINGS: tuple[Beginning, ...] = (
    Beginning(
        "project", "新建项目", APPLYING, ProjectForm, _project,
        "先建立草稿，再填写申请内容、上传材料；提交之前，本单位以外的人看不到。",
    ),
    Beginning(
        "report", "新建核算报告", APPLYING, ReportForm, _report,
        "为一个已登记的项目、一个监测期核算减排量；一段时间的减排量只能申请一次。",
    ),
    Beginning(
        "change", "申请项目变更", APPLYING, ChangeForm, _change,
        "变更已登记项目的内容；准予之前，登记内容不变。",
    ),
    Beginning(
        "methodology", "编制方法学", COMPILING, MethodologyForm, _methodology,
        "先建立草稿，再上传方法学文本、编制说明和公式文件。",
    ),
)  # fmt: skip


def beginnings_for(member: Member, group: Group | None = None) -> list[Beginning]:
    """What this member may begin, in all or among the cases of ``group``."""
    if member.role not in MAKERS or not applies(member.organisation):
        return []
    return [each for each in BEGINNINGS if group is None or each.group is group]
