"""Non-trade transfer (also as a correction) and cancellation, of free and of frozen units."""

from __future__ import annotations

from typing import Any

from governance.audit.approvals.kinds import ApprovalKind, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.approvals.freezes import hold_kind
from registry.ledger.approvals.naming import (
    DECIDERS,
    PROPOSERS,
    account_of,
    amount,
    batch_of,
    hold_of,
    kept,
    object_url,
    outcome,
    place_now,
    reference_of,
    serials_of,
    to_account,
    to_batch,
)
from registry.ledger.models import Bucket
from registry.ledger.services import holds, units

TRANSFER, CANCEL, CANCEL_FROZEN = "ledger.transfer", "ledger.cancel", "ledger.cancel_frozen"
APPROVERS = frozenset({Role.APPROVER})


def _detail(payload: Payload) -> dict[str, Any] | None:
    told = {name: payload[name] for name in ("document", "cause") if payload.get(name)}
    return told or None


def _transfer_subject(payload: Payload) -> Subject:
    source, destination = account_of(payload, "source"), account_of(payload, "destination")
    title = f"非交易过户：{source.number} → {destination.number}，{amount(payload)}"
    return Subject(source.programme, title, "account", source.uuid, source.number)


def _transfer_rows(payload: Payload) -> list[Row]:
    batch = batch_of(payload)
    return [
        ("将办理", "非交易过户"),
        ("转出账户", to_account(account_of(payload, "source"))),
        ("转入账户", to_account(account_of(payload, "destination"))),
        ("批次", to_batch(batch)),
        ("数量", amount(payload, batch)),
        ("文书号", payload.get("document") or "—"),
    ]


def _transfer(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    return kept(
        units.transfer(
            actor=actor,
            batch=batch_of(payload).id,
            source=account_of(payload, "source").id,
            destination=account_of(payload, "destination").id,
            quantity_t=payload.get("quantity_t"),
            serials=serials_of(payload),
            detail=_detail(payload),
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


def _cancel_subject(payload: Payload) -> Subject:
    account, batch = account_of(payload), batch_of(payload)
    title = f"取消：{account.number} 的 {batch.code}，{amount(payload)}"
    return Subject(account.programme, title, "account", account.uuid, account.number)


def _cancel_rows(payload: Payload) -> list[Row]:
    batch = batch_of(payload)
    return [
        ("将办理", "取消（不可恢复，不计为使用）"),
        ("账户", to_account(account_of(payload))),
        ("批次", to_batch(batch)),
        ("位置", str(dict(Bucket.choices).get(payload.get("bucket", ""), payload.get("bucket")))),
        ("数量", amount(payload, batch)),
        ("原因", payload.get("cause") or "—"),
        ("文书号", payload.get("document") or "—"),
    ]


def _cancel(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    return kept(
        units.cancel(
            actor=actor,
            batch=batch_of(payload).id,
            account=account_of(payload).id,
            bucket=payload.get("bucket", Bucket.AVAILABLE),
            quantity_t=payload.get("quantity_t"),
            serials=serials_of(payload),
            detail=_detail(payload),
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


def _cancel_frozen(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    return kept(
        holds.cancel_frozen(
            actor=actor,
            hold=hold_of(payload).id,
            quantity_t=payload.get("quantity_t"),
            document=payload["document"],
            detail={"cause": payload["cause"]} if payload.get("cause") else None,
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


KINDS = (
    ApprovalKind(
        code=TRANSFER,
        zh="非交易过户",
        en="non-trade transfer",
        maker_roles=PROPOSERS,
        checker_roles=DECIDERS,
        subject=_transfer_subject,
        describe=_transfer_rows,
        before=lambda payload: place_now(account_of(payload, "source"), batch_of(payload)),
        execute=_transfer,
        outcome=outcome,
        url=object_url,
    ),
    ApprovalKind(
        code=CANCEL,
        zh="取消",
        en="cancel units",
        maker_roles=PROPOSERS,
        checker_roles=APPROVERS,
        subject=_cancel_subject,
        describe=_cancel_rows,
        before=lambda payload: place_now(account_of(payload), batch_of(payload)),
        execute=_cancel,
        outcome=outcome,
        url=object_url,
    ),
    hold_kind(
        *(CANCEL_FROZEN, "强制取消", "cancel frozen units", _cancel_frozen),
        lambda payload: [
            ("取消数量", amount(payload)),
            ("效果", "不可恢复，不计为使用"),
            ("原因", payload.get("cause") or "—"),
        ],
        checker_roles=APPROVERS,
    ),
)
