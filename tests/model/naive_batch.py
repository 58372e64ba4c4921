"""Settling many trades at once: the same as one after another, but for the choice of serials."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.model.calls import Call
from tests.model.naive import ACTS, Faults, Naive
from tests.model.naive_trades import date_faults, deliver, eligible, trade_content, trade_faults


def row_verdicts(model: Naive, call: Call) -> list[tuple[str, Faults]]:
    """For each trade: settle, repeat or refused. First come, first served within one place; what is
    bought here cannot be sold here, so the order of the trades does not matter otherwise."""
    on, used_t, seen = call.args["on"], Counter[tuple[Any, ...]](), set[Any]()
    verdicts = []
    for trade in call.args["trades"]:
        place = trade.seller, trade.batch, trade.order
        faults: Faults = {}
        content, _ = model.entries.get((call.actor.source, trade.reference), (None, None))
        if not all(type(number) is int for number in (trade.seller, trade.buyer, trade.batch)):
            faults["trade_incomplete"] = {}
        elif trade.reference in seen:
            faults["reference_twice"] = {}
        elif content == trade_content(trade, on):
            verdicts.append(("repeat", faults))
            seen.add(trade.reference)
            continue
        elif content is not None:
            faults["reference_mismatch"] = {}
        seen.add(trade.reference)
        faults |= trade_faults(model, trade, on, used_t[place])
        if not faults:
            used_t[place] += trade.quantity_t
        verdicts.append(("refused" if faults else "settle", faults))
    return verdicts


def settle_batch_faults(model: Naive, call: Call) -> Faults:
    faults = date_faults(model, call)
    if not call.args["trades"]:
        return faults | {"batch_size_invalid": {}}
    rows = refused_rows(row_verdicts(model, call))
    if rows and call.args["mode"] == "atomic":
        faults["trades_refused"] = {"refused": rows}
    return faults


def refused_rows(verdicts: list[tuple[str, Faults]]) -> dict[int, Faults]:
    """Row number, from 1, of each refused trade, with what is true to say of it."""
    return {n: faults for n, (kind, faults) in enumerate(verdicts, 1) if kind == "refused"}


def settle_batch_do(model: Naive, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
    """``reply['pieces']`` are the serials the ledger moved for each reference: which of the eligible
    ones it takes is its own affair, but each must be eligible, and none may travel twice."""
    on, verdicts = call.args["on"], row_verdicts(model, call)
    settled = [
        t for t, (kind, _) in zip(call.args["trades"], verdicts, strict=True) if kind == "settle"
    ]
    for trade in settled:
        assert trade.reference in reply["pieces"], f"not settled: {trade}, {reply['refused']}"
    may_go = {t.reference: eligible(model, t, on) for t in settled}
    serials: Counter[tuple[int, int]] = Counter()
    for trade in settled:
        ranges = [(first, last) for first, last in reply["pieces"][trade.reference]]
        assert sum(t - f + 1 for f, t in ranges) == trade.quantity_t, trade
        for first, last in ranges:
            assert any(b.first <= first <= last <= b.last for b in may_go[trade.reference]), trade
            serials.update((trade.batch, serial) for serial in range(first, last + 1))
    assert not serials or max(serials.values()) == 1, "a serial travelled twice"
    for trade in settled:
        deliver(model, trade, on, reply["pieces"][trade.reference])
        model.know(
            call, trade.reference, trade_content(trade, on), reply["entries"][trade.reference]
        )
    credits: Counter[tuple[int, int]] = Counter()
    for trade in settled:
        credits[trade.buyer, trade.batch] += trade.quantity_t
    for (account, batch), credited_t in sorted(credits.items()):
        model.catch(account, batch, "trading", credited_t)
    return {
        "settled": len(settled),
        "repeated": sum(kind == "repeat" for kind, _ in verdicts),
        "refused": refused_rows(verdicts),
    }


ACTS["settle_batch"] = (settle_batch_faults, settle_batch_do)
