"""The same calls, sent to the ledger's services. A reply is a dictionary, a refusal a CodedError."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from registry.ledger.models import Account, Batch, Entry, Move
from registry.ledger.services import accounts, holds, issuance, settlement, units
from tests.model.calls import Call
from tests.model.naive_trades import sent_trade

Reply = dict[str, Any]

PLAIN: dict[str, Callable[..., Reply]] = {
    "transfer": units.transfer,
    "deposit": units.deposit,
    "withdraw": units.withdraw,
    "retire": units.retire,
    "cancel": units.cancel,
    "reserve": holds.reserve,
    "freeze": holds.freeze,
    "release": holds.release,
    "unfreeze": holds.unfreeze,
    "renew": holds.renew,
    "expire": holds.expire,
    "execute": holds.execute,
    "cancel_frozen": holds.cancel_frozen,
    "suspend_account": accounts.suspend_account,
    "resume_account": accounts.resume_account,
    "close_account": accounts.close_account,
    "undo_trade": settlement.undo_trade,
}


def perform(call: Call) -> Reply:
    """Send the call to the service of its act."""
    who = {"actor": call.actor, "reason": call.reason, "key": call.key}
    if call.act in PLAIN:
        return PLAIN[call.act](**who, reference=call.reference, **call.args)
    return SPECIAL[call.act](call, who)


def _open_account(call: Call, who: dict[str, Any]) -> Reply:
    account = accounts.open_account(**who, reference=call.reference, **call.args)
    system = Account.objects.get(programme=account.programme, kind=Account.Kind.SYSTEM)
    return {"account": account.id, "system": system.id, "entry": _entry_of(call)}


def _issue(call: Call, who: dict[str, Any]) -> Reply:
    args = call.args
    name = issuance.BatchName(args["programme"], "SAMPLE-01-V01", args["project"], args["vintage"])
    batch: Batch = issuance.issue_batch(
        **who,
        reference=call.reference,
        name=name,
        shares=dict(args["shares"]),
        issuance=args["issuance"],
    )
    return {
        "batch": batch.id,
        "quantity_t": batch.quantity_t,
        "issuance": batch.issuance,
        "entry": _entry_of(call),
    }


def _entry_of(call: Call) -> int:
    return Entry.objects.get(source=call.actor.source, reference=call.reference).id


def _settle(call: Call, who: dict[str, Any]) -> Reply:
    return settlement.settle(**who, trade=sent_trade(call), on=call.args["on"])


def _settle_batch(call: Call, who: dict[str, Any]) -> Reply:
    done = settlement.settle_batch(**who, **call.args)
    reply: Reply = {
        "settled": done.settled,
        "repeated": done.repeated,
        "refused": [(r.row, r.error.code, r.error.params) for r in done.refused],
        "trades": done.trades,
    }
    if done.replayed:
        return reply | {"replayed": True}
    return reply | _moved(call)


def _moved(call: Call) -> Reply:
    """Which serials were moved for each trade's reference, and the entry that says so."""
    refs = [t.reference for t in call.args["trades"] if isinstance(t.reference, str)]
    found = Entry.objects.filter(source=call.actor.source, reference__in=refs, act="settle")
    entries = dict(found.values_list("reference", "id"))
    pieces: dict[str, list[tuple[int, int]]] = {ref: [] for ref in entries}
    names = {number: ref for ref, number in entries.items()}
    moves = Move.objects.filter(entry_id__in=names).order_by("entry_id", "line")
    for entry, first, last in moves.values_list("entry_id", "first", "last"):
        pieces[names[entry]].append((first, last))
    return {"pieces": pieces, "entries": entries}


SPECIAL: dict[str, Callable[[Call, dict[str, Any]], Reply]] = {
    "open_account": _open_account,
    "issue": _issue,
    "settle": _settle,
    "settle_batch": _settle_batch,
}


def fingerprint() -> tuple[Any, ...]:
    """A hash of every row of every law table: what a refusal must leave as it was."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT)
        return cursor.fetchone()


TABLES = ("account", "batch", "block", "holding", "hold", "request", "entry", "move")
_FINGERPRINT = "SELECT " + ", ".join(
    f"(SELECT count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
    f" FROM ledger.{table} t)"
    for table in TABLES
)
