"""Drawing places, amounts, holds and people from the state of the model, most of them fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.model.calls import Call
from tests.model.naive import Naive
from tests.model.places import Block, total
from tests.registry.ledger.world import EXCHANGE, holder_of

T = TypeVar("T")


class Draw:
    """Draws of one run. Everything is drawn by position, since the ledger's numbers differ from run
    to run; the first choice is the plainest."""

    def __init__(self, data: st.DataObject, model: Naive, numbers: Any) -> None:
        self.data, self.model, self.numbers = data, model, numbers

    def number(self, low: int, high: int) -> int:
        return self.data.draw(st.integers(low, max(low, high)))

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.number(0, len(choices) - 1)]

    def rarely(self, times: int = 12) -> bool:
        return self.number(0, times - 1) == times - 1

    def reference(self) -> str:
        return f"M-{next(self.numbers)}"

    def key(self) -> str | None:
        return f"K-{next(self.numbers)}" if self.rarely(3) else None

    def call(self, act: str, actor: Any, /, **args: Any) -> Call:
        return Call(act, args, actor, self.reference(), self.key())

    # --- places ---

    def account(self) -> int:
        return self.one([n for n, a in self.model.accounts.items() if not a.system])

    def other(self, account: int, batch: int) -> int:
        """Mostly another account of the batch's programme, and mostly an open one; often one for
        which a freeze waits."""
        if self.rarely(25):
            return self.account()
        waiting = [a for a, b in self.queues() if b == batch and a != account]
        if waiting and self.rarely(3):
            return self.one(waiting)
        programme = self.model.batches[batch].programme
        others = [(n, a) for n, a in self.model.accounts.items() if not a.system and n != account]
        near = [n for n, a in others if a.programme == programme]
        return self.one([n for n in near if self.model.accounts[n].status == "open"] or near)

    def batch(self) -> int:
        return self.one(list(self.model.batches))

    def place(self, bucket: str, before: dt.date | None = None) -> tuple[int, int]:
        """An account and a batch of which it has something in the bucket, if there is any."""
        full = self.full(bucket, before)
        if not full or self.rarely(25):
            return self.account(), self.batch()
        return self.one(full)

    def full(self, bucket: str, before: dt.date | None = None) -> list[tuple[int, int]]:
        return [
            (account, batch)
            for batch in self.model.batches
            for account in self.model.accounts
            if self.model.free(account, batch, bucket, before)
        ]

    def queues(self) -> list[tuple[int, int]]:
        """Where a freeze waits for units."""
        return sorted({(h.account, h.batch) for h in self.model.holds.values() if h.waiting_t})

    def day_to_sell(self) -> dt.date | None:
        """Today, before which units to sell must have been bought; sometimes that is forgotten."""
        return None if self.rarely(5) else self.model.today

    def amount(self, blocks: list[Block]) -> dict[str, Any]:
        """A quantity or a range out of the blocks; sometimes all of it, or one more."""
        have_t = total(blocks)
        way = self.number(0, 9)
        if not have_t or way < 6:
            return {"quantity_t": self.number(1, max(have_t, 3)), "serials": None}
        if way == 6:
            return {"quantity_t": have_t, "serials": None}
        if way == 7:
            return {"quantity_t": have_t + 1, "serials": None}
        block = self.one(blocks)
        first = self.number(block.first, block.last)
        last = self.number(first, self.one(blocks).last)
        return {"quantity_t": last - first + 1 if way == 9 else None, "serials": (first, last)}

    def hold(self, *kinds: str) -> int:
        """A standing hold of these kinds, if there is any; else any; else none that exists."""
        fit = self.standing(*kinds)
        if self.rarely(15) or not fit:
            fit = list(self.model.holds)
        return self.one(fit) if fit else 999_999_999

    def standing(self, *kinds: str) -> list[int]:
        return [n for n, h in self.model.holds.items() if h.kind in kinds and h.status == "open"]

    def nothing_in(self, bucket: str) -> bool:
        """Whether it is better to bring something there first; the impossible is rarely asked."""
        return not self.full(bucket, self.model.today) and not self.rarely()

    def no_hold(self, *kinds: str) -> bool:
        return not self.standing(*kinds) and not self.rarely()

    def part_of(self, hold: int) -> int | None:
        """Some of a hold, or None for all."""
        left_t = total(self.model.held(hold)) if hold in self.model.holds else 0
        return None if self.rarely(2) else self.number(1, left_t + (1 if self.rarely(8) else 0))

    def owner(self, account: int) -> Any:
        return EXCHANGE if self.rarely(4) else holder_of(account)

    def owner_of_hold(self, hold: int) -> Any:
        found = self.model.holds.get(hold)
        return self.owner(found.account if found else 0)

    def expiry(self) -> dt.date | None:
        return None if self.rarely(3) else self.model.today + dt.timedelta(days=self.number(0, 4))

    def document(self) -> str:
        return f"文书{next(self.numbers)}"
