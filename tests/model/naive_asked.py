"""What is asked of any amount and any place, before an act may touch units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.model.naive import MOST_T, Faults, Naive
from tests.model.places import total

UNMEASURED = {"quantity_invalid", "range_invalid", "range_quantity_differ"}
UNPLACED = {"account_unknown", "batch_unknown", "programme_mismatch"}


def is_whole(number: Any) -> bool:
    return type(number) is int and 1 <= number <= MOST_T


def amount_faults(args: dict[str, Any]) -> Faults:
    """A quantity of whole tonnes, or a range of serials, or both agreeing."""
    quantity_t, serials = args.get("quantity_t"), args.get("serials")
    faults: Faults = {}
    if (serials is None or quantity_t is not None) and not is_whole(quantity_t):
        faults["quantity_invalid"] = {}
    if serials is not None:
        first, last = serials
        if not (is_whole(first) and is_whole(last) and first <= last):
            faults["range_invalid"] = {}
        elif quantity_t is not None and quantity_t != last - first + 1:
            faults["range_quantity_differ"] = {}
    return faults


def tonnes(args: dict[str, Any]) -> int:
    """The quantity, or the length of the range; only of an amount without faults."""
    if args.get("serials") is None:
        return args["quantity_t"]
    first, last = args["serials"]
    return last - first + 1


def place_faults(model: Naive, account: int, batch: int) -> Faults:
    """Both exist, are of one programme, and the account is a holder's."""
    faults: Faults = {}
    if account not in model.accounts or model.accounts[account].system:
        faults["account_unknown"] = {}
    if batch not in model.batches:
        faults["batch_unknown"] = {}
    if account in model.accounts and batch in model.batches:
        foreign = model.accounts[account].programme != model.batches[batch].programme
        return faults | ({"programme_mismatch": {}} if foreign else {})
    return faults


def open_faults(model: Naive, account: int) -> Faults:
    known = model.accounts.get(account)
    return {f"account_{known.status}": {}} if known and known.status != "open" else {}


def stock_faults(
    model: Naive, args: dict[str, Any], account: int, bucket: str, before: dt.date | None
) -> Faults:
    """Enough in the place, or every named serial in it."""
    if args.get("serials") is not None:
        return range_faults(model, args, account, bucket, before)
    have_t = total(model.free(account, args["batch"], bucket, before))
    if have_t >= args["quantity_t"]:
        return {}
    all_t = total(model.free(account, args["batch"], bucket))
    code = "bought_today" if all_t >= args["quantity_t"] else "insufficient"
    return {code: {"available_t": have_t, "quantity_t": args["quantity_t"]}}


def range_faults(
    model: Naive, args: dict[str, Any], account: int, bucket: str, before: dt.date | None
) -> Faults:
    tiling = model.batches[args["batch"]].tiling
    first, last = args["serials"]
    faults: Faults = {}
    if last > tiling.quantity_t:
        faults["range_never_issued"] = {"issued_t": tiling.quantity_t}
    for block in tiling.touching(first, last):
        if (block.account, block.bucket, block.hold) == (account, bucket, None):
            if before is not None and block.bought_on is not None and block.bought_on >= before:
                faults["bought_today"] = {}
        elif block.bucket in ("retired", "cancelled"):
            faults[f"range_{block.bucket}"] = {}
        elif block.account != account:
            faults["range_not_held"] = {}
        elif block.hold is not None:
            faults[f"range_{block.bucket}"] = {}
        else:
            faults["range_wrong_bucket"] = {}
    return faults


def can_be_counted(faults: Faults) -> bool:
    """Whether amount and place are such that one can ask whether there is enough."""
    return not (UNMEASURED | UNPLACED) & faults.keys()
