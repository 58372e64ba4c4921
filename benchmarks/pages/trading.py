"""Trades for the world of the pages, settled through the service."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal
from typing import Any

from django.db import connection

from core import clock
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.ledger.services.settlement import settle_batch
from registry.ledger.services.trades import Trade
from registry.ledger.services.units import deposit

ACTOR = Actor(
    user_id=1,
    name="性能测试",
    roles=frozenset({Role.EXCHANGE, Role.APPROVER}),
    ip="",
    source="bench",
)
PRICE = Decimal("84.50")
A_ROUND, A_CALL, LARGEST_T = 200, 10_000, 2
PLACES = """
SELECT h.account, h.batch, b.programme FROM ledger.holding h JOIN ledger.batch b ON b.id = h.batch
JOIN ledger.account a ON a.id = h.account
WHERE h.bucket = 'trading' AND h.stop = 0 AND a.kind = 'holder'
  AND h.in_t - h.out_t - CASE WHEN h.bought_on = %s THEN h.bought_t ELSE 0 END > %s
ORDER BY 1, 2
"""
BUYERS = """
SELECT programme, array_agg(id ORDER BY id) FROM ledger.account
WHERE kind = 'holder' AND status = 'open' GROUP BY 1
"""
_pick = random.Random(20260301)
_numbers = itertools.count(1)


def wear(moves: int) -> int:
    """Trade among the accounts there are until the ledger has ``moves`` moves; how many it has."""
    day, buyers = clock.today(), dict(_rows(BUYERS))
    for n in range(200):
        if (found := _one("SELECT count(*) FROM ledger.move")) >= moves:
            break
        places = _rows(PLACES, day, A_ROUND * LARGEST_T // 4)
        trades = [
            _trade(account, _pick.choice(buyers[programme]), batch)
            for account, batch, programme in _pick.choices(places, k=A_ROUND)
        ]
        settle_batch(
            actor=ACTOR,
            trades=[trade for trade in trades if trade.seller != trade.buyer],
            on=day,
            mode="per_trade",
            reason="性能测试",
            key=f"wear-{n}",
        )
    return found


def heavy(moves: int) -> int:
    """One account that sells a whole batch in small trades to everybody; its id."""
    [programme, buyers] = max(_rows(BUYERS), key=lambda row: len(row[1]))
    seller, others = buyers[0], buyers[1:]
    quantity_t = moves * LARGEST_T
    batch = issue_batch(
        actor=ACTOR,
        name=BatchName(programme, "BENCH-01-V01", "HEAVY", 2025),
        shares={seller: quantity_t},
        reason="性能测试",
        reference="heavy-issue",
    )
    owner = Actor(
        user_id=1, name="性能测试", roles=frozenset({Role.HOLDER}), ip="", source="bench",
        account_ids=frozenset({seller}),
    )  # fmt: skip
    deposit(
        actor=owner, batch=batch.id, account=seller, quantity_t=quantity_t, reason="性能测试",
        reference="heavy-deposit",
    )  # fmt: skip
    day = clock.today()
    for low in range(0, moves, A_CALL):
        trades = [
            _trade(seller, _pick.choice(others), batch.id) for _ in range(min(A_CALL, moves - low))
        ]
        settle_batch(
            actor=ACTOR, trades=trades, on=day, mode="atomic", reason="性能测试", key=f"heavy-{low}"
        )
    return int(seller)


def _trade(seller: int, buyer: int, batch: int) -> Trade:
    reference = f"bench-{next(_numbers):09d}"
    return Trade(reference, seller, buyer, batch, _pick.randint(1, LARGEST_T), PRICE, None)


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _one(query: str) -> int:
    return int(_rows(query)[0][0])
