"""Drawing trades, one and many, and their undoing. Where nothing can be sold, units are mostly
brought to `trading` first. This is the last of the chain: it draws every act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from registry.ledger.services.settlement import Trade
from tests.model.calls import Call
from tests.model.draws_holds import HoldDraws
from tests.model.places import total
from tests.registry.ledger.world import EXCHANGE

PRICES = (None, Decimal("80"), Decimal("84.50"), Decimal("0"), 79)


class EveryDraw(HoldDraws):
    def trade(self) -> Trade:
        """From `trading`, or from a sell order."""
        before = self.day_to_sell()
        orders = [n for n, h in self.model.holds.items() if (h.kind, h.status) == ("order", "open")]
        if orders and self.rarely(3):
            order: int | None = self.one(orders)
            hold = self.model.holds[order]
            seller, batch, have_t = hold.account, hold.batch, total(self.model.held(order))
        else:
            order = None
            seller, batch = self.place("trading", before)
            have_t = total(self.model.free(seller, batch, "trading", before))
        quantity_t = self.number(1, max(1, have_t) + (1 if self.rarely(8) else 0))
        buyer = self.other(seller, batch)
        price = self.one(PRICES)
        return Trade(self.reference(), seller, buyer, batch, quantity_t, price, order)

    def day_of_trade(self) -> dt.date:
        return self.model.today - dt.timedelta(days=1 if self.rarely(15) else 0)

    def settle(self) -> Call:
        if self.nothing_in("trading"):
            return self.within("deposit", "available")
        trade = self.trade()._asdict()
        reference = trade.pop("reference")
        return Call(
            "settle", trade | {"on": self.day_of_trade()}, EXCHANGE, reference, self.key()
        )  # fmt: skip

    def settle_batch(self) -> Call:
        if self.nothing_in("trading"):
            return self.within("deposit", "available")
        trades = [self.trade() for _ in range(self.number(1, 8))]
        args = {
            "trades": trades,
            "on": self.day_of_trade(),
            "mode": self.one(["per_trade", "atomic"]),
        }
        return Call("settle_batch", args, EXCHANGE, None, f"B-{next(self.numbers)}")

    def undo(self) -> Call:
        today = [r for r, t in self.model.trades.items() if t.on == self.model.today]
        if not today and not self.rarely():
            return self.settle()
        some = list(self.model.trades) if self.rarely(10) or not today else today
        trade = self.one(some) if some else "M-0"
        return self.call("undo_trade", EXCHANGE, trade=trade, on=self.model.today)
