"""How large a run is: the full one that figures are quoted from, and a small one that only shows
that every measurement works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of the world and of each measurement. ``rounds`` is how often each is repeated,
    ``long_rounds`` how often those that take long."""

    name: str
    accounts: int
    batches: int
    wear_days: int
    trades_a_day: int
    rounds: int
    long_rounds: int
    floor_s: int
    singles_s: int
    beside_s: int
    peer_s: float
    batches_a_round: int
    serials: int
    issues: int
    batch_t: int = 1_000_000_000
    hot_t: int = 100_000_000
    small_batch: int = 1_000
    floor_balances: int = 100_000
    connections: int = 16
    beside_clients: int = 8
    peer_accounts: int = 500
    processes: int = 2


FULL = Scale(
    name="full",
    accounts=20_000,
    batches=20,
    wear_days=100,
    trades_a_day=10_000,
    rounds=5,
    long_rounds=3,
    floor_s=4,
    singles_s=5,
    beside_s=6,
    peer_s=1.5,
    batches_a_round=3,
    serials=1_000,
    issues=30,
)

SMALL = Scale(
    name="small",
    accounts=1_000,
    batches=4,
    wear_days=10,
    trades_a_day=1_000,
    rounds=1,
    long_rounds=1,
    floor_s=1,
    singles_s=2,
    beside_s=1,
    peer_s=0.3,
    batches_a_round=1,
    serials=50,
    issues=3,
    floor_balances=10_000,
    peer_accounts=20,
)

SCALES = {scale.name: scale for scale in (FULL, SMALL)}
