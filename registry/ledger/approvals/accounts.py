"""Suspending, resuming and closing an account: proposed by one, done when another approves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.audit.approvals.kinds import ApprovalKind, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from registry.ledger.approvals.naming import (
    DECIDERS,
    PROPOSERS,
    account_now,
    account_of,
    kept,
    object_url,
    outcome,
    reference_of,
    to_account,
)
from registry.ledger.services import accounts

SUSPEND, RESUME, CLOSE = "ledger.suspend_account", "ledger.resume_account", "ledger.close_account"


def _kind(code: str, zh: str, en: str, service: Callable[..., Any], effect: str) -> ApprovalKind:
    def subject(payload: Payload) -> Subject:
        account = account_of(payload)
        title = f"{zh}：{account.number}"
        return Subject(account.programme, title, "account", account.uuid, account.number)

    def describe(payload: Payload) -> list[Row]:
        return [
            ("将办理", zh),
            ("账户", to_account(account_of(payload))),
            ("效果", effect),
            ("业务编号", payload.get("reference") or "以复核单号为业务编号"),
        ]

    def execute(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
        reply = service(
            actor=actor,
            account=account_of(payload).id,
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
        return kept(reply)

    return ApprovalKind(
        code=code,
        zh=zh,
        en=en,
        maker_roles=PROPOSERS,
        checker_roles=DECIDERS,
        subject=subject,
        describe=describe,
        before=lambda payload: account_now(account_of(payload)),
        execute=execute,
        outcome=outcome,
        url=object_url,
    )


KINDS = (
    _kind(
        *(SUSPEND, "账户停用", "suspend an account", accounts.suspend_account),
        "停用后不能转入或转出，可以恢复；冻结和强制取消不受影响。",
    ),
    _kind(
        *(RESUME, "账户恢复", "resume an account", accounts.resume_account),
        "恢复后可以正常办理业务。",
    ),
    _kind(
        *(CLOSE, "销户", "close an account", accounts.close_account),
        "销户后不能恢复。账户须无余额，也没有冻结、预留和轮候。",
    ),
)
