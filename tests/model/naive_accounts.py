"""Opening, suspending, resuming and closing accounts."""

from __future__ import annotations

from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Account, Faults, Naive
from tests.model.places import total

STATUS = {"suspend_account": "suspended", "resume_account": "open", "close_account": "closed"}


def open_account_faults(model: Naive, call: Call) -> Faults:
    programme, holder = call.args["programme"], call.args["holder"]
    faults: Faults = {}
    if programme not in ("BJ", "CD", "CCER"):
        faults["programme_unknown"] = {}
    if holder not in model.holders:
        faults["holder_unknown"] = {}
    elif not model.holders[holder]:
        faults["holder_may_not_hold"] = {}
    if any((a.programme, a.holder) == (programme, holder) for a in model.accounts.values()):
        faults["account_exists"] = {}
    return faults


def open_account_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """The first account of a programme brings the programme's own, where units lie before issuance."""
    programme = call.args["programme"]
    model.accounts[reply["account"]] = Account(programme, call.args["holder"])
    model.accounts.setdefault(reply["system"], Account(programme, None, system=True))
    return {}


def status_faults(model: Naive, call: Call) -> Faults:
    number = call.args["account"]
    account = model.accounts.get(number)
    if account is None or account.system:
        return {"account_unknown": {}}
    if account.status == "closed":
        return {"account_closed": {}}
    if account.status == STATUS[call.act]:
        return {"account_status_same": {}}
    left_t = tonnes_left(model, number)
    if call.act == "close_account" and left_t:
        return {"account_not_empty": {"left_t": left_t}}
    return {}


def tonnes_left(model: Naive, account: int) -> int:
    """Units that are not yet retired or cancelled, and units waited for."""
    mine = [
        b for batch in model.batches.values() for b in batch.tiling.blocks if b.account == account
    ]
    waits_t = sum(h.waiting_t for h in model.holds.values() if h.account == account)
    return total([b for b in mine if b.bucket not in ("retired", "cancelled")]) + waits_t


def status_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    model.accounts[call.args["account"]].status = STATUS[call.act]
    return {"status": STATUS[call.act], "account": call.args["account"]}


ACTS["open_account"] = (open_account_faults, open_account_do)
ACTS |= dict.fromkeys(STATUS, (status_faults, status_do))
