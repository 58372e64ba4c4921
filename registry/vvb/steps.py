"""The steps of a validating or verifying body, for any kind of case: ``*vvb_steps(Setup(…))`` among
the kind's own."""

from __future__ import annotations

from typing import Any

from core.errors import CodedError
from registry.casework.forms import FilesForm
from registry.casework.given import refuse_field
from registry.casework.kinds import Step, Taking
from registry.casework.models import Participant
from registry.casework.parties import VVB, Party
from registry.casework.services.files import add_files
from registry.vvb.forms import FindingForm, ResponseForm, SigningForm, WhichFinding, body_form
from registry.vvb.models import Finding, Mode
from registry.vvb.selectors.engaged import shown_at_work
from registry.vvb.services import engaging, findings
from registry.vvb.services.signing import sign
from registry.vvb.setup import Setup

OWNER_SIDE = frozenset({Participant.As.OWNER, Participant.As.AGENT})


def vvb_steps(setup: Setup) -> list[Step]:
    """name_vvb, assign_vvb, declare_no_conflict, raise_finding, respond_finding, close_finding,
    add_vvb_report, withdraw_vvb, release_vvb, sign_conclusion."""
    return [*_choosing(setup), *_working(setup), *_leaving(setup), _signing(setup)]


def _choosing(setup: Setup) -> list[Step]:
    word = setup.role.label
    common: dict[str, Any] = {
        "states": frozenset({setup.state}),
        "form": body_form(setup),
        "tells": frozenset({setup.part}) | OWNER_SIDE,
    }
    return [
        Step(
            code="name_vvb", zh=f"委托{word}机构", en=f"name the body to {setup.role}",
            parties=frozenset({Party.OWNER_CHECKER}),
            effect=lambda taking: engaging.engage(taking, setup, Mode.NAMED),
            offered=lambda case: _may_choose(setup, case, Mode.NAMED), **common,
        ),
        Step(
            code="assign_vvb", zh=f"指派{word}机构", en=f"assign the body to {setup.role}",
            parties=frozenset({Party.MAKER}),
            effect=lambda taking: engaging.engage(taking, setup, Mode.ASSIGNED),
            offered=lambda case: _may_choose(setup, case, Mode.ASSIGNED), **common,
        ),
    ]  # fmt: skip


def _may_choose(setup: Setup, case: Any, mode: Mode) -> bool:
    try:
        setup.check_naming(case, mode)
    except CodedError:
        return False
    return shown_at_work(case) is None


def _working(setup: Setup) -> list[Step]:
    states, makers = frozenset({setup.state}), frozenset({Party.VVB_MAKER})
    body = frozenset({setup.part})
    return [
        Step(
            code="declare_no_conflict", zh="声明无利益冲突", en="declare no conflict of interest",
            parties=makers, states=states, effect=engaging.declare, label="声明内容",
            offered=lambda case: not _declared(case), tells=OWNER_SIDE,
        ),
        Step(
            code="raise_finding", zh="提出审核发现", en="raise a finding", parties=makers,
            states=states, effect=findings.raise_finding, form=FindingForm, offered=_declared,
            tells=OWNER_SIDE,
        ),
        Step(
            code="respond_finding", zh="答复审核发现", en="respond to a finding",
            parties=frozenset({Party.OWNER_MAKER}), states=states, effect=findings.respond,
            form=ResponseForm, offered=_has_findings, tells=body,
        ),
        Step(
            code="close_finding", zh="关闭审核发现", en="close a finding", parties=makers,
            states=states, effect=findings.close, form=WhichFinding, offered=_has_findings,
            tells=OWNER_SIDE, label="关闭意见",
        ),
        Step(
            code="add_vvb_report", zh=f"上传{setup.role.label}报告", en="upload the body's report",
            parties=makers, states=states, effect=lambda taking: _add_report(taking, setup),
            form=FilesForm, offered=_declared,
        ),
    ]  # fmt: skip


def _leaving(setup: Setup) -> list[Step]:
    common: dict[str, Any] = {
        "states": frozenset({setup.state}),
        "effect": lambda taking: engaging.leave(taking, setup),
        "offered": lambda case: shown_at_work(case) is not None,
        "tells": frozenset({setup.part}) | OWNER_SIDE,
        "warning": "退出后，须另选机构重新开始；已提出的审核发现留作记录。",
    }
    return [
        Step(
            code="withdraw_vvb", zh="机构退出", en="the body withdraws", parties=VVB, **common,
        ),
        Step(
            code="release_vvb", zh="解除机构委托", en="release the body",
            parties=frozenset({Party.MAKER}), **common,
        ),
    ]  # fmt: skip


def _signing(setup: Setup) -> Step:
    return Step(
        code="sign_conclusion",
        zh=f"签发{setup.role.label}结论",
        en=f"sign the conclusion ({setup.role})",
        parties=frozenset({Party.VVB_CHECKER}),
        states=frozenset({setup.state}),
        move=setup.conclude_move,
        effect=lambda taking: sign(taking, setup),
        form=SigningForm,
        tells=OWNER_SIDE,
        offered=_ready_to_sign,
        warning="签发后，结论和审核发现都不能再改。",
    )


def _declared(case: Any) -> bool:
    found = shown_at_work(case)
    return found is not None and found.declared_at is not None


def _has_findings(case: Any) -> bool:
    found = shown_at_work(case)
    return found is not None and any(f.closed_at is None for f in found.findings.all())


def _ready_to_sign(case: Any) -> bool:
    found = shown_at_work(case)
    if found is None or found.declared_at is None:
        return False
    still = [f for f in found.findings.all() if f.closed_at is None]
    return all(f.kind == Finding.Kind.FAR for f in still)


def _add_report(taking: Taking, setup: Setup) -> None:
    engaging.require_declared(taking.case)
    if not add_files(taking, setup.category, taking.data.get("uploads") or []):
        raise refuse_field("材料", "没有附上文件", "no file was attached")
