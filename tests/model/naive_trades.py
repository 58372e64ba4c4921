"""Settling one trade, and undoing one of the same day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from registry.ledger.services.settlement import Trade as Sent
from tests.model.calls import Call
from tests.model.naive import ACTS, Faults, Naive, Trade
from tests.model.naive_asked import can_be_counted, is_whole, open_faults, place_faults
from tests.model.places import Block, Range, best, from_hold, total

FIELDS = ("seller", "buyer", "batch", "quantity_t", "price_cny", "order")
UNCOUNTED = {"hold_unknown", "hold_mismatch", "hold_closed", "trade_date_past"}


def sent_trade(call: Call) -> Sent:
    return Sent(call.reference or "", *(call.args[name] for name in FIELDS))


def trade_content(trade: Sent, on: dt.date) -> Any:
    """As ``content_of`` a single settlement, so that either may repeat the other."""
    args = trade._asdict() | {"on": on}
    return "settle", tuple((name, args[name]) for name in sorted((*FIELDS, "on")))


def eligible(model: Naive, trade: Sent, on: dt.date) -> list[Block]:
    """What the seller may sell of on that day: from `trading`, or from the order (R-TRADE-03)."""
    if trade.order is None:
        return model.free(trade.seller, trade.batch, "trading", on)
    return model.held(trade.order)


def trade_faults(model: Naive, trade: Sent, on: dt.date, used_t: int = 0) -> Faults:
    """Why the trade cannot be settled when ``used_t`` of the seller's units are spoken for."""
    faults = place_faults(model, trade.buyer, trade.batch) | open_faults(model, trade.buyer)
    faults |= price_faults(trade.price_cny)
    if trade.seller == trade.buyer:
        faults["same_account"] = {}
    if not is_whole(trade.quantity_t):
        faults["quantity_invalid"] = {}
    faults |= open_faults(model, trade.seller)
    if trade.order is None:
        faults |= place_faults(model, trade.seller, trade.batch)
        if model.bought.get((trade.seller, trade.batch), on) > on:
            faults["trade_date_past"] = {}
    else:
        faults |= order_faults(model, trade, on)
    if can_be_counted(faults) and not UNCOUNTED & faults.keys():
        faults |= short_faults(model, trade, on, used_t)
    return faults


def price_faults(price_cny: Any) -> Faults:
    if price_cny is None:
        return {}
    good = type(price_cny) in (int, Decimal) and Decimal(price_cny).is_finite()
    good = good and 0 <= price_cny < 10**12 and price_cny == round(price_cny, 2)
    return {} if good else {"price_invalid": {}}


def order_faults(model: Naive, trade: Sent, on: dt.date) -> Faults:
    order = model.holds.get(trade.order) if trade.order is not None else None
    if order is None:
        return {"hold_unknown": {}}
    faults: Faults = {} if order.status == "open" else {"hold_closed": {}}
    if (order.kind, order.account, order.batch) != ("order", trade.seller, trade.batch):
        faults["hold_mismatch"] = {}
    if order.opened_on > on:
        faults["trade_date_past"] = {}
    return faults


def short_faults(model: Naive, trade: Sent, on: dt.date, used_t: int) -> Faults:
    have_t = total(eligible(model, trade, on)) - used_t
    if have_t >= trade.quantity_t:
        return {}
    figures = {"available_t": have_t, "quantity_t": trade.quantity_t}
    if trade.order is not None:
        return {"hold_insufficient": figures}
    all_t = total(model.free(trade.seller, trade.batch, "trading")) - used_t
    return {"bought_today" if all_t >= trade.quantity_t else "insufficient": figures}


def date_faults(model: Naive, call: Call) -> Faults:
    return {"trade_date_invalid": {}} if call.args["on"] > model.today else {}


def settle_faults(model: Naive, call: Call) -> Faults:
    return date_faults(model, call) | trade_faults(model, sent_trade(call), call.args["on"])


def deliver(model: Naive, trade: Sent, on: dt.date, ranges: list[Range]) -> None:
    """Move the units and remember the trade, so that it can be undone."""
    tiling = model.batches[trade.batch].tiling
    before = [(f, t, tiling.touching(f, t)[0].bought_on) for f, t in ranges]
    model.trades[trade.reference] = Trade(on, trade.seller, trade.buyer, trade.batch, before)
    model.move(trade.batch, ranges, trade.buyer, "trading", bought_on=on)
    place = trade.buyer, trade.batch
    model.bought[place] = max(on, model.bought.get(place, on))


def settle_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    trade, on = sent_trade(call), call.args["on"]
    choose = best if trade.order is None else from_hold
    ranges = choose(eligible(model, trade, on), trade.quantity_t)
    deliver(model, trade, on, ranges)
    model.catch(trade.buyer, trade.batch, "trading", trade.quantity_t)
    return {
        "quantity_t": trade.quantity_t,
        "batch": trade.batch,
        "ranges": [list(r) for r in sorted(ranges)],
    }


def undo_faults(model: Naive, call: Call) -> Faults:
    trade = model.trades.get(call.args["trade"])
    if trade is None:
        return {"trade_unknown": {}}
    faults: Faults = {}
    if trade.on != call.args["on"]:
        faults["undo_too_late"] = {}
    if trade.undone:
        faults["trade_undone"] = {}
    tiling = model.batches[trade.batch].tiling
    blocks = [b for f, t, _ in trade.pieces for b in tiling.touching(f, t)]
    here = {(b.account, b.bucket, b.hold, b.bought_on) for b in blocks}
    if here != {(trade.buyer, "trading", None, trade.on)}:
        faults["units_moved"] = {}
    if model.accounts[trade.seller].status == "closed":
        faults["account_closed"] = {}
    return faults


def undo_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """The same serials go back to the seller, with the day of purchase they had before."""
    trade = model.trades[call.args["trade"]]
    for first, last, bought_on in trade.pieces:
        ranges = [
            (max(b.first, first), min(b.last, last))
            for b in model.batches[trade.batch].tiling.touching(first, last)
        ]
        model.move(trade.batch, ranges, trade.seller, "trading", bought_on=bought_on)
    trade.undone = True
    quantity_t = sum(last - first + 1 for first, last, _ in trade.pieces)
    model.catch(trade.seller, trade.batch, "trading", quantity_t)
    return {"quantity_t": quantity_t, "batch": trade.batch}


ACTS["settle"] = (settle_faults, settle_do)
ACTS["undo_trade"] = (undo_faults, undo_do)
