"""签发: the registered tonnes of a report become one batch in the ledger, in the same transaction as the
step. One report, one batch; the vintage is the year in which its period ends (docs/adr/0011)."""

from __future__ import annotations

from core.errors import CodedError
from registry.casework.kinds import Taking
from registry.casework.services.files import current_files
from registry.casework.services.letters import issue_letter
from registry.ledger.models import Batch
from registry.ledger.selectors.places import issuing_entry
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.reductions.errors import ReductionCode
from registry.reductions.models import IssuedBatch, Report
from registry.reductions.selectors.orders import refuse_suspended
from registry.reductions.selectors.receiving import Received, received_by
from registry.reductions.services.calculating import revision_sha256


def require_issuable(report: Report) -> Received:
    """Who will receive what. Raises ``nothing_to_issue``, ``project_suspended``, ``revision_unknown``,
    ``account_missing``, ``buffer_account_missing``."""
    revision = report.applied_revision
    if revision is None or not report.applied_t:
        raise CodedError(ReductionCode.NOTHING_TO_ISSUE, case=str(report))
    if revision_sha256(revision) != revision.sha256:
        raise CodedError(ReductionCode.REVISION_UNKNOWN, case=str(report))
    refuse_suspended(report.subject)
    return received_by(report, revision.issued_t)


def issue(taking: Taking) -> None:
    """Effect of the step: the batch, its record and the letter."""
    report: Report = taking.case
    received = require_issuable(report)
    batch = _batch(taking, received)
    made = _record(taking, batch, received)
    taking.detail |= {"batch": made.batch_code, "quantity_t": made.quantity_t}
    issue_letter(
        taking,
        "issued",
        (
            f"“{report.title}”（{report.number}）登记的减排量 {made.quantity_t:,} 吨已签发，"
            f"批次 {made.batch_code}。",
            *(f"{quantity_t:,} 吨进入账户 {account.number}。" for account, quantity_t in received),
        ),
    )


def _batch(taking: Taking, received: Received) -> Batch:
    report: Report = taking.case
    revision = report.applied_revision
    assert revision is not None
    return issue_batch(
        actor=taking.actor,
        name=BatchName(
            programme=report.programme_id,
            methodology=revision.methodology.full_code,
            project=report.subject.code or "",
            vintage=report.period_to.year,
            period_from=report.period_from,
            period_to=report.period_to,
        ),
        shares={account.id: quantity_t for account, quantity_t in received},
        reason=taking.reason,
        reference=report.number or "",
        detail={
            "project_name": report.subject.title,
            "report": report.number,
            "revision_sha256": revision.sha256,
            "methodology_sha256": revision.definition_sha256,
        },
    )


def _record(taking: Taking, batch: Batch, received: Received) -> IssuedBatch:
    report: Report = taking.case
    revision = report.applied_revision
    assert revision is not None
    return IssuedBatch.objects.create(
        report=report,
        revision=revision,
        batch=batch.uuid,
        batch_code=batch.code,
        entry=issuing_entry(batch.id) or 0,
        quantity_t=batch.quantity_t,
        shares=[[account.number, quantity_t] for account, quantity_t in received],
        revision_sha256=revision.sha256,
        methodology_sha256=revision.definition_sha256,
        documents_sha256=sorted({each.sha256 for each in current_files(report)}),
        issued_by=taking.actor.name,
    )
