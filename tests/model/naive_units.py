"""Transfer, deposit, withdraw, retire, cancel: units from one place to another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Faults, Naive
from tests.model.naive_asked import (
    amount_faults,
    can_be_counted,
    open_faults,
    place_faults,
    stock_faults,
    tonnes,
)
from tests.model.places import Range, best, crumbs

# act: from bucket, to bucket, which blocks first, is T+1 asked, must the account be open
WITHIN = {
    "transfer": ("available", "available", best, False, True),
    "deposit": ("available", "trading", best, False, True),
    "withdraw": ("trading", "available", best, True, True),
    "retire": ("available", "retired", crumbs, False, True),
    "cancel": (None, "cancelled", crumbs, False, False),
}


def pieces_of(model: Naive, batch: int, serials: Range) -> list[Range]:
    """A named range, piece by piece of the blocks it lies in."""
    first, last = serials
    blocks = model.batches[batch].tiling.touching(first, last)
    return [(max(b.first, first), min(b.last, last)) for b in blocks]


def _route(model: Naive, call: Call) -> tuple[int, str, int, str, Any, dt.date | None, bool]:
    args = call.args
    src_bucket, dst_bucket, choose, held_back, must_be_open = WITHIN[call.act]
    src = args.get("account", args.get("source"))
    dst = args.get("destination", src)
    before = model.today if held_back else None
    return src, src_bucket or args["bucket"], dst, dst_bucket, choose, before, must_be_open


def within_faults(model: Naive, call: Call) -> Faults:
    src, src_bucket, dst, _, _, before, must_be_open = _route(model, call)
    args = call.args
    faults = amount_faults(args)
    faults |= place_faults(model, src, args["batch"]) | place_faults(model, dst, args["batch"])
    if call.act == "transfer" and src == dst:
        faults["same_account"] = {}
    if must_be_open:
        faults |= open_faults(model, src) | open_faults(model, dst)
    if src_bucket not in ("available", "trading"):
        return faults | {"bucket_invalid": {}}
    if can_be_counted(faults):
        faults |= stock_faults(model, args, src, src_bucket, before)
    return faults


def within_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    src, src_bucket, dst, dst_bucket, choose, before, _ = _route(model, call)
    batch, quantity_t = call.args["batch"], tonnes(call.args)
    if call.args.get("serials") is not None:
        ranges = pieces_of(model, batch, call.args["serials"])
    else:
        ranges = choose(model.free(src, batch, src_bucket, before), quantity_t)
    model.move(batch, ranges, dst, dst_bucket)
    model.catch(dst, batch, dst_bucket, quantity_t)
    return {"quantity_t": quantity_t, "ranges": [list(r) for r in sorted(ranges)], "batch": batch}


ACTS |= dict.fromkeys(WITHIN, (within_faults, within_do))
