"""What a worker is given to do: a batch of trades, or trades one by one; and how to do it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any

from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.services.settlement import Settlement, Trade, settle, settle_batch

EXCHANGE = Actor(1, "交易机构", frozenset({Role.EXCHANGE.value}), "exchange.crash")
WHY = "崩溃试验"


@dataclass(frozen=True)
class Job:
    """``mode`` is atomic, per_trade or singles. ``dies_after`` lets the worker die by its own hand
    when all is committed and nobody has been told."""

    mode: str
    key: str
    on: str
    trades: list[Trade]
    dies_after: bool = False

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.on)

    @classmethod
    def from_json(cls, text: str) -> Job:
        fields = json.loads(text)
        fields["trades"] = [Trade(*trade) for trade in fields["trades"]]
        return cls(**fields)

    def as_json(self) -> str:
        return json.dumps(asdict(self) | {"trades": [tuple(trade) for trade in self.trades]})


def do(job: Job) -> list[Any]:
    """The replies: one of a batch, one for each single trade."""
    if job.mode == "singles":
        return [
            settle(actor=EXCHANGE, trade=trade, on=job.day, reason=WHY, key=single_key(job, trade))
            for trade in job.trades
        ]
    done = settle_batch(
        actor=EXCHANGE,
        trades=job.trades,
        on=job.day,
        mode="atomic" if job.mode == "atomic" else "per_trade",
        reason=WHY,
        key=job.key,
    )
    return [as_reply(done)]


def single_key(job: Job, trade: Trade) -> str:
    return f"{job.key}-{trade.reference}"


def as_reply(done: Settlement) -> dict[str, Any]:
    """As it travels from a worker: the rows refused by number and code."""
    return {
        "trades": done.trades,
        "settled": done.settled,
        "repeated": done.repeated,
        "refused": [[refusal.row, refusal.error.code] for refusal in done.refused],
        **({"replayed": True} if done.replayed else {}),
    }
