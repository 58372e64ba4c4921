"""A market for long runs: accounts with plenty in `trading`, and random trades that all can settle.

Made by the ledger's own functions as the application's role, many calls to a statement, because the
services would take minutes for what is only the stage here.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

import psycopg

from registry.ledger.services.settlement import Trade

FIRST_DAY = dt.date(2020, 1, 6)
LARGEST_TRADE_T = 20
_CONTEXT = (
    "ROW('setup', {key}, sha256(convert_to({key}, 'UTF8')), 1, '建库', '{role}', '', '建库',"
    " 'setup', {key}, DATE '2020-01-05')::ledger.context"
)


@dataclass(frozen=True)
class Market:
    accounts: list[int]
    batches: list[int]

    def trades(self, n: int, name: str) -> list[Trade]:
        """``n`` trades, the same for the same name. Everyone has so much that all can settle."""
        pick = random.Random(name)
        trades = []
        for number in range(n):
            seller, buyer = pick.sample(self.accounts, 2)
            quantity_t = pick.randint(1, LARGEST_TRADE_T)
            reference = f"{name}-{number:06d}"
            trades.append(Trade(reference, seller, buyer, pick.choice(self.batches), quantity_t))
        return trades


def business_day(day: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=day)


def make_market(app: psycopg.Connection[Any], accounts: int, batches: int, each_t: int) -> Market:
    """``accounts`` with ``each_t`` tonnes of each batch in `trading`."""
    holder = "gen_random_uuid(), 'BJ', 'organisation', gen_random_uuid()"
    app.execute(
        _call("open_account", "'open-' || n", "maker", holder) + " FROM generate_series(1, %s) n",
        [accounts],
    )
    rows = app.execute("SELECT id FROM ledger.account WHERE kind = 'holder' ORDER BY id")
    numbers = [row[0] for row in rows.fetchall()]
    batch = (
        "gen_random_uuid(), 'BJ', 'SAMPLE-01-V01', 'P' || n, 2019, 1, NULL, NULL, '', %s, %s, NULL"
    )
    app.execute(
        _call("issue", "'issue-' || n", "approver", batch) + " FROM generate_series(1, %s) n",
        [numbers, [each_t] * accounts, batches],
    )
    app.execute(
        _call(
            *("deposit", "'deposit-' || account || '-' || batch", "exchange"),
            "batch, account, in_t, NULL, NULL, NULL",
        )
        + " FROM (SELECT * FROM ledger.holding WHERE bucket = 'available' ORDER BY 1, 2) h"
    )
    rows = app.execute("SELECT id FROM ledger.batch ORDER BY id")
    return Market(numbers, [row[0] for row in rows.fetchall()])


def _call(function: str, key: str, role: str, args: str) -> Any:
    return f"SELECT ledger.{function}({_CONTEXT.format(key=key, role=role)}, {args})"
