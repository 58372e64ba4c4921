"""A change: begun for a registered project, written down, reviewed, and applied in the transaction that
approves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from registry.casework.given import text_given
from registry.casework.kinds import Taking
from registry.casework.models import Event
from registry.casework.services import clocks
from registry.casework.services.beginning import begin
from registry.casework.services.letters import issue_letter
from registry.casework.services.numbering import case_number
from registry.casework.services.taking import locked_case
from registry.organisations.models import Organisation
from registry.projects.content import SHARES, content_of, differing, label_of
from registry.projects.eligibility import objections_to
from registry.projects.errors import ProjectCode
from registry.projects.models import Project, ProjectChange, State
from registry.projects.rules.objections import refuse_any
from registry.projects.services.filling import fill, share_lines, share_out, shares_given
from registry.projects.services.mandates import require_mandate
from registry.projects.services.registering import refuse_held_equipment
from registry.projects.showing import in_words, title_of

CHANGE = "change"


@transaction.atomic
def begin_change(
    *, actor: Actor, project: Project, agent: Organisation | None = None, reason: str = "申请变更"
) -> ProjectChange:
    """A draft of a change, by the owner's 经办 or its agent's. Raises ``project_not_registered``,
    ``step_forbidden``, ``mandate_missing``."""
    from registry.projects.changes.kind import KIND

    require_registered(project)
    mandate = require_mandate(project.applicant, agent) if agent else None
    return begin(
        actor=actor, kind=KIND, applicant=project.applicant, agent=agent, reason=reason,
        agent_until=mandate.expires_at if mandate else None, programme_id=project.programme_id,
        title=f"变更：{project.title}"[:200], district_id=project.district_id, subject=project,
    )  # fmt: skip


def require_registered(project: Project) -> None:
    if project.state != State.REGISTERED:
        raise CodedError(ProjectCode.PROJECT_NOT_REGISTERED, project=str(project))


def edit(taking: Taking) -> None:
    """``data``: the fields as they shall be, ``shares`` (lines, or pairs) and ``reasons``. Kept is what
    differs from the project, before and after. What the project's own form would refuse is refused."""
    change: ProjectChange = taking.case
    given = dict(taking.data)
    if "reasons" in given:
        change.reasons = text_given(taking, "reasons", "变更原因")
        del given["reasons"]
    before = content_of(change.subject)
    after = rehearsed(change.subject, before | change.after, given)
    names = differing(before, after)
    change.before = {name: before[name] for name in names}
    change.after = {name: after[name] for name in names}
    taking.detail["changes"] = {name: [before[name], after[name]] for name in names}


def rehearsed(
    project: Project, wanted: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The content as it would be: ``wanted`` with ``given`` on it, read and checked, nothing kept."""
    copy = Project.objects.get(pk=project.pk)
    fill(copy, _fields(wanted) | {name: given[name] for name in given if name != SHARES})
    found = content_of(copy)
    found[SHARES] = wanted[SHARES]
    if SHARES in given:
        rows = given[SHARES]
        found[SHARES] = _shares_read(share_lines(rows) if isinstance(rows, str) else rows or [])
    return found


def _shares_read(rows: Any) -> list[list[str]]:
    percents = shares_given(rows)
    found = [[str(each.pk), f"{value.normalize():f}"] for each, value in percents.items()]
    return sorted(found)


def check_complete(taking: Taking) -> None:
    """Something changes, with reasons, from what the project is now. Raises ``change_empty``,
    ``change_outdated``, ``project_not_registered``."""
    change: ProjectChange = taking.case
    if not change.after or not change.reasons.strip():
        raise CodedError(ProjectCode.CHANGE_EMPTY)
    require_registered(change.subject)
    now = content_of(change.subject)
    moved = [name for name in change.before if now[name] != change.before[name]]
    if moved:
        raise CodedError(ProjectCode.CHANGE_OUTDATED, fields="、".join(map(label_of, moved)))


def objections_after(change: ProjectChange) -> list[CodedError]:
    """What stands against the project as it would be; for the reviewer."""
    copy = Project.objects.get(pk=change.subject_id)
    try:
        fill(copy, _fields(change.after))
        refuse_held_equipment(copy)
    except CodedError as refusal:
        return [refusal, *objections_to(copy)]
    return objections_to(copy)


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are filled in: shares are written apart, the class follows from the methodology."""
    return {name: content[name] for name in content if name not in (SHARES, "product_class")}


def submit(taking: Taking) -> None:
    taking.case.number = taking.case.number or case_number(taking.case.programme_id, "BG")


def approve(taking: Taking) -> None:
    """Apply it to the project in this transaction; the project's own record says so first, for the
    database wants it. Raises what stands against the changed content."""
    change: ProjectChange = taking.case
    project: Project = locked_case(change.subject_id)
    change.subject = project
    check_complete(taking)
    _record(taking, project)
    fill(project, _fields(change.after))
    refuse_any(objections_to(project))
    refuse_held_equipment(project)
    if SHARES in change.after:
        share_out(project, change.after[SHARES])
    project.version += 1
    project.save()
    clocks.end(change)
    _letter(taking, project)


def _record(taking: Taking, project: Project) -> None:
    actor = taking.actor
    Event.objects.create(
        case_id=project.pk, at=clock.now(), step=CHANGE, source=project.state, target=project.state,
        actor_id=actor.user_id, actor_name=actor.name, party=taking.party, ip=actor.ip,
        reason=taking.reason, approval=actor.seconding.number if actor.seconding else "",
        detail={"change": str(taking.case.pk), "number": taking.case.number},
    )  # fmt: skip


def _letter(taking: Taking, project: Project) -> None:
    change: ProjectChange = taking.case
    issue_letter(
        taking,
        "changed",
        (
            f"你单位申请的“{title_of(project)}”项目变更（{change.number}），经审核，准予变更登记：",
            *[
                f"{label_of(n)}：由“{in_words(n, change.before[n])}”变更为“{in_words(n, change.after[n])}”。"
                for n in change.after
            ],
        ),
    )


def refuse(taking: Taking) -> None:
    clocks.end(taking.case)
    issue_letter(
        taking,
        "not_changed",
        (
            f"你单位申请的“{taking.case.title}”（{taking.case.number}），经审核，不予变更登记。",
            f"理由：{taking.reason}",
        ),
    )
