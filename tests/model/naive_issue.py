"""Issuing a batch: consecutive serials to the owners, from serial one."""

from __future__ import annotations

from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Batch, Faults, Naive
from tests.model.naive_asked import is_whole, open_faults
from tests.model.places import Tiling


def issue_faults(model: Naive, call: Call) -> Faults:
    args = call.args
    faults: Faults = {}
    if not args["shares"]:
        faults["shares_invalid"] = {}
    parts = [quantity_t for _, quantity_t in args["shares"]]
    if not all(is_whole(part) for part in parts) or (parts and not is_whole(sum(parts))):
        faults["quantity_invalid"] = {}
    if not args["project"].isalnum() or not args["project"].isupper():
        faults["code_malformed"] = {}
    if not any(a.system and a.programme == args["programme"] for a in model.accounts.values()):
        faults["programme_unknown"] = {}
    for account, _ in args["shares"]:
        known = model.accounts.get(account)
        if known is None or known.system:
            faults["account_unknown"] = {}
        elif known.programme != args["programme"]:
            faults["programme_mismatch"] = {}
        faults |= open_faults(model, account)
    if args["issuance"] in issuances(model, args):
        faults["batch_exists"] = {}
    return faults


def issuances(model: Naive, args: dict[str, Any]) -> list[int]:
    """The numbers taken within the programme's project and vintage."""
    name = (args["project"], str(args["vintage"]))
    found = [
        b for b in model.batches.values() if (b.programme, b.name) == (args["programme"], name)
    ]
    return [b.issuance for b in found]


def issue_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    args = call.args
    number = args["issuance"] or max(issuances(model, args), default=0) + 1
    quantity_t = sum(share for _, share in args["shares"])
    system = next(
        a for a in model.accounts.values() if a.system and a.programme == args["programme"]
    )
    home = next(n for n, a in model.accounts.items() if a is system)
    name = (args["project"], str(args["vintage"]))
    tiling = Tiling(quantity_t, home)
    model.batches[reply["batch"]] = Batch(args["programme"], name, number, tiling)
    first = 1
    for account, share in args["shares"]:
        model.move(reply["batch"], [(first, first + share - 1)], account, "available")
        first += share
    return {"quantity_t": quantity_t, "issuance": number}


ACTS["issue"] = (issue_faults, issue_do)
