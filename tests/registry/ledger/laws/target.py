"""What the attacks aim at: one small committed ledger with units in every kind of place.

Attacks run in a transaction that is always rolled back, so that all of them can share it.

    serials   1-100    101-180  181-200  201-250  251-300   301-350  351-400    401-600    601-1000
    account   a        a        a        a        a         a        a          a          b
    bucket    avail.   trading  order    frozen   reserved  retired  cancelled  available  available
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from registry.ledger.services import holds, units
from registry.ledger.services.accounts import close_account
from tests.databases import FreshDatabase
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    TABLES,
    holder_of,
    make_account,
    make_batch,
    ref,
)

Picture = dict[str, list[tuple[Any, ...]]]
WHY = {"reason": "测试"}


@dataclass
class Target:
    """Ids in the shared ledger; ``words`` puts them into an attack's SQL by ``{name}``."""

    database: FreshDatabase
    a: int
    b: int
    closed: int
    batch: int
    other: int
    order: int
    frozen: int
    reserved: int

    def statement(self, text: str, **more: object) -> sql.Composed:
        """``text`` with ids, and names of roles, filled in."""
        names: dict[str, object] = {
            "a": self.a,
            "b": self.b,
            "closed": self.closed,
            "batch": self.batch,
            "other": self.other,
            "order": self.order,
            "frozen": self.frozen,
            "reserved": self.reserved,
            "app": self.database.server.app_role,
            "owner": self.database.server.owner_role,
        }
        return sql.Composed([sql.SQL(text.format_map(names | more))])  # type: ignore[arg-type]


def build(database: FreshDatabase) -> Target:
    """Make the ledger of the module's table; Django must be connected to ``database``."""
    a, b, closed = (make_account().id for _ in range(3))
    batch = make_batch({a: 600, b: 400}).id
    other = make_batch({b: 50}).id
    mine: dict[str, Any] = {"batch": batch, "account": a, **WHY}
    owner = holder_of(a)
    units.deposit(actor=owner, serials=(101, 200), reference=ref(), **mine)
    order = holds.reserve(
        actor=owner, kind="order", bucket="trading", serials=(181, 200), document="申报",
        reference=ref(), **mine,
    )  # fmt: skip
    frozen = holds.freeze(
        actor=CHECKER, serials=(201, 250), document="甲1号", reference=ref(), **mine
    )
    reserved = holds.reserve(
        actor=owner, serials=(251, 300), document="乙2号", reference=ref(), **mine
    )
    units.retire(actor=owner, serials=(301, 350), reference=ref(), **mine)
    units.cancel(actor=APPROVER, serials=(351, 400), reference=ref(), **mine)
    close_account(actor=CHECKER, account=closed, reference=ref(), **WHY)
    ids = {"order": order["hold"], "frozen": frozen["hold"], "reserved": reserved["hold"]}
    return Target(database=database, a=a, b=b, closed=closed, batch=batch, other=other, **ids)


def picture_through(connection: psycopg.Connection[Any]) -> Picture:
    """Every row of every law table, as this connection sees it."""
    tables = [
        sql.SQL("SELECT t::text FROM ledger.{} t ORDER BY 1").format(sql.Identifier(name))
        for name in TABLES
    ]
    return {
        name: connection.execute(query).fetchall()
        for name, query in zip(TABLES, tables, strict=True)
    }
