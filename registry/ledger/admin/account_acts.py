"""What is proposed on an account: suspend, resume, close, freeze, transfer, cancel."""

from __future__ import annotations

from typing import Any

from registry.ledger.admin.proposal_forms import (
    CancelForm,
    FreezeForm,
    StatusForm,
    TransferForm,
)
from registry.ledger.admin.proposing import proposal
from registry.ledger.approvals import accounts, freezes, units
from registry.ledger.models import Account


def _offered(*statuses: str) -> Any:
    return lambda account: account.kind == Account.Kind.HOLDER and account.status in statuses


ACTS = (
    proposal(
        *("freeze", "冻结", freezes.FREEZE, FreezeForm, _offered("open", "suspended")),
        "司法、监管冻结超过现有数量的部分将轮候；质押不能超过现有数量。",
    ),
    proposal(*("transfer", "非交易过户", units.TRANSFER, TransferForm, _offered("open"))),
    proposal(
        *("cancel", "取消", units.CANCEL, CancelForm, _offered("open", "suspended")),
        "取消后不能恢复，也不计为使用；由领导审批复核。",
    ),
    proposal(
        *("suspend", "停用", accounts.SUSPEND, StatusForm, _offered("open")),
        "停用后不能转入或转出，可以恢复；冻结和强制取消不受影响。",
    ),
    proposal(
        *("resume", "恢复", accounts.RESUME, StatusForm, _offered("suspended")),
        "恢复后可以正常办理业务。",
    ),
    proposal(
        *("close", "销户", accounts.CLOSE, StatusForm, _offered("open", "suspended")),
        "销户后不能恢复。账户须无余额，也没有冻结、预留和轮候。",
    ),
)
