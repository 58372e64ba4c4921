"""Delivery of trades between accounts: one, a day's thousands, and undoing one of the same day.

Payment happens at the exchange. Units go from the seller's ``trading`` (or from a sell order) to the
buyer's ``trading``; what was bought today cannot be sold today (R-TRADE-03).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Batch, Entry, Move
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.services.amounts import (
    account_id,
    batch_id,
    exact_price,
    hold_id,
    short,
    whole_tonnes,
)
from registry.ledger.services.calling import Act, call, printable
from registry.ledger.services.rights import allowed, limited
from registry.ledger.services.trades import Trade, array_columns


@dataclass(frozen=True, slots=True)
class TradeRefusal:
    """Why one trade of a batch was not settled; ``row`` counts from 1."""

    row: int
    reference: str | None
    error: CodedError


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a batch. ``repeated`` were settled before; ``replayed``: the stored reply."""

    trades: int
    settled: int
    repeated: int
    refused: tuple[TradeRefusal, ...]
    replayed: bool


def settle(
    *, actor: Actor, trade: Trade, on: dt.date, reason: str, key: str | None = None
) -> dict[str, Any]:
    """Settle one trade made on ``on``. Returns ``entry``, ``quantity_t`` and ``ranges``."""
    role = _may(actor, LedgerAct.SETTLE, [trade.batch])
    _check_day(on)
    act = Act(actor, role, reason, trade.reference, key, on)
    args = (
        *(account_id(trade.seller), account_id(trade.buyer), batch_id(trade.batch)),
        *(whole_tonnes(trade.quantity_t), exact_price(trade.price_cny)),
        None if trade.order is None else hold_id(trade.order),
    )
    return call(
        "settle", act, args, "%s::int, %s::int, %s::int, %s::bigint, %s::numeric, %s::bigint"
    )


def settle_batch(
    *,
    actor: Actor,
    trades: Sequence[Trade],
    on: dt.date,
    mode: Literal["atomic", "per_trade"],
    reason: str,
    key: str,
) -> Settlement:
    """Settle up to 100,000 trades made on ``on`` in one transaction.

    ``atomic``: all or none (``trades_refused`` names every fault); ``per_trade``: each stands alone
    and the refusals are in the result. ``key`` names the batch: sent again with the same trades it
    answers from the stored reply, with others it is refused.
    """
    if mode not in ("atomic", "per_trade"):
        raise ValueError(f"mode is atomic or per_trade, not {mode!r}")
    role = _may(actor, LedgerAct.SETTLE, [trade.batch for trade in trades])
    _check_day(on)
    columns = array_columns(trades)
    act = Act(actor, role, reason, "batch", key, on)
    try:
        reply = _settle_columns(act, mode, columns)
    except CodedError as error:
        raise _with_facts(error, trades) from None
    return Settlement(
        trades=reply["trades"],
        settled=reply["settled"],
        repeated=reply["repeated"],
        refused=tuple(_refusal(row, trades) for row in reply["refused"]),
        replayed=bool(reply.get("replayed")),
    )


def _settle_columns(act: Act, mode: str, columns: list[str]) -> dict[str, Any]:
    assert act.on is not None
    return call(
        "settle_batch",
        act,
        (mode == "atomic", *columns),
        "%s, %s::text[], %s::int[], %s::int[], %s::int[], %s::bigint[], %s::numeric[], %s::bigint[]",
        body="\n".join((mode, act.on.isoformat(), *columns)).encode(),
    )


def undo_trade(
    *, actor: Actor, trade: str, on: dt.date, reason: str, reference: str, key: str | None = None
) -> dict[str, Any]:
    """Undo the trade with reference ``trade``, made on the same day: the same serials go back."""
    trade = printable(trade, 100)
    role = _may(actor, LedgerAct.UNDO, _batches_of(actor.source, trade))
    act = Act(actor, role, reason, reference, key, on)
    return call("undo_trade", act, (trade,), "%s")


def _check_day(on: dt.date) -> None:
    today = clock.today()
    if on > today:
        raise CodedError(LedgerCode.TRADE_DATE_INVALID, on_date=str(on), today=str(today))


def _may(actor: Actor, act: LedgerAct, batches: Sequence[Any]) -> str:
    """The role for ``act``; an actor limited to programmes must reach those of all ``batches``."""
    role = allowed(actor, act)
    if limited(actor):
        ids = {batch for batch in batches if type(batch) is int}
        programmes = Batch.objects.filter(id__in=ids).values_list("programme", flat=True).distinct()
        for programme in programmes:
            role = allowed(actor, act, programme=programme)
    return role


def _batches_of(source: str, trade: str) -> list[int]:
    entries = Entry.objects.filter(source=source, reference=trade)
    return list(Move.objects.filter(entry__in=entries, line=1).values_list("batch_id", flat=True))


def _refusal(row: dict[str, Any], trades: Sequence[Trade]) -> TradeRefusal:
    error = CodedError(LedgerCode[row["code"].upper()], **_facts(row, trades[row["row"] - 1]))
    return TradeRefusal(row=row["row"], reference=row["reference"], error=error)


def _facts(row: dict[str, Any], trade: Trade) -> dict[str, Any]:
    """What the sentence of a refused trade names: its own fields, and the figures found."""
    return {
        **{name: short(value) for name, value in trade._asdict().items()},
        "reference": row["reference"],
        "trade": row["reference"],
        "hold": short(trade.order),
        "account": f"{short(trade.seller)} → {short(trade.buyer)}",
        **row["params"],
    }


def _with_facts(error: CodedError, trades: Sequence[Trade]) -> CodedError:
    if error.kind is not LedgerCode.TRADES_REFUSED:
        return error
    rows = error.params["refused"]
    refusals = [_refusal(row, trades) for row in rows]
    told = [
        row | {"message": refusal.error.zh} for row, refusal in zip(rows, refusals, strict=True)
    ]
    return CodedError(error.kind, **{**error.params, "why": refusals[0].error.zh, "refused": told})
