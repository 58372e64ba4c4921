"""From a payload to the ledger's objects and back to words that a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.errors import CodedError
from governance.audit.approvals.kinds import Link, Payload, Row
from governance.audit.approvals.models import Approval
from governance.identity.roles import Role
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account, Batch, Bucket, Entry, Hold, Holding
from registry.ledger.selectors.places import balances_of
from registry.ledger.services.amounts import short
from registry.organisations.selectors.holders import display_names

PROPOSERS = frozenset({Role.MAKER})
DECIDERS = frozenset({Role.CHECKER, Role.APPROVER})
SHOWN = tuple(bucket for bucket in Bucket if bucket is not Bucket.UNISSUED)


def account_of(payload: Payload, name: str = "account") -> Account:
    return _one(Account, payload.get(name), LedgerCode.ACCOUNT_UNKNOWN, "account")


def batch_of(payload: Payload) -> Batch:
    return _one(Batch, payload.get("batch"), LedgerCode.BATCH_UNKNOWN, "batch")


def hold_of(payload: Payload) -> Hold:
    found: Hold = _one(Hold, payload.get("hold"), LedgerCode.HOLD_UNKNOWN, "hold")
    return found


def _one(model: Any, uuid: Any, code: LedgerCode, name: str) -> Any:
    try:
        wanted = UUID(str(uuid))
    except ValueError:
        raise CodedError(code, **{name: short(uuid)}) from None
    found = model.objects.filter(uuid=wanted).first()
    if found is None:
        raise CodedError(code, **{name: short(str(uuid))})
    return found


def serials_of(payload: Payload) -> tuple[int, int] | None:
    serials = payload.get("serials")
    return None if serials is None else (serials[0], serials[1])


def day_of(payload: Payload, name: str = "expires_on") -> dt.date | None:
    return dt.date.fromisoformat(payload[name]) if payload.get(name) else None


def reference_of(payload: Payload, approval: Approval) -> str:
    """The clerk's reference, else the approval's number; ``reference_taken`` when it was used: an act
    approved must be done, and not answered with what was done before."""
    reference = payload.get("reference") or approval.number
    if Entry.objects.filter(source="registry", reference=reference).exists():
        raise CodedError(LedgerCode.REFERENCE_TAKEN, reference=reference)
    return str(reference)


def to_account(account: Account) -> Link:
    name = (
        display_names([account.holder_uuid]).get(account.holder_uuid, "")
        if account.holder_uuid
        else ""
    )
    return Link(f"{account.number} {name}".strip(), "admin:ledger_account_change", account.id)


def to_batch(batch: Batch) -> Link:
    return Link(batch.code, "admin:ledger_batch_change", batch.id)


def to_hold(hold: Hold) -> Link:
    return Link(hold_label(hold), "admin:ledger_hold_change", hold.id)


def hold_label(hold: Hold) -> str:
    return f"{hold.get_kind_display()} {hold.document}"


def amount(payload: Payload, batch: Batch | None = None) -> str:
    """The tonnes, or the serials, that are named; all of it when neither is."""
    if (serials := serials_of(payload)) is not None:
        printed = batch.serial(*serials) if batch else f"{serials[0]}–{serials[1]}"
        return f"{serials[1] - serials[0] + 1:,} 吨，序列号 {printed}"
    if payload.get("quantity_t") is None:
        return "全部"
    return f"{payload['quantity_t']:,} 吨"


def account_now(account: Account) -> list[Row]:
    """Status and balances of an account, over all batches."""
    balances = balances_of([account.id]).get(account.id, {})
    return [
        ("账户", to_account(account)),
        ("账户状态", account.get_status_display()),
        *_tonnes(balances),
    ]


def place_now(account: Account, batch: Batch) -> list[Row]:
    """Status of an account and what it holds of one batch."""
    held = Holding.objects.filter(account=account, batch=batch)
    balances = {Bucket(each.bucket): each.quantity_t for each in held}
    return [("账户状态", account.get_status_display()), *_tonnes(balances)]


def hold_now(hold: Hold) -> list[Row]:
    return [
        ("冻结", to_hold(hold)),
        ("账户", to_account(hold.account)),
        ("批次", to_batch(hold.batch)),
        ("状态", hold.get_status_display()),
        ("现有冻结", f"{hold.left_t:,} 吨"),
        ("轮候数量", f"{hold.waiting_t:,} 吨"),
        ("到期日", hold.expires_on.isoformat() if hold.expires_on else "未定"),
    ]


def _tonnes(balances: Mapping[Bucket, int]) -> list[Row]:
    rows: list[Row] = [
        (f"{bucket.label}余额", f"{balances[bucket]:,} 吨")
        for bucket in SHOWN
        if balances.get(bucket)
    ]
    return rows or [("余额", "0 吨")]


def object_url(approval: Approval) -> str:
    """The page of the account or hold that the proposal is about."""
    models: dict[str, Any] = {"account": Account, "hold": Hold}
    model = models.get(approval.object_kind)
    found = model and model.objects.filter(uuid=approval.object_uuid).first()
    return Link("", f"admin:ledger_{approval.object_kind}_change", found.id).url if found else ""


def kept(reply: Mapping[str, Any]) -> dict[str, Any]:
    """What of the ledger's reply an approval keeps as its result."""
    return {name: value for name, value in reply.items() if name != "replayed"}


def outcome(approval: Approval) -> list[Row]:
    """The entry made, and what it made: a link each."""
    result = approval.result or {}
    rows: list[Row] = []
    if result.get("entry"):
        rows.append(
            ("分录", Link(str(result["entry"]), "admin:ledger_entry_change", result["entry"]))
        )
    if result.get("number"):
        account = Account.objects.filter(number=result["number"]).first()
        rows.append(("账户", to_account(account) if account else result["number"]))
    if result.get("hold"):
        hold = Hold.objects.filter(id=result["hold"]).first()
        rows.append(("冻结", to_hold(hold) if hold else str(result["hold"])))
    for name, label in (("quantity_t", "办理数量"), ("waiting_t", "轮候数量")):
        if result.get(name) is not None:
            rows.append((label, f"{result[name]:,} 吨"))
    return rows
