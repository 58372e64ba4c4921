"""登记, 不予登记, 注销登记: decided by two persons, each with its letter."""

from __future__ import annotations

from django.db import connection

from core import clock
from core.errors import CodedError
from registry.casework.given import choice_given
from registry.casework.kinds import Taking
from registry.casework.services import clocks
from registry.casework.services.files import add_files, require_files
from registry.casework.services.letters import issue_letter
from registry.casework.services.numbering import next_number
from registry.projects.categories import REQUEST
from registry.projects.eligibility import require_complete
from registry.projects.errors import ProjectCode
from registry.projects.flags import require_explained
from registry.projects.models import Project, State
from registry.projects.showing import title_of
from registry.vvb.models import Conclusion
from registry.vvb.selectors.engaged import signed_engagement

BASES = {"owner": "业主申请", "bureau": "主管部门依法注销"}
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('projects.registering'))"


def check_registrable(taking: Taking) -> None:
    """Complete, eligible today, validated, no equipment of another project, no flag unexplained.
    Registrations come one after the other, so that two alike see each other."""
    project: Project = taking.case
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    require_complete(taking)
    signed = signed_engagement(project)
    if signed is None or signed.conclusion != Conclusion.POSITIVE:
        raise CodedError(ProjectCode.CONCLUSION_NOT_POSITIVE, project=str(project))
    refuse_held_equipment(project)
    require_explained(project)


def refuse_held_equipment(project: Project) -> None:
    """Raises ``equipment_held``; the database keeps the same law by itself."""
    others = Project.objects.filter(
        state=State.REGISTERED, equipment__overlap=project.equipment
    ).exclude(pk=project.pk)
    for other in others[:1] if project.equipment else ():
        shared = sorted(set(project.equipment) & set(other.equipment))
        raise CodedError(
            ProjectCode.EQUIPMENT_HELD, numbers="、".join(shared), other=title_of(other)
        )


def register(taking: Taking) -> None:
    """Give it its code, which stands in serials, and the day."""
    project: Project = taking.case
    year, last = next_number("project-code")
    project.code, project.registered_on = f"XM{year}{last:04d}", clock.today()
    clocks.end(project)
    taking.detail["code"] = project.code
    issue_letter(
        taking,
        "registered",
        (
            f"你单位申请登记的“{project.title}”项目（{project.number}），经公示、审定和审核，符合登记条件，"
            "准予登记。",
            f"项目代码：{project.code}。计入期：{project.crediting_from} 至 {project.crediting_to}"
            "（含首尾两日）。",
        ),
    )


def request_deregistration(taking: Taking) -> None:
    """The owner asks for it, with the signed request in ``data["uploads"]``."""
    add_files(taking, REQUEST, taking.data.get("uploads") or [])
    require_files(taking.case, REQUEST)


def deregister(taking: Taking) -> None:
    """注销登记, for ever: ``data["basis"]`` is the owner's request, then on file, or the bureau's own."""
    basis = choice_given(taking, "basis", "注销依据", BASES)
    if basis == "owner":
        require_files(taking.case, REQUEST)
    taking.detail["basis"] = BASES[basis]
    project: Project = taking.case
    issue_letter(
        taking,
        "deregistered",
        (
            f"“{project.title}”项目（项目代码 {project.code}）自即日起注销登记，不再签发减排量，"
            "也不得再次登记。",
            f"依据：{BASES[basis]}。理由：{taking.reason}",
        ),
    )
