"""签发, and what follows when issued tonnes prove false or were released again."""

from __future__ import annotations

from core.errors import CodedError
from registry.casework import common_steps
from registry.casework.kinds import Step, Taking
from registry.casework.parties import Party
from registry.casework.services.files import add_files
from registry.reductions import categories
from registry.reductions.errors import ReductionCode
from registry.reductions.forms import LinesForm, OrderForm
from registry.reductions.models import State
from registry.reductions.selectors.orders import open_orders
from registry.reductions.services import issuing, ordering

APPLICANT = common_steps.APPLICANT
MAKER, APPROVER = frozenset({Party.MAKER}), frozenset({Party.APPROVER})
ISSUED, ORDERED = frozenset({State.ISSUED}), frozenset({State.CANCEL_ORDERED})


def _check_issue(taking: Taking) -> None:
    issuing.require_issuable(taking.case)


def _offer(taking: Taking) -> None:
    """What the applicant wants cancelled stands in the record, for the bureau to propose."""
    lines = ordering.lines_given(taking)
    taking.detail["lines"] = [[line.batch.code, line.quantity_t] for line in lines]
    if uploads := taking.data.get("uploads"):
        add_files(taking, categories.ORDER, uploads)


def _check_closed(taking: Taking) -> None:
    found = open_orders().filter(report_id=taking.case.pk).first()
    if found is not None:
        raise CodedError(ReductionCode.ORDER_UNFINISHED, left_t=f"{found.left_t:,}")


STEPS: list[Step] = [
    Step(
        "issue", "签发减排量", "issue the units", frozenset({Party.CHECKER, Party.APPROVER}),
        frozenset({State.REGISTERED}), "issue", check=_check_issue, effect=issuing.issue,
        second=True, proposers=MAKER, tells=APPLICANT, offered=lambda report: bool(report.applied_t),
        label="签发意见", warning="签发后减排量进入账户，不能撤回。",
    ),
    Step(
        "order_cancel", "责令取消虚假减排量", "order false tonnes to be cancelled", APPROVER, ISSUED,
        "order_cancelling", effect=ordering.order, form=OrderForm, second=True, proposers=MAKER,
        tells=APPLICANT, label="认定的事实和理由",
        warning="作出后，该项目在取消完成之前不受理新的减排量。",
    ),
    Step(
        "offer_cancel", "申报自行取消", "offer units to be cancelled",
        frozenset({Party.OWNER_CHECKER}), ORDERED, effect=_offer, form=LinesForm, label="说明",
    ),
    Step(
        "cancel_offered", "办理自行取消", "cancel what was offered", APPROVER, ORDERED,
        effect=ordering.cancel_offered, form=LinesForm, second=True, proposers=MAKER,
        tells=APPLICANT, warning="取消不可恢复，不计为使用。",
    ),
    Step(
        "force_cancel", "强制取消", "cancel by force", APPROVER, ORDERED,
        check=ordering.require_overdue, effect=ordering.force, second=True, proposers=MAKER,
        tells=APPLICANT, warning="取消不可恢复，不计为使用。",
    ),
    Step(
        "close_order", "责令取消结案", "close the order", MAKER, ORDERED, "close_order",
        check=_check_closed, effect=ordering.close, tells=APPLICANT,
    ),
    Step(
        "reverse", "碳汇逆转，自缓冲账户取消", "cancel from the buffer after a reversal", APPROVER, ISSUED,
        effect=ordering.reverse, form=OrderForm, second=True, proposers=MAKER, tells=APPLICANT,
        label="逆转的事实", warning="取消不可恢复，不计为使用。",
    ),
]  # fmt: skip
