"""Acts on the units of one account: non-trade transfer, deposit and withdrawal, retirement,
cancellation. A quantity or an explicit serial range is named; with a quantity the ledger chooses
the blocks (docs/adr/0004).
"""

from __future__ import annotations

from typing import Any

from governance.identity.actor import Actor
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.models.buckets import Bucket
from registry.ledger.services.amounts import (
    CASTS,
    Range,
    account_id,
    batch_id,
    detail_json,
    live_bucket,
    named,
)
from registry.ledger.services.calling import Act, call
from registry.ledger.services.rights import allowed

Reply = dict[str, Any]


def transfer(
    *,
    actor: Actor,
    batch: int,
    source: int,
    destination: int,
    reason: str,
    reference: str,
    quantity_t: int | None = None,
    serials: Range | None = None,
    detail: dict[str, Any] | None = None,
    key: str | None = None,
) -> Reply:
    """Non-trade transfer (继承, 合并分立, 破产, 司法) between two accounts' ``available``; staff only.

    Returns ``entry``, ``quantity_t`` and ``ranges`` (lists of first and last serial).
    """
    role = allowed(actor, LedgerAct.TRANSFER, account=account_id(source))
    act = Act(actor, role, reason, reference, key)
    args = (
        batch_id(batch),
        source,
        account_id(destination),
        *named(quantity_t, serials),
        detail_json(detail),
    )
    return call("transfer", act, args, f"%s::int, %s::int, %s::int, {CASTS}, %s::jsonb")


def deposit(
    *, actor: Actor, batch: int, account: int, reason: str, reference: str, **what: Any
) -> Reply:
    """转入: from ``available`` to ``trading``. ``quantity_t``, ``serials``, ``detail``, ``key``."""
    return _within(LedgerAct.DEPOSIT, actor, batch, account, reason, reference, **what)


def withdraw(
    *, actor: Actor, batch: int, account: int, reason: str, reference: str, **what: Any
) -> Reply:
    """转出: from ``trading`` back to ``available``; not what was bought today (R-TRADE-03)."""
    return _within(LedgerAct.WITHDRAW, actor, batch, account, reason, reference, **what)


def retire(
    *, actor: Actor, batch: int, account: int, reason: str, reference: str, **what: Any
) -> Reply:
    """注销: from ``available`` to ``retired``, for ever. Purpose and beneficiary go into ``detail``."""
    return _within(LedgerAct.RETIRE, actor, batch, account, reason, reference, **what)


def cancel(
    *,
    actor: Actor,
    batch: int,
    account: int,
    reason: str,
    reference: str,
    bucket: str = Bucket.AVAILABLE,
    quantity_t: int | None = None,
    serials: Range | None = None,
    detail: dict[str, Any] | None = None,
    key: str | None = None,
) -> Reply:
    """取消: false or mistaken tonnes leave for ever, and never count as use (强制注销). Approver only.

    Works on a suspended account. ``bucket`` is ``available`` or ``trading``; frozen units are
    cancelled through their hold (:func:`registry.ledger.services.holds.cancel_frozen`).
    """
    role = allowed(actor, LedgerAct.CANCEL, account=account_id(account))
    act = Act(actor, role, reason, reference, key)
    args = (
        batch_id(batch),
        account,
        live_bucket(bucket),
        *named(quantity_t, serials),
        detail_json(detail),
    )
    return call("cancel", act, args, f"%s::int, %s::int, %s::ledger.bucket, {CASTS}, %s::jsonb")


def _within(
    kind: LedgerAct,
    actor: Actor,
    batch: int,
    account: int,
    reason: str,
    reference: str,
    *,
    quantity_t: int | None = None,
    serials: Range | None = None,
    detail: dict[str, Any] | None = None,
    key: str | None = None,
) -> Reply:
    role = allowed(actor, kind, account=account_id(account))
    act = Act(actor, role, reason, reference, key)
    args = (batch_id(batch), account, *named(quantity_t, serials), detail_json(detail))
    return call(kind.value, act, args, f"%s::int, %s::int, {CASTS}, %s::jsonb")
