"""Steps that take two persons, as kinds of approval: made from the step itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from core.errors import CodedError
from governance.audit.approvals.kinds import ApprovalKind, Link, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.casework.errors import CaseCode
from registry.casework.kinds import CaseKind, Step, kind_of
from registry.casework.models import Case
from registry.casework.selectors.standing import STAFF_PARTIES, standing_of
from registry.casework.selectors.visible import may_see
from registry.casework.services.taking import require_state, take


def approval_code(kind: CaseKind, step: Step) -> str:
    return f"{kind.code}.{step.code}"


def step_payload(case: Case, data: dict[str, Any] | None = None) -> Payload:
    """What a proposal of a step carries: the case, its version, and what the step asks for."""
    return {"case": str(case.uuid), "version": case.version, "data": data or {}}


def _case(payload: Payload) -> Any:
    base = Case.objects.filter(pk=UUID(str(payload["case"]))).first()
    if base is None:
        raise CodedError(CaseCode.CASE_UNKNOWN)
    return kind_of(base).model.objects.get(pk=base.pk)


def case_url(case: Case) -> str:
    try:
        return reverse("admin:casework_case_change", args=[case.uuid])
    except NoReverseMatch:
        return ""


def _asked(step: Step, case: Case, data: dict[str, Any]) -> list[Row]:
    """What the step asks for, in the words of its form."""
    fields = step.form(case=case, actor=None).fields if step.form else {}
    rows: list[Row] = []
    for name, value in data.items():
        field = fields.get(name)
        words = {str(key): label for key, label in getattr(field, "choices", ())}
        rows.append((str(field.label or name) if field else name, words.get(str(value), value)))
    return rows


def approval_kind(kind: CaseKind, step: Step) -> ApprovalKind:
    """The kind of approval that proposes ``step`` and, once approved, takes it."""

    def subject(payload: Payload) -> Subject:
        case = _case(payload)
        if case.kind != kind.code:
            raise CodedError(CaseCode.CASE_UNKNOWN)
        title = f"{step.zh}：{case}"
        return Subject(case.programme_id, title, kind.code, case.uuid, str(case))

    def check(payload: Payload, actor: Actor) -> None:
        """Asked only after the right to propose: the words of a refusal name the case."""
        case = _case(payload)
        if not may_see(kind, case, standing_of(actor, case).parties):
            raise CodedError(CaseCode.CASE_UNKNOWN)
        require_state(kind, step, case)

    def describe(payload: Payload) -> list[Row]:
        case = _case(payload)
        dossier = Link("打开审批汇总", "admin:casework_case_dossier", case.uuid)
        rows: list[Row] = [("将办理", step.zh), ("办件", str(case)), ("全部材料", dossier)]
        return [*rows, *_asked(step, case, payload["data"])]

    def before(payload: Payload) -> list[Row]:
        case = _case(payload)
        standing: list[Row] = [("现状态", case.state_zh), ("申请单位", case.applicant.name_zh)]
        sections = kind.sections(case)
        return [*standing, *(sections[0].rows if sections else ())]

    def execute(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
        case = take(
            actor=actor,
            case=UUID(str(payload["case"])),
            step=step.code,
            reason=approval.reason,
            data=payload["data"],
            version=payload["version"],
        )
        return {"case": str(case.uuid), "state": case.state}

    return ApprovalKind(
        code=approval_code(kind, step),
        zh=step.zh,
        en=step.en,
        maker_roles=frozenset(Role(STAFF_PARTIES[party]) for party in step.proposers),
        checker_roles=frozenset(Role(STAFF_PARTIES[party]) for party in step.parties),
        subject=subject,
        check=check,
        describe=describe,
        before=before,
        execute=execute,
        url=lambda approval: case_url(_case(approval.payload)),
    )


def approval_kinds(kind: CaseKind) -> list[ApprovalKind]:
    """A step that nobody proposes is taken by another step of two persons (see ``Step.second``)."""
    found = [step for step in kind.steps.values() if step.second and step.proposers]
    return [approval_kind(kind, step) for step in found]
