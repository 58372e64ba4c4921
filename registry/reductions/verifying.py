"""Proof, by reading alone, that what was issued is what was calculated, verified and registered.

The database keeps these laws as rows are written; here they are compared anew, over everything: each
issued report with its batch in the ledger, each hash with what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.ledger.models import Batch, Entry
from registry.reductions.canonical import sha256_of
from registry.reductions.models import Cancellation, IssuedBatch, Report, State
from registry.reductions.services.calculating import revision_sha256
from registry.vvb.selectors.engaged import signed_engagement

ISSUED = [State.ISSUED, State.CANCEL_ORDERED]


@dataclass(frozen=True, slots=True)
class Fault:
    """``report`` is its number; ``what`` in Chinese and English."""

    report: str
    zh: str
    en: str


def verify() -> Iterator[Fault]:
    """Every fault found; none is what should be."""
    for report in Report.objects.filter(state__in=ISSUED, issued_batch=None):
        yield Fault(str(report.number), "已签发而没有批次", "issued, but without a batch")
    rows = IssuedBatch.objects.select_related(
        "report__subject", "revision__data", "revision__methodology"
    )
    for each in rows.iterator(chunk_size=200):
        yield from _of(each)
    yield from _cancellations()


def _of(issued: IssuedBatch) -> Iterator[Fault]:
    report, revision = issued.report, issued.revision
    number = str(report.number)
    if report.state not in ISSUED:
        yield Fault(
            number, f"有批次而状态为“{report.state_zh}”", f"has a batch, yet is {report.state}"
        )
    batch = Batch.objects.filter(uuid=issued.batch).first()
    if batch is None:
        yield Fault(number, "登记簿中没有该批次", "its batch is not in the ledger")
    elif (batch.quantity_t, batch.code) != (issued.quantity_t, issued.batch_code):
        yield Fault(number, "批次与登记簿不一致", "its batch is not as the ledger has it")
    tonnes = {issued.quantity_t, revision.issued_t, report.applied_t, report.verified_t}
    tonnes.add(sum(quantity_t for _, quantity_t in issued.shares))
    if len(tonnes) > 1:
        yield Fault(
            number, f"申请、核查、核算、签发吨数不一致：{tonnes}", f"tonnes differ: {tonnes}"
        )
    if revision_sha256(revision) != issued.revision_sha256:
        yield Fault(
            number, "核算版本与其 SHA-256 不符", "the calculation is not what its hash names"
        )
    if sha256_of(revision.inputs) != revision.data.sha256:
        yield Fault(number, "监测数据与其 SHA-256 不符", "the data are not what their hash names")
    signed = signed_engagement(report)
    if signed is None or signed.revision_sha256 != issued.revision_sha256:
        yield Fault(number, "核查机构所签不是该核算版本", "the body signed another calculation")


def _cancellations() -> Iterator[Fault]:
    entries = dict(
        Entry.objects.filter(id__in=Cancellation.objects.values("entry")).values_list(
            "id", "quantity_t"
        )
    )
    for each in Cancellation.objects.select_related("order__report"):
        if entries.get(each.entry) != each.quantity_t:
            number = str(each.order.report.number)
            yield Fault(
                number, f"取消分录 {each.entry} 不一致", f"cancellation {each.entry} differs"
            )
