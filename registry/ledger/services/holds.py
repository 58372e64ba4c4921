"""Reservations and freezes: set, released, renewed, executed; freezes queue (轮候).

A freeze is an order of an authority: it needs a document number, works on suspended accounts, and a
judicial or regulator freeze for more than is held waits for later credits.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.errors import CodedError
from governance.identity.actor import Actor
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Hold
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.models.buckets import Bucket
from registry.ledger.services.amounts import (
    CASTS,
    Range,
    account_id,
    batch_id,
    detail_json,
    document_number,
    hold_id,
    live_bucket,
    named,
    whole_tonnes,
)
from registry.ledger.services.calling import Act, call
from registry.ledger.services.rights import allowed

Reply = dict[str, Any]
RESERVING = (Hold.Kind.ORDER, Hold.Kind.RESERVATION)
FREEZING = (Hold.Kind.JUDICIAL, Hold.Kind.REGULATOR, Hold.Kind.PLEDGE)


def reserve(
    *,
    actor: Actor,
    batch: int,
    account: int,
    document: str,
    reason: str,
    reference: str,
    kind: str = Hold.Kind.RESERVATION,
    bucket: str = Bucket.AVAILABLE,
    quantity_t: int | None = None,
    serials: Range | None = None,
    expires_on: dt.date | None = None,
    key: str | None = None,
) -> Reply:
    """预留: keep units for an application, or for a sell order (``kind='order'``, from ``trading``).

    Returns ``hold``, ``entry``, ``quantity_t`` and ``ranges``. All or nothing.
    """
    if kind not in RESERVING:
        raise CodedError(LedgerCode.HOLD_KIND_UNKNOWN, kind=kind)
    role = allowed(actor, LedgerAct.RESERVE, account=account_id(account))
    act = Act(actor, role, reason, reference, key)
    return _hold(
        act,
        kind,
        batch_id(batch),
        account,
        live_bucket(bucket),
        named(quantity_t, serials),
        document,
        expires_on,
    )


def freeze(
    *,
    actor: Actor,
    batch: int,
    account: int,
    document: str,
    reason: str,
    reference: str,
    kind: str = Hold.Kind.JUDICIAL,
    quantity_t: int | None = None,
    serials: Range | None = None,
    expires_on: dt.date | None = None,
    key: str | None = None,
) -> Reply:
    """冻结: from ``available``, then ``trading``; what is missing waits (``waiting_t`` in the reply).

    A pledge (质押) never waits: too little is ``insufficient``.
    """
    if kind not in FREEZING:
        raise CodedError(LedgerCode.HOLD_KIND_UNKNOWN, kind=kind)
    role = allowed(actor, LedgerAct.FREEZE, account=account_id(account))
    act = Act(actor, role, reason, reference, key)
    return _hold(
        act, kind, batch_id(batch), account, None, named(quantity_t, serials), document, expires_on
    )


def release(
    *,
    actor: Actor,
    hold: int,
    reason: str,
    reference: str,
    quantity_t: int | None = None,
    key: str | None = None,
) -> Reply:
    """解除预留: all, or ``quantity_t`` of it, back to where it came from or to a waiting freeze."""
    return _release(LedgerAct.RELEASE, actor, hold, quantity_t, "", reason, reference, key)


def unfreeze(
    *,
    actor: Actor,
    hold: int,
    document: str,
    reason: str,
    reference: str,
    quantity_t: int | None = None,
    key: str | None = None,
) -> Reply:
    """解冻 by a document: first to the freezes that wait, the rest to where it came from."""
    return _release(
        LedgerAct.UNFREEZE,
        actor,
        hold,
        quantity_t,
        document_number(document),
        reason,
        reference,
        key,
    )


def expire(
    *, actor: Actor, hold: int, reason: str, reference: str, key: str | None = None
) -> Reply:
    """End a hold whose expiry day has passed; ``hold_not_expired`` otherwise."""
    return _release(LedgerAct.EXPIRE, actor, hold, None, "", reason, reference, key)


def renew(
    *,
    actor: Actor,
    hold: int,
    expires_on: dt.date,
    document: str,
    reason: str,
    reference: str,
    key: str | None = None,
) -> Reply:
    """续冻: a later expiry, by a document of its own."""
    role = allowed(actor, LedgerAct.RENEW, account=_account_of(hold))
    act = Act(actor, role, reason, reference, key)
    args = (hold, expires_on.isoformat(), document_number(document))
    return call("renew_hold", act, args, "%s::bigint, %s::date, %s")


def execute(
    *,
    actor: Actor,
    hold: int,
    destination: int,
    document: str,
    reason: str,
    reference: str,
    quantity_t: int | None = None,
    key: str | None = None,
) -> Reply:
    """扣划: frozen units to the account that the court names (its ``available``)."""
    role = allowed(actor, LedgerAct.EXECUTE, account=_account_of(hold))
    act = Act(actor, role, reason, reference, key)
    return _spend(act, "execute", hold, account_id(destination), quantity_t, document, None)


def cancel_frozen(
    *,
    actor: Actor,
    hold: int,
    document: str,
    reason: str,
    reference: str,
    quantity_t: int | None = None,
    detail: dict[str, Any] | None = None,
    key: str | None = None,
) -> Reply:
    """Forced cancellation (强制注销) of frozen units."""
    role = allowed(actor, LedgerAct.CANCEL, account=_account_of(hold))
    act = Act(actor, role, reason, reference, key)
    return _spend(act, "cancel", hold, None, quantity_t, document, detail)


def _hold(
    act: Act,
    kind: str,
    batch: int,
    account: int,
    bucket: str | None,
    amount: tuple[Any, Any, Any],
    document: str,
    expires_on: dt.date | None,
) -> Reply:
    args = (
        str(kind),
        batch,
        account,
        bucket,
        *amount,
        document_number(document),
        expires_on and expires_on.isoformat(),
    )
    return call(
        "hold_units",
        act,
        args,
        f"gen_random_uuid(), %s, %s::int, %s::int, %s::ledger.bucket, {CASTS}, %s, %s::date",
    )


def _release(
    kind: LedgerAct,
    actor: Actor,
    hold: int,
    quantity_t: int | None,
    document: str,
    reason: str,
    reference: str,
    key: str | None,
) -> Reply:
    act = Act(actor, allowed(actor, kind, account=_account_of(hold)), reason, reference, key)
    args = (kind.value, hold, None if quantity_t is None else whole_tonnes(quantity_t), document)
    return call("release_hold", act, args, "%s::ledger.act, %s::bigint, %s::bigint, %s")


def _spend(
    act: Act,
    kind: str,
    hold: int,
    destination: int | None,
    quantity_t: int | None,
    document: str,
    detail: dict[str, Any] | None,
) -> Reply:
    amount = None if quantity_t is None else whole_tonnes(quantity_t)
    args = (kind, hold, destination, amount, document_number(document), detail_json(detail))
    return call(
        "spend_hold", act, args, "%s::ledger.act, %s::bigint, %s::int, %s::bigint, %s, %s::jsonb"
    )


def _account_of(hold: int) -> int:
    account = Hold.objects.values_list("account_id", flat=True).filter(id=hold_id(hold)).first()
    if account is None:
        raise CodedError(LedgerCode.HOLD_UNKNOWN, hold=hold)
    return account
