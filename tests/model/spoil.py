"""Bad input: a good call with one thing wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from governance.identity.roles import Role
from tests.model.calls import Call
from tests.model.draws import Draw
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    EXCHANGE,
    MAKER,
    SECONDED,
    actor,
    holder_of,
)

NOBODY = 999_999_999
AMOUNTS = (0, -1, 1.5, 10_000_000_000, 10**30, "5", True, Decimal("3"))
RANGES = ((5, 1), (0, 3), (1, 10**12), (-4, 4), (1.5, 4), (1, 100_000), (3, 3))
BAD_PRICES = (Decimal("-1"), Decimal("1.234"), Decimal("NaN"), Decimal("Infinity"), Decimal(10**13))
STRANGERS = (
    MAKER,
    actor(Role.VERIFIER),
    holder_of(NOBODY),
    replace(CHECKER, programmes=frozenset({"CCER"})),
    replace(CHECKER, seconding=None),
    replace(APPROVER, seconding=replace(SECONDED, maker_id=APPROVER.user_id)),
    replace(EXCHANGE, roles=frozenset({"holder"})),
)


def spoil(d: Draw, call: Call, sent: list[Call]) -> Call:
    """Make one thing wrong (or, by chance, only different)."""
    ways: list[Callable[[Draw, Call, list[Call]], Call]] = [_actor, _reason, _reference, _old_key]
    ways += [_trades] * 4 if call.act == "settle_batch" else []
    ways += [_args] * len(call.args) * 2
    return d.one(ways)(d, call, sent)


def _actor(d: Draw, call: Call, sent: list[Call]) -> Call:
    return replace(call, actor=d.one(STRANGERS))


def _reason(d: Draw, call: Call, sent: list[Call]) -> Call:
    return replace(call, reason=d.one(["", "  ", "长" * 501]))


def _reference(d: Draw, call: Call, sent: list[Call]) -> Call:
    """A malformed one, or one that stands for another act."""
    if call.reference is None:
        return call
    old = [c.reference for c in sent if c.reference]
    bad = ["", "x" * 101, "a\nb"]
    return replace(call, reference=d.one(old) if old and d.rarely(2) else d.one(bad))


def _old_key(d: Draw, call: Call, sent: list[Call]) -> Call:
    keys = [c.key for c in sent if c.key]
    return replace(call, key=d.one(keys)) if keys else call


def _args(d: Draw, call: Call, sent: list[Call]) -> Call:
    name = d.one(sorted(call.args))
    value = WRONG[name](d, call) if name in WRONG else call.args[name]
    return replace(call, args=call.args | {name: value})


def _some_account(d: Draw, call: Call) -> int:
    """Unknown, a programme's own, or any at all, closed and foreign ones included."""
    system = [n for n, a in d.model.accounts.items() if a.system]
    return d.one([NOBODY, d.one(system), d.account(), d.account()])


def _trades(d: Draw, call: Call, sent: list[Call]) -> Call:
    """One row wrong, or twice the same row, or none at all."""
    trades = list(call.args["trades"])
    if d.rarely(10):
        return replace(call, args=call.args | {"trades": []})
    at = d.number(0, len(trades) - 1)
    if d.rarely(5):
        trades.insert(at, trades[at])
    else:
        field = d.one(["seller", "buyer", "batch", "quantity_t", "price_cny", "order"])
        value = d.one(["x", None]) if d.rarely() else WRONG[field](d, call)
        trades[at] = trades[at]._replace(**{field: value})
    return replace(call, args=call.args | {"trades": trades})


def _old_reference(d: Draw, call: Call) -> str:
    return d.one([*d.model.trades, "M-0"])


WRONG: dict[str, Callable[[Draw, Call], Any]] = {
    "account": _some_account,
    "source": _some_account,
    "destination": _some_account,
    "seller": _some_account,
    "buyer": _some_account,
    "batch": lambda d, call: d.one([NOBODY, d.batch(), d.batch()]),
    "quantity_t": lambda d, call: d.one(AMOUNTS),
    "serials": lambda d, call: d.one(RANGES),
    "document": lambda d, call: d.one(["", "  "]),
    "expires_on": lambda d, call: d.model.today - dt.timedelta(days=d.number(0, 3)),
    "hold": lambda d, call: d.one([NOBODY, *d.model.holds]),
    "order": lambda d, call: d.one([NOBODY, *d.model.holds]),
    "kind": lambda d, call: d.one(["order", "judicial", "reservation", "pledge", "nonsense"]),
    "bucket": lambda d, call: d.one(["available", "trading", "frozen", "retired"]),
    "price_cny": lambda d, call: d.one(BAD_PRICES),
    "on": lambda d, call: d.model.today + dt.timedelta(days=d.number(1, 3)),
    "trade": _old_reference,
    "programme": lambda d, call: d.one(["XX", "BJ", "CCER"]),
    "project": lambda d, call: d.one(["pa", "", "P_1"]),
    "shares": lambda d, call: d.one([(), ((_some_account(d, call), 5),), ((d.account(), 0),)]),
    "holder": lambda d, call: d.one([UUID(int=7), *d.model.holders]),
}
