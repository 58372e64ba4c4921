"""Setting holds: reservations and sell orders of the holder, freezes of an authority."""

from __future__ import annotations

from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Faults, Hold, Naive
from tests.model.naive_asked import (
    amount_faults,
    can_be_counted,
    open_faults,
    place_faults,
    range_faults,
    stock_faults,
    tonnes,
)
from tests.model.naive_units import pieces_of
from tests.model.places import Range, best, total

RESERVING = ("order", "reservation")
FREEZING = ("judicial", "regulator", "pledge")
ORDER = ("available", "trading")  # what a freeze takes first


def setting_faults(model: Naive, args: dict[str, Any]) -> Faults:
    """What is asked of every new hold."""
    faults = amount_faults(args) | place_faults(model, args["account"], args["batch"])
    if not args["document"].strip():
        faults["document_missing"] = {}
    if args["expires_on"] is not None and args["expires_on"] < model.today:
        faults["expiry_past"] = {}
    return faults


def reserve_faults(model: Naive, call: Call) -> Faults:
    args = call.args
    faults = setting_faults(model, args) | open_faults(model, args["account"])
    if args["kind"] not in RESERVING:
        faults["hold_kind_unknown"] = {}
    if args["bucket"] not in ("available", "trading") or (
        args["kind"] == "order" and args["bucket"] != "trading"
    ):
        return faults | {"bucket_invalid": {}}
    if can_be_counted(faults):
        before = model.today if args["bucket"] == "trading" else None
        faults |= stock_faults(model, args, args["account"], args["bucket"], before)
    return faults


def freeze_faults(model: Naive, call: Call) -> Faults:
    args = call.args
    faults = setting_faults(model, args)
    if args["kind"] not in FREEZING:
        faults["hold_kind_unknown"] = {}
    known = model.accounts.get(args["account"])
    if known is not None and known.status == "closed":
        faults["account_closed"] = {}
    if not can_be_counted(faults):
        return faults
    if args["serials"] is not None:
        bucket = _bucket_of(model, args)
        return faults | range_faults(model, args, args["account"], bucket, None)
    have_t = sum(total(model.free(args["account"], args["batch"], b)) for b in ORDER)
    if args["kind"] == "pledge" and have_t < args["quantity_t"]:
        faults["insufficient"] = {"available_t": have_t, "quantity_t": args["quantity_t"]}
    return faults


def _bucket_of(model: Naive, args: dict[str, Any]) -> str:
    """A named range lies wholly in one of the account's buckets: that of its first serial."""
    blocks = model.batches[args["batch"]].tiling.touching(args["serials"][0], args["serials"][0])
    mine = [b for b in blocks if b.account == args["account"] and b.bucket == "trading"]
    return "trading" if mine else "available"


def set_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """Reserve or freeze: from one place, or from `available` and then `trading`."""
    args = call.args
    account, batch, quantity_t = args["account"], args["batch"], tonnes(args)
    rank = 1 + max((h.rank for h in model.holds.values()), default=0)
    paper = args["document"], quantity_t, args["expires_on"]
    hold = Hold(args["kind"], account, batch, *paper, rank, model.today)
    model.holds[reply["hold"]] = hold
    if args["serials"] is not None:
        ranges = pieces_of(model, batch, args["serials"])
    elif call.act == "reserve":
        before = model.today if args["bucket"] == "trading" else None
        ranges = best(model.free(account, batch, args["bucket"], before), quantity_t)
    else:
        ranges = []
        for bucket in ORDER:
            blocks = model.free(account, batch, bucket)
            ranges += best(blocks, min(quantity_t - _length(ranges), total(blocks)))
    model.move(batch, ranges, account, hold.bucket, reply["hold"])
    hold.waiting_t = quantity_t - _length(ranges)
    return {
        "quantity_t": _length(ranges),
        "waiting_t": hold.waiting_t,
        "ranges": [list(r) for r in sorted(ranges)],
    }


def _length(ranges: list[Range]) -> int:
    return sum(last - first + 1 for first, last in ranges)


ACTS["reserve"] = (reserve_faults, set_do)
ACTS["freeze"] = (freeze_faults, set_do)
