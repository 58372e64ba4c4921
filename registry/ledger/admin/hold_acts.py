"""What is proposed on a freeze: unfreeze, renew, execute, forced cancellation."""

from __future__ import annotations

from registry.ledger.admin.proposal_forms import (
    CancelFrozenForm,
    ExecuteForm,
    PartForm,
    RenewForm,
)
from registry.ledger.admin.proposing import proposal
from registry.ledger.approvals import freezes, units
from registry.ledger.models import Hold
from registry.ledger.services.holds import FREEZING


def _open(hold: Hold) -> bool:
    return hold.status == Hold.Status.OPEN and hold.kind in FREEZING


ACTS = (
    proposal(
        *("unfreeze", "解冻", freezes.UNFREEZE, PartForm, _open),
        "解冻的减排量先转给轮候的冻结，其余恢复可用。",
    ),
    proposal(*("renew", "续冻", freezes.RENEW, RenewForm, _open)),
    proposal(
        *("execute", "扣划", freezes.EXECUTE, ExecuteForm, _open),
        "按执行文书划入指定账户，成为其可用减排量。",
    ),
    proposal(
        *("cancel", "强制取消", units.CANCEL_FROZEN, CancelFrozenForm, _open),
        "取消后不能恢复，也不计为使用；由领导审批复核。",
    ),
)
