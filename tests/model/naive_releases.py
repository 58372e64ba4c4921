"""What becomes of holds: released, expired, renewed, executed (扣划), cancelled; freezes queue (轮候)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Faults, Naive
from tests.model.naive_asked import is_whole, open_faults, place_faults
from tests.model.naive_holds import ORDER
from tests.model.places import from_hold, total


def taking_faults(model: Naive, call: Call) -> Faults:
    """What is asked of everything done to a standing hold."""
    hold, quantity_t = model.holds.get(call.args["hold"]), call.args.get("quantity_t")
    faults: Faults = {}
    if call.act not in ("release", "expire") and not call.args["document"].strip():
        faults["document_missing"] = {}
    if quantity_t is not None and not is_whole(quantity_t):
        faults["quantity_invalid"] = {}
    if hold is None:
        return faults | {"hold_unknown": {}}
    if hold.status != "open":
        faults["hold_closed"] = {}
    if call.act != "expire" and (call.act == "release") != (hold.bucket == "reserved"):
        faults["hold_kind_unknown"] = {}
    left_t = total(model.held(call.args["hold"]))
    if quantity_t is not None and is_whole(quantity_t) and quantity_t > left_t:
        faults["hold_insufficient"] = {"available_t": left_t, "quantity_t": quantity_t}
    return faults


def expire_faults(model: Naive, call: Call) -> Faults:
    faults = taking_faults(model, call)
    hold = model.holds.get(call.args["hold"])
    if hold is not None and hold.expires_on is None:
        faults["hold_without_expiry"] = {}
    elif hold is not None and hold.expires_on >= model.today:
        faults["hold_not_expired"] = {}
    return faults


def renew_faults(model: Naive, call: Call) -> Faults:
    faults = taking_faults(model, call)
    hold, expires_on = model.holds.get(call.args["hold"]), call.args["expires_on"]
    if hold is not None and hold.expires_on is None:
        return faults | {"hold_without_expiry": {}}
    until = hold.expires_on if hold and hold.expires_on else dt.date.min
    if expires_on < model.today or expires_on <= until:
        faults["expiry_past"] = {}
    return faults


def spend_faults(model: Naive, call: Call) -> Faults:
    faults = taking_faults(model, call)
    hold = model.holds.get(call.args["hold"])
    if hold is None:
        return faults
    if not total(model.held(call.args["hold"])):
        faults["quantity_invalid"] = {}
    if call.act == "execute":
        destination = call.args["destination"]
        faults |= place_faults(model, destination, hold.batch) | open_faults(model, destination)
        if destination == hold.account:
            faults["same_account"] = {}
    return faults


def release_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """First to the freezes that wait, by rank; the rest to where it came from. All of it ends it."""
    number = call.args["hold"]
    hold = model.holds[number]
    account, batch = hold.account, hold.batch
    quantity_t = call.args.get("quantity_t")
    rest = total(model.held(number)) if quantity_t is None else quantity_t
    figures = {"quantity_t": rest}
    for waiter in model.waiting(account, batch):
        if waiter == number:
            continue
        part = min(rest, model.holds[waiter].waiting_t)
        model.move(batch, from_hold(model.held(number), part), account, "frozen", waiter)
        model.holds[waiter].waiting_t -= part
        rest -= part
    for bucket in ORDER:
        blocks = model.held(number, bucket)
        part = min(rest, total(blocks))
        model.move(batch, from_hold(blocks, part), account, bucket)
        rest -= part
    if quantity_t is None:
        hold.waiting_t, hold.status = 0, "expired" if call.act == "expire" else "released"
    return figures


def renew_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    model.holds[call.args["hold"]].expires_on = call.args["expires_on"]
    return {"expires_on": call.args["expires_on"].isoformat()}


def spend_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """扣划 to the account the court names, or forced cancellation."""
    number = call.args["hold"]
    hold = model.holds[number]
    left_t = total(model.held(number))
    quantity_t = call.args["quantity_t"] or left_t
    ranges = from_hold(model.held(number), quantity_t)
    if quantity_t == left_t and (not hold.waiting_t or call.args["quantity_t"] is None):
        hold.waiting_t, hold.status = 0, "executed"
    if call.act == "execute":
        model.move(hold.batch, ranges, call.args["destination"], "available")
        model.catch(call.args["destination"], hold.batch, "available", quantity_t)
    else:
        model.move(hold.batch, ranges, hold.account, "cancelled")
    return {"quantity_t": quantity_t, "ranges": [list(r) for r in sorted(ranges)]}


ACTS["release"] = ACTS["unfreeze"] = (taking_faults, release_do)
ACTS["expire"] = (expire_faults, release_do)
ACTS["renew"] = (renew_faults, renew_do)
ACTS["execute"] = ACTS["cancel_frozen"] = (spend_faults, spend_do)
