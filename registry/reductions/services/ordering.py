"""Orders to cancel, and cancelling under them. What goes is cancelled in the ledger, never retired: it
must not count as use (R-FALSE-01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as When_
from django.db.models import IntegerField, Value, When

from core import clock
from core.errors import CodedError
from registry.casework.given import refuse_field, text_given
from registry.casework.kinds import Taking
from registry.casework.services import clocks
from registry.casework.services.letters import issue_letter
from registry.ledger.models import Account, Batch, Bucket, Position
from registry.ledger.services.units import cancel
from registry.organisations.selectors.holders import display_names
from registry.reductions.errors import ReductionCode
from registry.reductions.models import Cancellation, CancelOrder, Report
from registry.reductions.selectors.orders import left_to_order_t, open_order
from registry.reductions.selectors.receiving import account_of, buffer_account

CLOCK, RULE = "cancel_order", "R-FALSE-01"
FALSIFIED, REVERSAL = CancelOrder.Cause.FALSIFIED, CancelOrder.Cause.REVERSAL
Manner = Cancellation.Manner


@dataclass(frozen=True, slots=True)
class Line:
    """Tonnes of one batch in one bucket of an account."""

    batch: Batch
    bucket: str
    quantity_t: int


def order(taking: Taking) -> None:
    """Order ``data["quantity_t"]`` tonnes of the issuance to be cancelled, under ``data["document"]``."""
    report: Report = taking.case
    running = clocks.start(report, CLOCK, RULE)
    made = _order(taking, FALSIFIED, due_on=running.due_on, provisional=running.provisional)
    day = f"{running.due_on:%Y年%m月%d日}{'（暂定）' if running.provisional else ''}"
    issue_letter(
        taking,
        "cancel_order",
        (
            f"经查，“{report.title}”（{report.number}）已签发的减排量中有 {made.quantity_t:,} 吨不真实"
            f"（{made.document}）。",
            f"理由：{taking.reason}",
            f"责令你单位在{day}前（含当日）取消等量减排量，可以使用你单位持有的本机制其他减排量。",
            "逾期未取消的，强制取消你单位账户中的等量减排量。完成之前，不受理该项目新的减排量。",
        ),
    )


def _order(taking: Taking, cause: str, **due: Any) -> CancelOrder:
    report, quantity_t = taking.case, taking.data.get("quantity_t")
    if type(quantity_t) is not int or quantity_t < 1:
        raise refuse_field("应取消（吨）", "须为正整数", "a whole number above 0 is wanted")
    if quantity_t > (left_t := left_to_order_t(report)):
        raise CodedError(ReductionCode.ORDER_TOO_MUCH, quantity_t=quantity_t, left_t=left_t)
    made = CancelOrder.objects.create(
        report=report, cause=cause, quantity_t=quantity_t, ordered_by=taking.actor.name,
        document=text_given(taking, "document", "决定文书号", 100), **due,
    )  # fmt: skip
    taking.detail |= {"document": made.document, "quantity_t": quantity_t}
    return made


def lines_given(taking: Taking) -> list[Line]:
    """``data["lines"]``: batch code and tonnes, each batch once, no more than is left to cancel. Raises
    ``lines_invalid``, ``cancel_too_much``."""
    found: list[Line] = []
    for row in taking.data.get("lines") or []:
        code, quantity_t = row if isinstance(row, list | tuple) and len(row) == 2 else ("", None)
        batch = _batch_named(str(code), taking.case.programme_id)
        if batch is None or type(quantity_t) is not int or quantity_t < 1:
            raise CodedError(ReductionCode.LINES_INVALID)
        found.append(Line(batch, Bucket.AVAILABLE, quantity_t))
    if not found or len({line.batch.id for line in found}) < len(found):
        raise CodedError(ReductionCode.LINES_INVALID)
    total_t = sum(line.quantity_t for line in found)
    if total_t > (left_t := open_order(taking.case).left_t):
        raise CodedError(ReductionCode.CANCEL_TOO_MUCH, quantity_t=total_t, left_t=left_t)
    return found


def _batch_named(code: str, programme: str) -> Batch | None:
    parts = code.split("_")
    if len(parts) != 5 or not (parts[3].isdecimal() and parts[4].isdecimal()):
        return None
    found = Batch.objects.filter(
        programme=programme, methodology=parts[1], project=parts[2],
        vintage=int(parts[3]), issuance=int(parts[4]),
    ).first()  # fmt: skip
    return found if found is not None and found.code == code else None


def own_account(report: Report) -> Account:
    """The account of the report's applicant; ``nothing_held`` without one."""
    found = account_of(report.applicant_id, report.programme_id)
    if found is None:
        raise _nothing_held(report)
    return found


def _nothing_held(report: Report) -> CodedError:
    names = display_names([report.applicant_id])
    return CodedError(
        ReductionCode.NOTHING_HELD,
        holder=names.get(report.applicant_id, report.applicant.name_zh),
        programme=report.programme_id,
    )


def lines_held(account: Account, report: Report, most_t: int) -> list[Line]:
    """Up to ``most_t`` tonnes of what the account has free: of the report's own batch first, then of the
    project's, then the oldest."""
    issued = getattr(report, "issued_batch", None)
    own = When_(
        When(batch__uuid=issued.batch if issued else None, then=Value(0)),
        When(batch__project=report.subject.code, then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    held = Position.objects.filter(
        account=account, hold=None, bucket__in=[Bucket.AVAILABLE, Bucket.TRADING], quantity_t__gt=0
    )
    found, left_t = [], most_t
    for each in held.select_related("batch").order_by(own, "batch_id", "bucket"):
        if left_t <= 0:
            break
        found.append(Line(each.batch, each.bucket, min(each.quantity_t, left_t)))
        left_t -= found[-1].quantity_t
    return found


def cancel_lines(
    taking: Taking, under: CancelOrder, account: Account, lines: Iterable[Line], manner: str
) -> int:
    """Cancel them in the ledger, each with its record; how many tonnes. Raises what the ledger does."""
    report: Report = taking.case
    total_t = 0
    for line in lines:
        number = Cancellation.objects.filter(order__report=report).count() + 1
        reply = cancel(
            actor=taking.actor,
            batch=line.batch.id,
            account=account.id,
            bucket=line.bucket,
            quantity_t=line.quantity_t,
            reason=taking.reason,
            reference=f"{report.number}-QX-{number}",
            detail={
                "cause": under.get_cause_display(),
                "document": under.document,
                "report": report.number,
            },
        )
        Cancellation.objects.create(
            order=under, manner=manner, account_number=account.number, batch_code=line.batch.code,
            quantity_t=line.quantity_t, entry=reply["entry"],
        )  # fmt: skip
        told = [line.batch.code, line.quantity_t]
        taking.detail.setdefault("cancelled", []).append(told)
        total_t += line.quantity_t
    return total_t


def cancel_offered(taking: Taking) -> None:
    """Cancel ``data["lines"]`` from the applicant's account, as it offered."""
    lines = lines_given(taking)
    cancel_lines(taking, open_order(taking.case), own_account(taking.case), lines, Manner.VOLUNTARY)


def require_overdue(taking: Taking) -> None:
    """The time for doing it voluntarily is over; a provisional end forces nothing. ``order_not_due``."""
    found = taking.case.clocks.filter(name=CLOCK, status="running").first()
    if found is None:
        raise CodedError(ReductionCode.ORDER_UNKNOWN, case=str(taking.case))
    if found.provisional or clock.today() <= found.due_on:
        raise CodedError(
            ReductionCode.ORDER_NOT_DUE,
            due=found.due_on.isoformat(),
            provisional="（暂定）" if found.provisional else "",
        )


def force(taking: Taking) -> None:
    """Cancel what the applicant's account has free, up to what is left to cancel. Units frozen or
    reserved stay: they go when they are free. Raises ``nothing_held``."""
    report: Report = taking.case
    under, account = open_order(report), own_account(report)
    lines = lines_held(account, report, under.left_t)
    if not lines:
        raise _nothing_held(report)
    cancel_lines(taking, under, account, lines, Manner.FORCED)


def close(taking: Taking) -> None:
    """Nothing is left to cancel: the order ends."""
    clocks.end(taking.case, CLOCK)


def reverse(taking: Taking) -> None:
    """碳汇逆转: as many tonnes as were released again are cancelled from the buffer account at once.
    Raises ``buffer_account_missing``, ``buffer_short``."""
    report: Report = taking.case
    today = clock.today()
    under = _order(taking, REVERSAL, due_on=today)
    account = buffer_account(report.programme_id)
    lines = lines_held(account, report, under.quantity_t)
    available_t = sum(line.quantity_t for line in lines)
    if available_t < under.quantity_t:
        raise CodedError(
            ReductionCode.BUFFER_SHORT, quantity_t=under.quantity_t, available_t=available_t
        )
    cancel_lines(taking, under, account, lines, Manner.BUFFER)
