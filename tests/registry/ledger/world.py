"""A small ledger for tests: people with roles, accounts, a batch, and a picture of everything.

``picture()`` is what a refusal must leave unchanged.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from governance.identity.actor import Actor, Seconding
from governance.identity.roles import STAFF, Role
from registry.ledger.models import Account, Batch
from registry.ledger.services.accounts import open_account
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.ledger.services.units import deposit
from tests.registry.organisations.holders import make_organisation

TABLES = ("account", "batch", "block", "holding", "hold", "request", "entry", "move")
DAY = dt.date(2026, 3, 2)
SECONDED = Seconding(UUID(int=7), "FH-BJ-2026-000001", maker_id=2, maker_name="郑经办")
_numbers = itertools.count(1)


def actor(*roles: Role, name: str = "周敏", **fields: Any) -> Actor:
    """An actor with these roles; no user behind it, the ledger does not ask for one. What the bureau's
    people do was proposed by another (``SECONDED``) unless ``seconding=None`` is given."""
    if STAFF.intersection(roles):
        fields = {"seconding": SECONDED} | fields
    return Actor(user_id=1, name=name, roles=frozenset(roles), ip="10.0.0.1", **fields)


MAKER = actor(Role.MAKER)
CHECKER = actor(Role.CHECKER)
APPROVER = actor(Role.APPROVER)
OPERATOR = actor(Role.OPERATOR)
EXCHANGE = actor(Role.EXCHANGE, source="exchange.test")


def holder_of(*accounts: int) -> Actor:
    return actor(Role.HOLDER, account_ids=frozenset(accounts))


def ref(prefix: str = "T") -> str:
    """Another reference each time."""
    return f"{prefix}-{next(_numbers)}-{uuid4().hex[:6]}"


def make_account(programme: str = "BJ") -> Account:
    organisation = make_organisation()
    return open_account(
        actor=CHECKER,
        programme=programme,
        holder=organisation.uuid,
        reason="测试开户",
        reference=ref("A"),
    )


def make_batch(shares: dict[int, int], *, programme: str = "BJ", project: str = "") -> Batch:
    name = BatchName(programme, "SAMPLE-01-V01", project or f"P{next(_numbers):04d}", 2025)
    return issue_batch(
        actor=APPROVER, name=name, shares=shares, reason="测试签发", reference=ref("I")
    )


def to_trading(account: int, batch: int, quantity_t: int) -> None:
    deposit(
        actor=holder_of(account), batch=batch, account=account, quantity_t=quantity_t,
        reason="转入交易", reference=ref("D"),
    )  # fmt: skip


@dataclass
class World:
    """``accounts`` with ``each_t`` tonnes of one batch, ``listed_t`` of them in trading."""

    n: int = 3
    each_t: int = 1000
    listed_t: int = 0
    accounts: list[int] = field(default_factory=list)
    batch: int = 0

    def __post_init__(self) -> None:
        self.accounts = [make_account().id for _ in range(self.n)]
        self.batch = make_batch(dict.fromkeys(self.accounts, self.each_t)).id
        if self.listed_t:
            for account in self.accounts:
                to_trading(account, self.batch, self.listed_t)


def picture() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every law table."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM ledger.{table} t ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


def quantity(account: int, batch: int, bucket: str) -> int:
    """Tonnes in one place, holds included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(last - first + 1), 0)::bigint FROM ledger.block"
            " WHERE account = %s AND batch = %s AND bucket = %s",
            (account, batch, bucket),
        )
        return cursor.fetchone()[0]


def blocks(batch: int) -> list[tuple[Any, ...]]:
    """(first, last, account, bucket) in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT first, last, account, bucket::text FROM ledger.block WHERE batch = %s ORDER BY 1",
            (batch,),
        )
        return cursor.fetchall()
