"""The world that is measured: accounts, batches, units in trading, and a million trades of wear.

All of it through the ledger's own functions, as the database's owner for speed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg import sql

from benchmarks.children import Child
from benchmarks.databases import BenchDatabase, Connection
from benchmarks.figures import BenchBroken
from benchmarks.market import FIRST_DAY, Market, Row
from benchmarks.progress import Say
from benchmarks.scales import Scale

PROGRAMME = "BJ"

TABLES = ("account", "batch", "hold", "holding", "block", "request", "entry", "move")


def build(database: BenchDatabase, owner: Connection, scale: Scale, say: Say) -> Market:
    """Accounts, batches and deposits; the market of them."""
    path = Path(__file__).with_name("sql") / "world.sql"
    owner.execute(path.read_bytes())
    app = sql.Identifier(database.app["user"])
    for statement in (
        "GRANT USAGE ON SCHEMA bench TO {}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA bench TO {}",
        "GRANT USAGE ON SEQUENCE bench.turn TO {}",
    ):
        owner.execute(sql.SQL(statement).format(app))
    say(f"opening {scale.accounts:,} accounts")
    owner.execute("SELECT bench.open_accounts(%s, %s, %s)", [PROGRAMME, scale.accounts, FIRST_DAY])
    owner.execute("ANALYZE ledger.account")
    say(f"issuing {scale.batches} batches of {scale.batch_t:,} t and depositing them")
    owner.execute(
        "SELECT bench.issue(%s, %s, %s, %s, %s)",
        [PROGRAMME, scale.batches, scale.batch_t, scale.hot_t, FIRST_DAY],
    )
    owner.execute("SELECT bench.deposit_all(%s)", [FIRST_DAY])
    tidy(owner)
    rows = owner.execute("SELECT id FROM ledger.account WHERE kind = 'holder' ORDER BY id")
    market = Market(owner, [row[0] for row in rows])
    market.look_again()
    if market.places < scale.accounts:
        raise BenchBroken(
            f"only {market.places} of {scale.accounts} accounts hold units in trading"
        )
    return market


def wear(market: Market, clients: list[Child], scale: Scale, days: int, say: Say) -> None:
    """Settle random trades through the service, a batch a day, by each client in turn."""
    rows = market.draw(scale.trades_a_day)
    for day in range(1, days + 1):
        client = clients[day % len(clients)]
        client.do("prepare", batches=[batch_of(market, rows, "wear")])
        client.send("batches")
        # The next day is drawn while this one is being settled.
        market.note_settled(rows)
        market.open_next_day()
        rows = market.draw(scale.trades_a_day)
        seconds = client.receive()["seconds"][0]
        if day % max(1, days // 10) == 0:
            rate = scale.trades_a_day / seconds
            say(f"wear: day {day:,} of {days:,}, {rate:,.0f} trades/s")


def batch_of(market: Market, rows: list[Row], name: str) -> dict[str, Any]:
    """A batch as a client takes it; its key is the first reference, used once."""
    return {
        "key": f"{name}-{rows[0].reference}",
        "on": market.day.isoformat(),
        "trades": [tuple(row) for row in rows],
    }


def tidy(owner: Connection) -> None:
    """What autovacuum does within minutes, done now: dead rows, statistics, visibility."""
    for table in TABLES:
        owner.execute(sql.SQL("VACUUM ANALYZE ledger.{}").format(sql.Identifier(table)))
