"""Where the units of a serial are now, and every step by which they got there.

For certificates, the ``serial`` command and public pages. Reads only. The walk goes from a present
block through the parent of each move up to issuance: one probe of a primary key a step, however
large the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from core.errors import CodedError
from registry.ledger import serials
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account, Batch, Block
from registry.ledger.models.buckets import Act, Bucket
from registry.organisations.selectors.holders import display_names

BLOCKS_AT_MOST = 100

# LATERAL … LIMIT 1: a probe for each step whatever the planner believes of the tables. Parents are
# always earlier; saying so ends the walk even in a damaged ledger.
_STEPS = """
WITH RECURSIVE up AS (
  SELECT u.block, m.* FROM unnest(%(blocks)s::bigint[], %(entries)s::bigint[], %(lines)s::int[])
    AS u(block, in_entry, in_line)
  CROSS JOIN LATERAL (SELECT * FROM ledger.move m WHERE m.entry = u.in_entry AND m.line = u.in_line
                      LIMIT 1) m
  UNION ALL
  SELECT up.block, m.* FROM up
  CROSS JOIN LATERAL (SELECT * FROM ledger.move m
    WHERE m.entry = up.parent_entry AND m.line = up.parent_line
      AND (m.entry, m.line) < (up.entry, up.line) LIMIT 1) m)
SELECT up.block, up.entry, up.line, e.act::text, e.on_date, r.at, up.first, up.last, up.src_account,
  up.src_bucket::text, up.dst_account, up.dst_bucket::text, e.price_cny, r.actor_name, r.actor_role,
  r.reason, e.source, e.reference
FROM up
CROSS JOIN LATERAL (SELECT * FROM ledger.entry e WHERE e.id = up.entry LIMIT 1) e
CROSS JOIN LATERAL (SELECT * FROM ledger.request r WHERE r.id = e.request LIMIT 1) r
ORDER BY up.block, up.entry, up.line
"""


@dataclass(frozen=True, slots=True)
class Party:
    """An account with what its holder may be called in public; a person's name is masked."""

    account: int
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the units. ``serials`` is the whole range that moved; prices are CNY a tonne."""

    entry: int
    line: int
    act: Act
    on_date: dt.date
    at: dt.datetime
    serials: str
    source: Party
    source_bucket: Bucket
    destination: Party
    destination_bucket: Bucket
    price_cny: Decimal | None
    actor_name: str
    actor_role: str
    reason: str
    numbered_by: str
    reference: str


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """Why units are reserved or frozen."""

    id: int
    kind: str
    document: str
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Present:
    """The part of what was asked that lies in one block now, with its history, oldest first."""

    serials: str
    quantity_t: int
    party: Party
    bucket: Bucket
    hold: HoldFacts | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SerialHistory:
    """What is known of a serial. ``more`` tells that further blocks were left out."""

    batch: Batch
    serials: str
    quantity_t: int
    present: tuple[Present, ...]
    more: bool


def batch_of(block: serials.SerialBlock) -> Batch | None:
    """The batch a serial names, whether or not it has that range."""
    return Batch.objects.filter(
        programme=block.programme,
        methodology=block.methodology,
        project=block.project,
        vintage=block.vintage,
        issuance=block.issuance,
    ).first()


def serial_history(text: str) -> SerialHistory:
    """The present places and the history of one serial or a printed block.

    Raises ``serial_malformed``, and ``serial_unknown`` when any unit of it was never issued. Only
    the first ``BLOCKS_AT_MOST`` present blocks are told.
    """
    asked = serials.parse(text)
    batch = batch_of(asked)
    if batch is None or asked.last > batch.quantity_t:
        raise CodedError(LedgerCode.SERIAL_UNKNOWN, serial=str(asked))
    blocks = _blocks(batch, asked)
    told = blocks[:BLOCKS_AT_MOST]
    rows = _steps(told)
    parties = _parties(told, rows)
    return SerialHistory(
        batch=batch,
        serials=str(asked),
        quantity_t=asked.quantity_t,
        present=tuple(_present(batch, asked, k, rows[k.first], parties) for k in told),
        more=len(blocks) > len(told),
    )


def _blocks(batch: Batch, asked: serials.SerialBlock) -> list[Block]:
    """The blocks with units of ``asked``, in order, one more than will be told."""
    of_batch = Block.objects.filter(batch=batch).select_related("hold").order_by("first")
    start = of_batch.filter(first__lte=asked.first).values_list("first", flat=True).last()
    within = of_batch.filter(first__gte=start or 1, first__lte=asked.last)
    return list(within[: BLOCKS_AT_MOST + 1])


def _steps(blocks: list[Block]) -> dict[int, list[dict[str, Any]]]:
    """For each block, by its first serial, its moves from issuance on."""
    moved = [block for block in blocks if block.entry is not None]
    keys: dict[str, Any] = {
        "blocks": [block.first for block in moved],
        "entries": [block.entry for block in moved],
        "lines": [block.line for block in moved],
    }
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, keys)
        names = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            step = dict(zip(names, row, strict=True))
            found[step["block"]].append(step)
    return found


def _parties(blocks: Iterable[Block], rows: dict[int, list[dict[str, Any]]]) -> dict[int, Party]:
    """Every account that occurs, in two queries."""
    ids = {block.account_id for block in blocks}
    for steps in rows.values():
        ids |= {step[end] for step in steps for end in ("src_account", "dst_account")}
    accounts = Account.objects.in_bulk(ids)
    names = display_names(a.holder_uuid for a in accounts.values() if a.holder_uuid)
    return {
        account.id: Party(account.id, account.number, _name(account, names))
        for account in accounts.values()
    }


def _name(account: Account, names: dict[UUID, str]) -> str:
    if account.holder_uuid is None:
        return str(Account.Kind.SYSTEM.label)
    return names.get(account.holder_uuid, "—")


def _present(
    batch: Batch,
    asked: serials.SerialBlock,
    block: Block,
    rows: list[dict[str, Any]],
    parties: dict[int, Party],
) -> Present:
    first, last = max(block.first, asked.first), min(block.last, asked.last)
    return Present(
        serials=batch.serial(first, last),
        quantity_t=last - first + 1,
        party=parties[block.account_id],
        bucket=Bucket(block.bucket),
        hold=_hold(block),
        steps=tuple(_step(batch, row, parties) for row in rows),
    )


def _hold(block: Block) -> HoldFacts | None:
    hold = block.hold
    if hold is None:
        return None
    return HoldFacts(hold.id, hold.kind, hold.document, hold.expires_on)


def _step(batch: Batch, row: dict[str, Any], parties: dict[int, Party]) -> Step:
    return Step(
        entry=row["entry"],
        line=row["line"],
        act=Act(row["act"]),
        on_date=row["on_date"],
        at=row["at"],
        serials=batch.serial(row["first"], row["last"]),
        source=parties[row["src_account"]],
        source_bucket=Bucket(row["src_bucket"]),
        destination=parties[row["dst_account"]],
        destination_bucket=Bucket(row["dst_bucket"]),
        price_cny=row["price_cny"],
        actor_name=row["actor_name"],
        actor_role=row["actor_role"],
        reason=row["reason"],
        numbered_by=row["source"],
        reference=row["reference"],
    )
