"""Mandates (委托): granted by the owner's 复核, ended by it or by the bureau; what an agent may do in a
case ends in the same moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking
from registry.casework.models import Case, Participant
from registry.casework.parties import Party
from registry.casework.services.participants import let_go, take_in
from registry.organisations.models import MemberRole, Organisation, Status
from registry.organisations.selectors.memberships import in_force
from registry.projects.errors import ProjectCode
from registry.projects.models import Mandate, Scope
from registry.projects.services.filling import uuid_given

AGENT = Participant.As.AGENT


@transaction.atomic
def grant_mandate(
    *,
    actor: Actor,
    owner: Organisation,
    agent: Organisation,
    scopes: Iterable[str],
    valid_from: dt.date,
    valid_to: dt.date,
    document: str,
    reason: str,
) -> Mandate:
    """By a 复核 (or 管理员) of the owner. Raises ``step_forbidden``,
    ``reason_missing``, ``mandate_invalid``."""
    _require_owner(actor, owner)
    chosen = [scope.value for scope in Scope if scope.value in set(scopes)]
    if not chosen:
        raise _invalid("没有选择委托事项", "no scope was chosen")
    if owner == agent or agent.status != Status.ACTIVE:
        raise _invalid(
            "代理单位须是另一家状态正常的单位", "the agent is another, active organisation"
        )
    if valid_to < valid_from or valid_to < clock.today():
        raise _invalid("有效期已过，或止日早于起日", "the period is over or ends before it begins")
    if not document.strip():
        raise _invalid("没有填写委托书编号", "the document's number is missing")
    with recording(actor, reason):
        return Mandate.objects.create(
            owner=owner, agent=agent, scopes=chosen, valid_from=valid_from, valid_to=valid_to,
            document=document.strip()[:100], granted_by_id=actor.user_id, granted_by=actor.name,
        )  # fmt: skip


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: UUID, reason: str) -> Mandate:
    """By a 复核 of the owner, or by the bureau. The agent leaves every case of the owner that no other
    mandate keeps it in. Raises ``mandate_unknown``, ``step_forbidden``, ``reason_missing``."""
    found = Mandate.objects.select_for_update().filter(pk=mandate, ended_at=None).first()
    if found is None:
        raise CodedError(ProjectCode.MANDATE_UNKNOWN)
    if not actor.may(Role.MAKER, Role.CHECKER):
        _require_owner(actor, found.owner)
    with recording(actor, reason):
        found.ended_at, found.ended_by = clock.now(), actor.name
        found.save(update_fields=["ended_at", "ended_by"])
    if mandate_in_force(found.owner_id, found.agent_id) is None:
        for case in Case.objects.filter(applicant=found.owner):
            let_go(case, AGENT, organisation=found.agent)
    return found


def _require_owner(actor: Actor, owner: Organisation) -> None:
    may = in_force().filter(
        user_id=actor.user_id,
        organisation=owner,
        organisation__status=Status.ACTIVE,
        role__in=[MemberRole.CHECKER, MemberRole.ADMIN],
    )
    if not may.exists():
        raise CodedError(
            CaseCode.STEP_FORBIDDEN,
            case=owner.name_zh,
            act="登记或终止委托",
            act_en="grant or end a mandate",
            needed=Party.OWNER_CHECKER.zh,
            needed_en=Party.OWNER_CHECKER.value,
        )


def mandate_in_force(owner: UUID, agent: UUID, scope: Scope = Scope.APPLY) -> Mandate | None:
    """The one that lasts longest of those by which ``agent`` may do ``scope`` for ``owner`` today."""
    today = clock.today()
    found = Mandate.objects.filter(
        owner_id=owner, agent_id=agent, ended_at=None, valid_from__lte=today, valid_to__gte=today,
        scopes__contains=[scope],
    )  # fmt: skip
    return found.order_by("-valid_to").first()


def require_mandate(owner: Organisation, agent: Organisation) -> Mandate:
    """A mandate to apply, in force today; ``mandate_missing`` otherwise."""
    found = mandate_in_force(owner.pk, agent.pk)
    if found is None:
        raise CodedError(ProjectCode.MANDATE_MISSING, owner=owner.name_zh, agent=agent.name_zh)
    return found


def agents_of(owner: UUID) -> list[Organisation]:
    """Organisations with a mandate to apply for ``owner`` in force today."""
    today = clock.today()
    found = Organisation.objects.filter(
        mandates_held__owner_id=owner, mandates_held__ended_at=None,
        mandates_held__valid_from__lte=today, mandates_held__valid_to__gte=today,
        mandates_held__scopes__contains=[Scope.APPLY],
    )  # fmt: skip
    return list(found.distinct().order_by("name_zh"))


def owners_of(agent: UUID) -> list[Organisation]:
    """Organisations for which ``agent`` may apply by a mandate in force today."""
    today = clock.today()
    found = Organisation.objects.filter(
        status=Status.ACTIVE, mandates_given__agent_id=agent, mandates_given__ended_at=None,
        mandates_given__valid_from__lte=today, mandates_given__valid_to__gte=today,
        mandates_given__scopes__contains=[Scope.APPLY],
    )  # fmt: skip
    return list(found.distinct().order_by("name_zh"))


def appoint_agent(taking: Taking) -> None:
    """Let the agent ``data["organisation"]`` act in this case until its mandate ends."""
    uuid = uuid_given(taking.data.get("organisation"))
    agent = Organisation.objects.filter(pk=uuid).first() if uuid else None
    if agent is None:
        owner = taking.case.applicant.name_zh
        raise CodedError(ProjectCode.MANDATE_MISSING, owner=owner, agent="—")
    until = require_mandate(taking.case.applicant, agent).expires_at
    take_in(taking.case, AGENT, organisation=agent, until=until)
    taking.detail["agent"] = agent.name_zh


def dismiss_agents(taking: Taking) -> None:
    """No agent acts in this case any longer; mandates stay."""
    for each in Participant.now.filter(case_id=taking.case.pk, part=AGENT):
        let_go(taking.case, AGENT, organisation=each.organisation)
        taking.detail.setdefault("agents", []).append(str(each.organisation))


def has_agents(case: Case) -> bool:
    return Participant.now.filter(case_id=case.pk, part=AGENT).exists()


def _invalid(what: str, what_en: str) -> CodedError:
    return CodedError(ProjectCode.MANDATE_INVALID, what=what, what_en=what_en)
