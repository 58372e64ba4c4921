"""Freezing, unfreezing, renewing and executing a freeze, each by a document of the authority."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.audit.approvals.kinds import ApprovalKind, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from registry.ledger.approvals.naming import (
    DECIDERS,
    PROPOSERS,
    account_of,
    amount,
    batch_of,
    day_of,
    hold_label,
    hold_now,
    hold_of,
    kept,
    object_url,
    outcome,
    place_now,
    reference_of,
    serials_of,
    to_account,
    to_batch,
    to_hold,
)
from registry.ledger.models import Hold
from registry.ledger.services import holds
from registry.ledger.services.amounts import document_number

FREEZE, UNFREEZE = "ledger.freeze", "ledger.unfreeze"
RENEW, EXECUTE = "ledger.renew", "ledger.execute"


def on_hold(payload: Payload, zh: str) -> Subject:
    """What an act on a hold is about: the hold, known by its document."""
    hold = hold_of(payload)
    title = f"{zh}：{hold_label(hold)}（{hold.account.number}，{amount(payload)}）"
    return Subject(hold.account.programme, title, "hold", hold.uuid, hold_label(hold))


def by_document(payload: Payload, actor: Actor) -> None:
    document_number(payload.get("document"))


def _freeze_subject(payload: Payload) -> Subject:
    account, batch = account_of(payload), batch_of(payload)
    title = f"冻结：{account.number} 的 {batch.code}，{amount(payload)}"
    return Subject(account.programme, title, "account", account.uuid, account.number)


def _freeze_rows(payload: Payload) -> list[Row]:
    batch = batch_of(payload)
    return [
        ("将办理", str(dict(Hold.Kind.choices).get(payload.get("kind", ""), payload.get("kind")))),
        ("账户", to_account(account_of(payload))),
        ("批次", to_batch(batch)),
        ("冻结数量", amount(payload, batch)),
        ("文书号", payload.get("document")),
        ("到期日", payload.get("expires_on") or "未定"),
        ("不足时", "质押不得超过现有数量" if payload.get("kind") == "pledge" else "不足部分轮候"),
    ]


def _freeze(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    reply = holds.freeze(
        actor=actor,
        batch=batch_of(payload).id,
        account=account_of(payload).id,
        kind=payload["kind"],
        quantity_t=payload.get("quantity_t"),
        serials=serials_of(payload),
        document=payload["document"],
        expires_on=day_of(payload),
        reason=approval.reason,
        reference=reference_of(payload, approval),
    )
    uuid = Hold.objects.values_list("uuid", flat=True).get(id=reply["hold"])
    return kept(reply) | {"hold_uuid": str(uuid)}


def _unfreeze(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    return kept(
        holds.unfreeze(
            actor=actor,
            hold=hold_of(payload).id,
            quantity_t=payload.get("quantity_t"),
            document=payload["document"],
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


def _renew(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    day = day_of(payload)
    assert day is not None
    return kept(
        holds.renew(
            actor=actor,
            hold=hold_of(payload).id,
            expires_on=day,
            document=payload["document"],
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


def _execute(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    return kept(
        holds.execute(
            actor=actor,
            hold=hold_of(payload).id,
            destination=account_of(payload, "destination").id,
            quantity_t=payload.get("quantity_t"),
            document=payload["document"],
            reason=approval.reason,
            reference=reference_of(payload, approval),
        )
    )


def _on_hold_rows(zh: str, more: Callable[[Payload], list[Row]]) -> Callable[[Payload], list[Row]]:
    def rows(payload: Payload) -> list[Row]:
        hold = hold_of(payload)
        first: list[Row] = [
            ("将办理", zh),
            ("冻结", to_hold(hold)),
            ("账户", to_account(hold.account)),
        ]
        return [*first, *more(payload), ("本次文书号", payload.get("document"))]

    return rows


def hold_kind(
    code: str, zh: str, en: str, execute: Callable[..., Any], more: Callable[[Payload], list[Row]],
    **options: Any,
) -> ApprovalKind:  # fmt: skip
    """A kind of act on an existing hold."""
    return ApprovalKind(
        code=code,
        zh=zh,
        en=en,
        maker_roles=PROPOSERS,
        subject=lambda payload: on_hold(payload, zh),
        describe=_on_hold_rows(zh, more),
        before=lambda payload: hold_now(hold_of(payload)),
        check=by_document,
        execute=execute,
        outcome=outcome,
        url=object_url,
        **({"checker_roles": DECIDERS} | options),
    )


KINDS = (
    ApprovalKind(
        code=FREEZE,
        zh="冻结",
        en="freeze",
        maker_roles=PROPOSERS,
        checker_roles=DECIDERS,
        subject=_freeze_subject,
        describe=_freeze_rows,
        before=lambda payload: place_now(account_of(payload), batch_of(payload)),
        check=by_document,
        execute=_freeze,
        outcome=outcome,
        url=object_url,
    ),
    hold_kind(
        *(UNFREEZE, "解冻", "unfreeze", _unfreeze),
        lambda payload: [
            ("解冻数量", amount(payload)),
            ("去向", "先转给同一账户、同一批次的轮候冻结，其余恢复可用"),
        ],
    ),
    hold_kind(
        *(RENEW, "续冻", "renew a freeze", _renew),
        lambda payload: [("新的到期日", payload.get("expires_on"))],
    ),
    hold_kind(
        *(EXECUTE, "扣划", "execute a freeze", _execute),
        lambda payload: [
            ("扣划数量", amount(payload)),
            ("转入账户", to_account(account_of(payload, "destination"))),
        ],
    ),
)
