"""A registered project with its people and a verifying body, and the way of a report through its steps."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Any

import time_machine

from core.errors import CodedError
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.roles import Role
from methodologies.catalogue import FOLDER
from methodologies.publishing.models import MethodologyVersion
from registry.casework.approvals import step_payload
from registry.casework.services.taking import take
from registry.ledger.models import Account
from registry.ledger.services.accounts import open_account
from registry.organisations.models import Organisation
from registry.projects.models import Project, ProjectShare
from registry.reductions.models import Report
from registry.reductions.services.beginning import begin_report
from tests.registry.casework.people import Company, company, draft_project, draft_version, staff
from tests.registry.ledger.world import CHECKER as LEDGER_CHECKER
from tests.registry.ledger.world import ref
from tests.registry.vvb.bodies import body, put_into

PDF = Upload("核算报告.pdf", b"%PDF-1.7 test")
DAY, AFTER_NOTICE = "2026-03-02T02:00:00+00:00", "2026-04-15T02:00:00+00:00"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
# 国家电投山东半岛南3号, as published: 497,191 t a year.
PUBLISHED = {"EG_net": "803701 MWh", "EF_CM": "0.61862725 tCO2/MWh"}
WAY = ("submitted", "public_notice", "validation", "review", "registered")


def on(day: str = DAY) -> Any:
    return time_machine.travel(day, tick=False)


def after_notice(report: Report) -> Any:
    """The day after the last of its notice."""
    day = report.notices.get().closes_on + dt.timedelta(days=1)
    return on(f"{day.isoformat()}T02:00:00+00:00")


def encoded(owner: Company, file: str = "ccer-01-002-v01.toml", code: str = "CCER-01-002") -> Any:
    """A methodology version that has the formula file of the catalogue."""
    known = MethodologyVersion.objects.filter(methodology__code=code).first()
    version = known or draft_version(owner, code=code)
    raw = (FOLDER / file).read_bytes()
    MethodologyVersion.objects.filter(pk=version.pk).update(
        definition=raw.decode(), definition_sha256=hashlib.sha256(raw).hexdigest()
    )
    return MethodologyVersion.objects.get(pk=version.pk)


@dataclass
class World:
    owner: Company = field(default_factory=company)
    body: Company = field(default_factory=body)
    file: str = "ccer-01-002-v01.toml"
    crediting_from: dt.date = dt.date(2022, 1, 1)
    shares: dict[Organisation, str] = field(default_factory=dict)
    project: Any = None
    maker: Any = None
    checker: Any = None
    approver: Any = None

    def __post_init__(self) -> None:
        version = encoded(self.owner, self.file)
        self.project = draft_project(
            self.owner,
            methodology=version,
            product_class="能源替代",
            expected_t=500_000,
            crediting_from=self.crediting_from,
        )
        for each, percent in self.shares.items():
            ProjectShare.objects.create(project=self.project, organisation=each, percent=percent)
        put_into(self.project, *WAY)
        Project.objects.filter(pk=self.project.pk).update(
            code=f"BJ{self.project.number[-6:]}".upper()
        )
        self.project.refresh_from_db()
        self.maker, self.checker = staff(Role.MAKER), staff(Role.CHECKER)
        self.approver = staff(Role.APPROVER)

    def begin(self, first: dt.date = FIRST, last: dt.date = LAST) -> Report:
        return begin_report(
            actor=self.owner.maker, project=self.project, period_from=first, period_to=last
        )

    def calculated(self, inputs: dict[str, Any] | None = None, **period: Any) -> Report:
        report = self.begin(**period)
        do(report, self.owner.maker, "edit_data", inputs=inputs or PUBLISHED)
        return do(report, self.owner.maker, "calculate")

    def submitted(self, inputs: dict[str, Any] | None = None, **period: Any) -> Report:
        report = self.calculated(inputs, **period)
        files = {"category": "monitoring_report", "uploads": [PDF]}
        do(report, self.owner.maker, "attach", **files)
        return do(report, self.owner.checker, "submit")

    def verifying(self, inputs: dict[str, Any] | None = None, **period: Any) -> Report:
        """Submitted, accepted, the notice over, the body engaged."""
        report = self.submitted(inputs, **period)
        do(report, self.maker, "accept")
        with after_notice(report):
            do(report, self.maker, "end_notice")
            do(report, self.owner.checker, "name_vvb", organisation=str(self.body.organisation.pk))
            return do(report, self.body.maker, "declare_no_conflict")

    def sign(self, report: Report, **changes: Any) -> Report:
        report.refresh_from_db()
        data = {
            "conclusion": "positive", "statement": "符合方法学要求", "uploads": [PDF],
            "revision_sha256": report.applied_revision.sha256, "verified_t": report.applied_t,
        }  # fmt: skip
        return do(report, self.body.checker, "sign_conclusion", **data | changes)

    def registered(self, inputs: dict[str, Any] | None = None, **period: Any) -> Report:
        report = self.verifying(inputs, **period)
        with after_notice(report):
            self.sign(report)
            self.second(report, "register")
        report.refresh_from_db()
        return report

    def issued(self, inputs: dict[str, Any] | None = None, **period: Any) -> Report:
        report = self.registered(inputs, **period)
        if not Account.objects.filter(holder_uuid=self.owner.organisation.pk).exists():
            self.account()
        with after_notice(report):
            self.second(report, "issue")
        return Report.objects.get(pk=report.pk)

    def account(self, of: Organisation | None = None) -> Account:
        return account_for(of or self.owner.organisation)

    def propose(self, report: Report, step: str, **data: Any) -> Approval:
        fresh = Report.objects.get(pk=report.pk)
        return propose(
            actor=self.maker,
            kind=f"report.{step}",
            payload=step_payload(fresh, data),
            reason="建议办理",
        )

    def second(self, report: Report, step: str, by: Actor | None = None, **data: Any) -> Approval:
        """Proposed by the 经办, decided by the 复核 (or ``by``)."""
        proposal = self.propose(report, step, **data)
        return approve(actor=by or self.checker, approval=proposal.uuid, reason="同意")


def account_for(organisation: Organisation) -> Account:
    return open_account(
        actor=LEDGER_CHECKER,
        programme="BJ",
        holder=organisation.pk,
        reason="开户",
        reference=ref("A"),
    )


def do(report: Report, actor: Actor, step: str, **data: Any) -> Any:
    return take(actor=actor, case=report.pk, step=step, reason="办理", data=data)


def code_of(refused: Any) -> str:
    """The code of what a function refuses; empty when it does not."""
    try:
        refused()
    except CodedError as error:
        return error.code
    return ""
