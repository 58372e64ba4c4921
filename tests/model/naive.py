"""The naive ledger: what is known, what may be asked twice, and who may ask.

``judge`` says what must become of a call: refused (with every code that would be true to say),
answered from the stored reply, answered with the entry that stands under the reference, or done.
``apply`` does it, by the rules in ``naive_units``, ``naive_holds``, ``naive_trades`` and
``naive_accounts``. Numbers the ledger gives (accounts, batches, holds, entries) are taken over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.model.calls import Call, content_of
from tests.model.naive_rights import common_faults
from tests.model.places import Block, Range, Tiling, best

Faults = dict[str, dict[str, Any]]  # code: the figures the refusal must give
MOST_T = 9_999_999_999


@dataclass
class Account:
    programme: str
    holder: Any
    status: str = "open"
    system: bool = False


@dataclass
class Batch:
    programme: str
    name: tuple[str, ...]
    issuance: int
    tiling: Tiling


@dataclass
class Hold:
    kind: str
    account: int
    batch: int
    document: str
    requested_t: int
    expires_on: dt.date | None
    rank: int
    opened_on: dt.date
    waiting_t: int = 0
    status: str = "open"

    @property
    def bucket(self) -> str:
        return "reserved" if self.kind in ("order", "reservation") else "frozen"


@dataclass
class Trade:
    """A settled trade: its serials, each range with the day of purchase it had before."""

    on: dt.date
    seller: int
    buyer: int
    batch: int
    pieces: list[tuple[int, int, dt.date | None]]
    undone: bool = False


@dataclass
class Verdict:
    """``kind`` is refused, replayed, repeated or done; ``known`` the reply or entry repeated."""

    kind: str
    faults: Faults = field(default_factory=dict)
    known: Any = None


Check = Callable[["Naive", Call], Faults]
Doing = Callable[["Naive", Call, dict[str, Any]], dict[str, Any]]
ACTS: dict[str, tuple[Check, Doing]] = {}  # filled by the modules of acts


@dataclass
class Naive:
    today: dt.date
    accounts: dict[int, Account] = field(default_factory=dict)
    holders: dict[Any, bool] = field(default_factory=dict)  # whether each may hold units
    batches: dict[int, Batch] = field(default_factory=dict)
    holds: dict[int, Hold] = field(default_factory=dict)
    trades: dict[str, Trade] = field(default_factory=dict)
    replies: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    entries: dict[tuple[str, str], tuple[Any, int]] = field(default_factory=dict)
    bought: dict[tuple[int, int], dt.date] = field(default_factory=dict)  # latest, by place

    def judge(self, call: Call) -> Verdict:
        """What must become of the call. Changes nothing."""
        faults = common_faults(self, call)
        body, reply = self.replies.get(call.full_key, (None, None))
        content, entry = self.entries.get((call.actor.source, call.reference or ""), (None, None))
        if not faults and body == call.body:
            return Verdict("replayed", known=reply)
        if not faults and body is None and content == content_of(call):
            return Verdict("repeated", known=entry)
        if body not in (None, call.body):
            faults["idempotency_mismatch"] = {}
        if content not in (None, content_of(call)):
            faults["reference_mismatch"] = {}
        faults |= ACTS[call.act][0](self, call)
        return Verdict("refused", faults) if faults else Verdict("done")

    def apply(self, call: Call, reply: dict[str, Any]) -> dict[str, Any]:
        """Do it; the figures that ``reply`` must give."""
        figures = ACTS[call.act][1](self, call, reply)
        if call.reference is not None:
            self.know(call, call.reference, content_of(call), reply["entry"])
        self.remember(call, reply)
        return figures

    def remember(self, call: Call, reply: dict[str, Any]) -> None:
        self.replies[call.full_key] = (call.body, reply)

    def know(self, call: Call, reference: str, content: Any, entry: int) -> None:
        self.entries[call.actor.source, reference] = (content, entry)

    def move(
        self,
        batch: int,
        ranges: list[Range],
        account: int,
        bucket: str,
        hold: int | None = None,
        bought_on: dt.date | None = None,
    ) -> None:
        """Units that stay with their owner keep the day on which they were bought."""
        for first, last in ranges:
            block = self.batches[batch].tiling.cut(first, last)
            if bought_on is not None or account != block.account:
                block.bought_on = bought_on
            block.origin = None if hold is None else block.origin or block.bucket
            block.account, block.bucket, block.hold = account, bucket, hold

    def free(
        self, account: int, batch: int, bucket: str, before: dt.date | None = None
    ) -> list[Block]:
        return self.batches[batch].tiling.free(account, bucket, before)

    def held(self, hold: int, origin: str | None = None) -> list[Block]:
        return self.batches[self.holds[hold].batch].tiling.held(hold, origin)

    def waiting(self, account: int, batch: int) -> list[int]:
        """The holds that still wait for units of this account and batch, in order of rank (轮候)."""
        found = [
            n
            for n, h in self.holds.items()
            if (h.account, h.batch) == (account, batch)
            and h.waiting_t
            and (h.expires_on is None or h.expires_on >= self.today)
        ]
        return sorted(found, key=lambda n: self.holds[n].rank)

    def catch(self, account: int, batch: int, bucket: str, credited_t: int) -> None:
        """What just came in goes to the holds that wait for it; what lay there before stays."""
        if bucket not in ("available", "trading"):
            return
        for number in self.waiting(account, batch):
            part = min(self.holds[number].waiting_t, credited_t)
            self.move(
                batch, best(self.free(account, batch, bucket), part), account, "frozen", number
            )
            self.holds[number].waiting_t -= part
            credited_t -= part
