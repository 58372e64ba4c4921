"""What happened to an account or a hold, newest first. Every look is bounded: the index by account
gives the newest moves, and no more of them are read than a person would page through.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from registry.ledger.models import Act, Entry, Hold, Move

MOST = 10_000  # entries of one account that can be paged through; older ones need a period
ACCOUNT_ACTS = (Act.OPEN_ACCOUNT, Act.SUSPEND_ACCOUNT, Act.RESUME_ACCOUNT, Act.CLOSE_ACCOUNT)

_SOURCES = """
WITH RECURSIVE s AS (
  (SELECT source FROM ledger.entry ORDER BY source LIMIT 1)
  UNION ALL
  SELECT (SELECT source FROM ledger.entry WHERE source > s.source ORDER BY source LIMIT 1)
  FROM s WHERE s.source IS NOT NULL)
SELECT source FROM s WHERE source IS NOT NULL
"""

_OF_ACCOUNT = """
(SELECT entry, line FROM ledger.move WHERE src_account = %(account)s
 ORDER BY entry DESC, line DESC LIMIT %(limit)s)
UNION
(SELECT entry, line FROM ledger.move WHERE dst_account = %(account)s
 ORDER BY entry DESC, line DESC LIMIT %(limit)s)
ORDER BY entry DESC, line DESC LIMIT %(limit)s
"""

_OF_HOLD = """
SELECT entry, line FROM (
  SELECT entry, line FROM (
    SELECT entry, line, dst_hold FROM ledger.move WHERE dst_account = %(account)s AND entry >= %(since)s
    ORDER BY entry LIMIT %(most)s) i WHERE dst_hold = %(hold)s
  UNION
  SELECT entry, line FROM (
    SELECT entry, line, src_hold FROM ledger.move WHERE src_account = %(account)s AND entry >= %(since)s
    ORDER BY entry LIMIT %(most)s) o WHERE src_hold = %(hold)s) both_ways
ORDER BY entry, line LIMIT %(limit)s
"""

_UNDONE = """
WITH RECURSIVE t AS (SELECT batch, first FROM ledger.move WHERE entry = %(trade)s AND line = 1),
back AS (
  (SELECT b.entry, b.line FROM t JOIN ledger.block b ON b.batch = t.batch AND b.first <= t.first
   ORDER BY b.first DESC LIMIT 1)
  UNION ALL
  SELECT m.parent_entry, m.parent_line
  FROM back JOIN ledger.move m ON (m.entry, m.line) = (back.entry, back.line)
  WHERE m.entry > %(trade)s)
SELECT e.id FROM back JOIN ledger.entry e ON e.id = back.entry WHERE e.undoes = %(trade)s
"""


def moves_of(account: int, *, limit: int) -> list[Move]:
    """The newest ``limit`` moves into or out of an account, with what they name."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_ACCOUNT, {"account": account, "limit": limit})
        return _in_order(cursor.fetchall())


def entry_ids_of(account: int) -> QuerySet[Any]:
    """Numbers of the entries that moved units into or out of the account: of its newest ``MOST``
    moves in each direction, for use in a filter."""
    out = Move.objects.filter(src_account=account).order_by("-entry_id").values("entry_id")[:MOST]
    back = Move.objects.filter(dst_account=account).order_by("-entry_id").values("entry_id")[:MOST]
    return out.union(back)


def life_of(account: int) -> QuerySet[Entry]:
    """The entries that opened, suspended, resumed or closed an account."""
    entries = Entry.objects.filter(act__in=ACCOUNT_ACTS, detail__account=account)
    return entries.select_related("request").order_by("id")


def moves_of_hold(hold: Hold, *, limit: int) -> list[Move]:
    """The first ``limit`` moves into and out of a hold, oldest first. Looks at no more than ``MOST``
    moves of its account in each direction, counted from the entry that set it."""
    facts = {"hold": hold.id, "account": hold.account_id, "since": hold.entry}
    with connection.cursor() as cursor:
        cursor.execute(_OF_HOLD, facts | {"most": MOST, "limit": limit})
        return _in_order(cursor.fetchall())


def undone_by(trade: int) -> int | None:
    """The entry that undid a trade: met on the way back from where its first serial is now."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDONE, {"trade": trade})
        row = cursor.fetchone()
    return row[0] if row else None


def sources() -> list[str]:
    """Who numbers references: the registry itself, its clients. A handful of index probes."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES)
        return [source for (source,) in cursor]


def _in_order(keys: list[tuple[int, int]]) -> list[Move]:
    """The moves with these keys and what they name; one query."""
    moves = Move.objects.select_related("entry", "batch", "src_account", "dst_account")
    found = {move.pk: move for move in moves.filter(pk__in=keys)}
    return [found[key] for key in keys]
