"""Opening, suspending, resuming and closing holding accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.rulebook.models import Programme
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.services.amounts import account_id
from registry.ledger.services.calling import Act, call
from registry.ledger.services.rights import allowed
from registry.organisations.selectors.holders import holder_facts


def open_account(
    *,
    actor: Actor,
    programme: str,
    holder: UUID,
    reason: str,
    reference: str,
    key: str | None = None,
) -> Account:
    """Open the one account of ``holder`` in ``programme``; staff only.

    Raises ``forbidden``, ``programme_unknown``, ``holder_unknown``, ``holder_may_not_hold``
    (R-VVB-01), ``account_exists``.
    """
    role = allowed(actor, LedgerAct.OPEN_ACCOUNT, programme=programme)
    if not Programme.objects.filter(code=programme).exists():
        raise CodedError(LedgerCode.PROGRAMME_UNKNOWN, programme=programme)
    facts = holder_facts(holder)
    if not facts.may_hold:
        raise CodedError(LedgerCode.HOLDER_MAY_NOT_HOLD, name=facts.display_name)
    if facts.status != "active":
        raise CodedError(LedgerCode.HOLDER_NOT_ACTIVE, name=facts.display_name)
    act = Act(actor, role, reason, reference, key)
    reply = call(
        "open_account",
        act,
        (programme, facts.kind, str(holder)),
        "gen_random_uuid(), %s, %s, %s::uuid",
    )
    return Account.objects.get(id=reply["account"])


def suspend_account(
    *, actor: Actor, account: int, reason: str, reference: str, key: str | None = None
) -> dict[str, Any]:
    """Stop all acts of the holder: nothing goes in or out until resumed."""
    return _set_status(LedgerAct.SUSPEND_ACCOUNT, actor, account, reason, reference, key)


def resume_account(
    *, actor: Actor, account: int, reason: str, reference: str, key: str | None = None
) -> dict[str, Any]:
    """Let a suspended account act again."""
    return _set_status(LedgerAct.RESUME_ACCOUNT, actor, account, reason, reference, key)


def close_account(
    *, actor: Actor, account: int, reason: str, reference: str, key: str | None = None
) -> dict[str, Any]:
    """Close an empty account for good; ``account_not_empty`` when units or holds are left."""
    return _set_status(LedgerAct.CLOSE_ACCOUNT, actor, account, reason, reference, key)


def _set_status(
    kind: LedgerAct, actor: Actor, account: int, reason: str, reference: str, key: str | None
) -> dict[str, Any]:
    role = allowed(actor, kind, account=account_id(account))
    act = Act(actor, role, reason, reference, key)
    return call("set_account_status", act, (kind.value, account), "%s::ledger.act, %s::int")
