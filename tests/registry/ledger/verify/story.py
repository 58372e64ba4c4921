"""A small ledger in which every act happens once or more, told step by step.

``tell`` yields after each act, so that a caller can look at the ledger in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import time_machine

from registry.ledger.services import holds, units
from registry.ledger.services.accounts import close_account, resume_account, suspend_account
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    DAY,
    EXCHANGE,
    OPERATOR,
    holder_of,
    make_account,
    make_batch,
    ref,
    to_trading,
)

WHY = {"reason": "测试"}
NEXT_DAY = DAY + dt.timedelta(days=1)


@dataclass
class Story:
    """Ids of what the story is about; ``holds`` and ``trades`` by what they are for."""

    accounts: list[int] = field(default_factory=list)
    batch: int = 0
    other: int = 0
    closed: int = 0
    holds: dict[str, int] = field(default_factory=dict)
    trades: dict[str, str] = field(default_factory=dict)

    def tell(self) -> Iterator[str]:
        with time_machine.travel(f"{DAY} 10:00 +0800"):
            yield from self._opened()
            yield from self._traded()
        with time_machine.travel(f"{NEXT_DAY} 10:00 +0800"):
            self._settle("several", self.accounts[1], self.accounts[0], 500, NEXT_DAY)
            yield "settle of several blocks"
            yield from self._ordered()
            yield from self._frozen()
        yield from self._ended()

    def _opened(self) -> Iterator[str]:
        self.accounts = [make_account().id for _ in range(3)]
        yield "open_account"
        self.batch = make_batch(dict.fromkeys(self.accounts, 1000)).id
        yield "issue"
        abroad = make_account("CD").id
        self.other = make_batch({abroad: 50}, programme="CD").id
        yield "issue in another programme"
        for account in self.accounts:
            to_trading(account, self.batch, 600)
            yield "deposit"

    def _traded(self) -> Iterator[str]:
        a, b, c = self.accounts
        self._settle("first", a, b, 100, DAY)
        yield "settle"
        trades = [
            Trade(ref(), a, c, self.batch, 50, Decimal("84.50")),
            Trade(ref(), b, c, self.batch, 60, Decimal("84.10")),
            Trade(ref(), a, b, self.batch, 7),
        ]
        settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", key=ref(), **WHY)
        yield "settle_batch"
        self._settle("undone", c, a, 600, DAY)
        yield "settle all that was there"
        undo_trade(
            actor=EXCHANGE, trade=self.trades["undone"], on=DAY, reference=ref(), **WHY
        )  # fmt: skip
        yield "undo"

    def _ordered(self) -> Iterator[str]:
        a, b, c = self.accounts
        order = {"actor": holder_of(a), "batch": self.batch, "account": a, **WHY}
        self.holds["order"] = holds.reserve(
            kind="order",
            bucket="trading",
            quantity_t=80,
            document="申报1",
            reference=ref(),
            **order,
        )["hold"]
        yield "reserve"
        self._settle("from order", a, b, 30, NEXT_DAY, self.holds["order"])
        yield "settle from an order"
        trades = [Trade(ref(), a, c, self.batch, 10, None, self.holds["order"])]
        settle_batch(actor=EXCHANGE, trades=trades, on=NEXT_DAY, mode="atomic", key=ref(), **WHY)
        yield "settle_batch from an order"
        self.holds["reservation"] = holds.reserve(
            quantity_t=20, document="申请1", reference=ref(), **order
        )["hold"]
        yield "reserve for an application"
        for hold in ("reservation", "order"):
            holds.release(
                actor=holder_of(a), hold=self.holds[hold], quantity_t=5, reference=ref(), **WHY
            )
            yield "release a part"
        units.withdraw(
            actor=holder_of(b), batch=self.batch, account=b, quantity_t=40, reference=ref(), **WHY
        )
        yield "withdraw"
        self._transfer(c, a, quantity_t=10)
        yield "transfer"
        self._transfer(b, a, serials=(1150, 1159))
        yield "transfer of a range"

    def _frozen(self) -> Iterator[str]:
        a, b, _ = self.accounts
        self._freeze("first", 1500, a)
        yield "freeze for more than is held"
        self._freeze("second", 40, a)
        yield "freeze that waits"
        self._transfer(b, a, quantity_t=30)
        yield "transfer that is caught"
        self._settle("caught", b, a, 25, NEXT_DAY)
        yield "settle that is caught"
        holds.unfreeze(
            actor=CHECKER, hold=self.holds["first"], document="解1", quantity_t=10,
            reference=ref(), **WHY,
        )  # fmt: skip
        yield "unfreeze a part"
        holds.unfreeze(
            actor=CHECKER, hold=self.holds["first"], document="解2", reference=ref(), **WHY
        )
        yield "unfreeze into the queue"
        holds.execute(
            actor=CHECKER, hold=self.holds["second"], destination=b, quantity_t=15,
            document="执1", reference=ref(), **WHY,
        )  # fmt: skip
        yield "execute"
        holds.cancel_frozen(
            actor=APPROVER, hold=self.holds["second"], quantity_t=5, document="取1",
            reference=ref(), **WHY,
        )  # fmt: skip
        yield "cancel frozen units"
        self._freeze("third", 2000, a)
        yield "freeze that goes on waiting"

    def _ended(self) -> Iterator[str]:
        _, b, c = self.accounts
        with time_machine.travel("2026-06-01 12:00 +0800"):
            self._freeze("expiring", 12, c, kind="pledge", expires_on=dt.date(2026, 6, 2))
            yield "pledge"
            holds.renew(
                actor=CHECKER, hold=self.holds["expiring"], expires_on=dt.date(2026, 6, 5),
                document="续1", reference=ref(), **WHY,
            )  # fmt: skip
            yield "renew"
        holds.expire(actor=OPERATOR, hold=self.holds["expiring"], reference=ref(), **WHY)
        yield "expire"
        units.retire(
            actor=holder_of(b), batch=self.batch, account=b, quantity_t=25, reference=ref(), **WHY
        )
        yield "retire"
        units.cancel(
            actor=APPROVER, batch=self.batch, account=c, quantity_t=3, reference=ref(), **WHY
        )
        yield "cancel"
        suspend_account(actor=CHECKER, account=c, reference=ref(), **WHY)
        yield "suspend_account"
        resume_account(actor=CHECKER, account=c, reference=ref(), **WHY)
        yield "resume_account"
        self.closed = make_account().id
        close_account(actor=CHECKER, account=self.closed, reference=ref(), **WHY)
        yield "close_account"

    def _settle(
        self, name: str, seller: int, buyer: int, tonnes: int, on: dt.date, order: int | None = None
    ) -> None:
        self.trades[name] = ref()
        trade = Trade(self.trades[name], seller, buyer, self.batch, tonnes, Decimal("84"), order)
        settle(actor=EXCHANGE, trade=trade, on=on, **WHY)

    def _transfer(self, source: int, destination: int, **amount: Any) -> None:
        units.transfer(
            actor=CHECKER, batch=self.batch, source=source, destination=destination,
            reference=ref(), **amount, **WHY,
        )  # fmt: skip

    def _freeze(self, name: str, tonnes: int, account: int, **more: Any) -> None:
        reply = holds.freeze(
            actor=CHECKER, batch=self.batch, account=account, quantity_t=tonnes,
            document=f"{name}字1号", reference=ref(), **more, **WHY,
        )  # fmt: skip
        self.holds[name] = reply["hold"]


def told() -> Story:
    """The whole story."""
    story = Story()
    for _ in story.tell():
        pass
    return story
