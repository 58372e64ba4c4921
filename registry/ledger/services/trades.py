"""Trades as callers give them, and as the database takes ten thousand at a time: array literals.

A value of a wrong type becomes NULL (or -1), which the database refuses for its row alone. Columns
whose values are all of the right type, as nearly always, are written without looking at each.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from registry.ledger.services.amounts import is_price, price_text

_INT4 = 1 << 31
_INT8 = 1 << 63


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


def array_columns(trades: Sequence[Trade]) -> list[str]:
    """The trades as seven array literals: reference, seller, buyer, batch, tonnes, price, order."""
    if not trades:
        return ["{}"] * 7
    references, sellers, buyers, batches, quantities, prices, orders = zip(*trades, strict=True)
    return [
        _texts(references),
        *(_integers(column, _INT4) for column in (sellers, buyers, batches)),
        _integers(quantities, _INT8),
        _prices(prices),
        _orders(orders),
    ]


def _integers(column: Sequence[Any], limit: int) -> str:
    if set(map(type, column)) == {int} and -limit <= min(column) and max(column) < limit:
        return _array(map(str, column))
    return _array(str(n) if type(n) is int and -limit <= n < limit else "NULL" for n in column)


def _texts(column: Sequence[Any]) -> str:
    if set(map(type, column)) == {str} and all(column) and max(map(len, column)) <= 100:
        together = "".join(column)
        if together.isprintable() and '"' not in together and "\\" not in together:
            return '{"' + '","'.join(column) + '"}'
    return _array(_quoted(text) for text in column)


def _quoted(text: Any) -> str:
    if not isinstance(text, str) or not 1 <= len(text) <= 100 or not text.isprintable():
        return "NULL"  # refused for its row as reference_invalid
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prices(column: Sequence[Any]) -> str:
    known: dict[tuple[type, Any], str] = {}
    texts = []
    for price in column:
        # A signalling NaN cannot be looked up; it is refused like any other non-amount.
        odd = isinstance(price, Decimal) and price.is_snan()
        key = (type(price), None if odd or isinstance(price, (list, dict, set)) else price)
        text = known.get(key)
        if text is None:
            text = known[key] = _price(price)
        texts.append(text)
    return _array(texts)


def _price(price: Any) -> str:
    if price is None:
        return "NULL"
    # -1 is refused as price_invalid, which is what anything but an exact amount deserves.
    return price_text(price) if is_price(price) else "-1"


def _orders(column: Sequence[Any]) -> str:
    if all(order is None for order in column):
        return _array(["NULL"] * len(column))
    # A malformed order must not read as "no order": -1 is refused as unknown.
    return _integers([-1 if _malformed(n) else n for n in column], _INT8)


def _malformed(order: Any) -> bool:
    return order is not None and not (type(order) is int and 1 <= order < _INT8)


def _array(texts: Any) -> str:
    return "{" + ",".join(texts) + "}"
