"""Delivery of trades between accounts: one, a day's thousands, and undoing one of the same day.

Payment happens at the exchange. Units go from the seller's ``trading`` (or from a sell order) to the
buyer's ``trading``; what was bought today cannot be sold today (R-TRADE-03).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from registry.ledger.errors import LedgerCode
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.services.amounts import whole_tonnes
from registry.ledger.services.calling import Act, call
from registry.ledger.services.rights import allowed

_INT8 = 1 << 63
_INT4 = 1 << 31


class Trade(NamedTuple):
    """One trade: the exchange's reference, seller's and buyer's account, batch, tonnes, CNY a tonne.

    ``order`` is the hold that the seller's sell order made, or None to draw on ``trading``.
    """

    reference: str
    seller: int
    buyer: int
    batch: int
    quantity_t: int
    price_cny: Decimal | None = None
    order: int | None = None


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
    role = allowed(actor, LedgerAct.SETTLE)
    _check_day(on)
    whole_tonnes(trade.quantity_t)
    act = Act(actor, role, reason, trade.reference, key, on)
    price = None if trade.price_cny is None else str(trade.price_cny)
    args = (trade.seller, trade.buyer, trade.batch, trade.quantity_t, price, trade.order)
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
    role = allowed(actor, LedgerAct.SETTLE)
    _check_day(on)
    columns = _columns(trades)
    act = Act(actor, role, reason, "batch", key, on)
    reply = call(
        "settle_batch",
        act,
        (mode == "atomic", *columns),
        "%s, %s::text[], %s::int[], %s::int[], %s::int[], %s::bigint[], %s::numeric[], %s::bigint[]",
        body="\n".join((mode, on.isoformat(), *columns)).encode(),
    )
    return Settlement(
        trades=reply["trades"],
        settled=reply["settled"],
        repeated=reply["repeated"],
        refused=tuple(_refusal(row) for row in reply["refused"]),
        replayed=bool(reply.get("replayed")),
    )


def undo_trade(
    *, actor: Actor, trade: str, on: dt.date, reason: str, reference: str, key: str | None = None
) -> dict[str, Any]:
    """Undo the trade with reference ``trade``, made on the same day: the same serials go back."""
    act = Act(actor, allowed(actor, LedgerAct.UNDO), reason, reference, key, on)
    return call("undo_trade", act, (trade,), "%s")


def _check_day(on: dt.date) -> None:
    today = clock.today()
    if on > today:
        raise CodedError(LedgerCode.TRADE_DATE_INVALID, on_date=str(on), today=str(today))


def _refusal(row: dict[str, Any]) -> TradeRefusal:
    params = {"reference": row["reference"], **row["params"]}
    error = CodedError(LedgerCode[row["code"].upper()], **params)
    return TradeRefusal(row=row["row"], reference=row["reference"], error=error)


def _columns(trades: Sequence[Trade]) -> list[str]:
    """The trades as array literals, one a column. A value of a wrong type becomes NULL, which the
    database refuses for that row; ten thousand trades take some milliseconds this way.
    """
    if not trades:
        return ["{}"] * 7
    references, sellers, buyers, batches, quantities, prices, orders = zip(*trades, strict=True)
    return [
        _texts(references),
        *(_integers(column, _INT4) for column in (sellers, buyers, batches)),
        _integers(quantities, _INT8),
        _prices(prices),
        _integers(orders, _INT8),
    ]


def _integers(column: Sequence[Any], limit: int) -> str:
    good = (str(n) if type(n) is int and -limit <= n < limit else "NULL" for n in column)
    return "{" + ",".join(good) + "}"


def _texts(column: Sequence[Any]) -> str:
    return "{" + ",".join(_quoted(text) for text in column) + "}"


def _quoted(text: Any) -> str:
    if not isinstance(text, str) or not 1 <= len(text) <= 100 or not text.isprintable():
        return "NULL"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prices(column: Sequence[Any]) -> str:
    return "{" + ",".join(_price(price) for price in column) + "}"


def _price(price: Any) -> str:
    if price is None:
        return "NULL"
    # -1 is refused as price_invalid, which is what anything but an exact amount deserves.
    exact = isinstance(price, (int, Decimal)) and not isinstance(price, bool)
    return str(price) if exact else "-1"
