"""The movements of an account, page by page: those of a period, oldest first, or the latest, newest first.
What a page costs does not grow with how far one has paged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from registry.ledger import serials
from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.statements.counterparty import counterparty
from registry.ledger.statements.period import Stretch
from registry.organisations.selectors.holders import display_names

CHUNK = 2_000
BEGINNING = (0, 0)
END = (1 << 62, 0)

_WHAT = """
SELECT m.entry, m.line, m.batch, m.first, m.last, m.src_account, m.src_bucket::text, m.dst_account,
  m.dst_bucket::text, e.act::text, e.on_date, e.price_cny, e.reference, r.at,
  b.programme, b.methodology, b.project, b.vintage, b.issuance, o.number, o.holder_uuid
FROM m
CROSS JOIN LATERAL (SELECT * FROM ledger.entry e WHERE e.id = m.entry LIMIT 1) e
CROSS JOIN LATERAL (SELECT r.at FROM ledger.request r WHERE r.id = e.request LIMIT 1) r
CROSS JOIN LATERAL (SELECT * FROM ledger.batch b WHERE b.id = m.batch LIMIT 1) b
CROSS JOIN LATERAL (SELECT a.number, a.holder_uuid FROM ledger.account a WHERE a.id =
    CASE WHEN m.src_account = %(account)s THEN m.dst_account ELSE m.src_account END LIMIT 1) o
"""
_PAGE = f"""
WITH m AS (
  (SELECT * FROM ledger.move WHERE src_account = %(account)s AND entry < %(end)s
     AND entry >= greatest(%(start)s, %(entry)s) AND (entry, line) > (%(entry)s, %(line)s)
   ORDER BY entry, line LIMIT %(limit)s)
  UNION
  (SELECT * FROM ledger.move WHERE dst_account = %(account)s AND entry < %(end)s
     AND entry >= greatest(%(start)s, %(entry)s) AND (entry, line) > (%(entry)s, %(line)s)
   ORDER BY entry, line LIMIT %(limit)s)
  ORDER BY entry, line LIMIT %(limit)s)
{_WHAT} ORDER BY m.entry, m.line
"""
_LATEST = f"""
WITH m AS (
  (SELECT * FROM ledger.move WHERE src_account = %(account)s AND (entry, line) < (%(entry)s, %(line)s)
   ORDER BY entry DESC, line DESC LIMIT %(limit)s)
  UNION
  (SELECT * FROM ledger.move WHERE dst_account = %(account)s AND (entry, line) < (%(entry)s, %(line)s)
   ORDER BY entry DESC, line DESC LIMIT %(limit)s)
  ORDER BY entry DESC, line DESC LIMIT %(limit)s)
{_WHAT} ORDER BY m.entry DESC, m.line DESC
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """One block that came, went, or changed its bucket within the account. ``came`` and ``went`` name
    the account's own bucket, None when that end lies elsewhere."""

    entry: int
    line: int
    at: dt.datetime
    on_date: dt.date
    act: Act
    reference: str
    batch: int
    serials: str
    quantity_t: int
    went: Bucket | None
    came: Bucket | None
    counterparty: str
    price_cny: Decimal | None

    @property
    def key(self) -> tuple[int, int]:
        return self.entry, self.line


def page(
    account: int, stretch: Stretch, *, after: tuple[int, int] = BEGINNING, limit: int
) -> list[Movement]:
    """Up to ``limit`` movements after ``after``; two queries."""
    keys = {
        "account": account, "start": stretch.start, "end": stretch.end,
        "entry": after[0], "line": after[1], "limit": limit,
    }  # fmt: skip
    return _read(_PAGE, keys)


def latest(account: int, *, before: tuple[int, int] = END, limit: int) -> list[Movement]:
    """Up to ``limit`` movements older than ``before``, newest first; two queries."""
    return _read(
        _LATEST, {"account": account, "entry": before[0], "line": before[1], "limit": limit}
    )


def every(account: int, stretch: Stretch) -> Iterator[Movement]:
    """All movements, a chunk in memory at a time; no cursor is kept open, so PgBouncer may stand
    between."""
    after = BEGINNING
    while chunk := page(account, stretch, after=after, limit=CHUNK):
        yield from chunk
        after = chunk[-1].key


def _read(query: str, keys: dict[str, int]) -> list[Movement]:
    with connection.cursor() as cursor:
        cursor.execute(query, keys)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    holders = display_names(row["holder_uuid"] for row in rows if row["holder_uuid"])
    return [_movement(keys["account"], row, holders) for row in rows]


def _movement(account: int, row: dict[str, Any], holders: dict[UUID, str]) -> Movement:
    act = Act(row["act"])
    within = row["src_account"] == row["dst_account"]
    holder = holders.get(row["holder_uuid"], "—") if row["holder_uuid"] else None
    names = ("programme", "methodology", "project", "vintage", "issuance")
    code = serials.batch_code(**{name: row[name] for name in names})
    return Movement(
        entry=row["entry"],
        line=row["line"],
        at=row["at"],
        on_date=row["on_date"],
        act=act,
        reference=row["reference"],
        batch=row["batch"],
        serials=serials.format_block(code, row["first"], row["last"]),
        quantity_t=row["last"] - row["first"] + 1,
        went=Bucket(row["src_bucket"]) if row["src_account"] == account else None,
        came=Bucket(row["dst_bucket"]) if row["dst_account"] == account else None,
        counterparty="" if within else counterparty(act, row["number"], holder),
        price_cny=row["price_cny"],
    )
