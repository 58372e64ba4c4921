"""Where the units of a serial are now, and every step by which they got there.

For certificates, the ``serial`` command and public pages. Reads only. The walk goes from a present
block through the parent of each move up to issuance: one probe of a primary key a step, however
large the ledger. A caller that shows pages asks for few blocks and few steps at a time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from core.errors import CodedError
from registry.ledger import serials
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account, Batch, Block, Move
from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.selectors.serial_facts import (
    HoldFacts,
    Party,
    Present,
    SerialHistory,
    Step,
)
from registry.organisations.selectors.holders import display_names

BLOCKS_AT_MOST = 100
EVERY_STEP = 2**31 - 1

# LATERAL … LIMIT 1: a probe for each step whatever the planner believes of the tables. Parents are
# always earlier; saying so ends the walk even in a damaged ledger.
_STEPS = """
WITH RECURSIVE up AS (
  SELECT u.block, 1 AS depth, m.* FROM unnest(%(blocks)s::bigint[], %(entries)s::bigint[], %(lines)s::int[])
    AS u(block, in_entry, in_line)
  CROSS JOIN LATERAL (SELECT * FROM ledger.move m WHERE m.entry = u.in_entry AND m.line = u.in_line
                      LIMIT 1) m
  UNION ALL
  SELECT up.block, up.depth + 1, m.* FROM up
  CROSS JOIN LATERAL (SELECT * FROM ledger.move m
    WHERE m.entry = up.parent_entry AND m.line = up.parent_line
      AND (m.entry, m.line) < (up.entry, up.line) LIMIT 1) m
  WHERE up.depth < %(steps)s)
SELECT up.block, up.entry, up.line, e.act::text, e.on_date, r.at, up.first, up.last, up.src_account,
  up.src_bucket::text, up.dst_account, up.dst_bucket::text, e.price_cny, r.actor_name, r.actor_role,
  r.reason, e.source, e.reference, e.detail, up.parent_entry, up.parent_line
FROM up
CROSS JOIN LATERAL (SELECT * FROM ledger.entry e WHERE e.id = up.entry LIMIT 1) e
CROSS JOIN LATERAL (SELECT * FROM ledger.request r WHERE r.id = e.request LIMIT 1) r
ORDER BY up.block, up.entry, up.line
"""


def batch_of(block: serials.SerialBlock) -> Batch | None:
    """The batch a serial names, whether or not it has that range."""
    return Batch.objects.filter(
        programme=block.programme,
        methodology=block.methodology,
        project=block.project,
        vintage=block.vintage,
        issuance=block.issuance,
    ).first()


def serial_history(
    text: str,
    *,
    start: int = 1,
    blocks: int | None = None,
    steps: int = EVERY_STEP,
    earlier: tuple[int, int] | None = None,
) -> SerialHistory:
    """The present places and the history of one serial or a printed block.

    Raises ``serial_malformed``, and ``serial_unknown`` when any unit of it was never issued. Told
    are the first ``blocks`` present blocks from serial ``start`` on, with the latest ``steps`` of
    each. ``earlier`` goes on where a page ended (:class:`Present`); a move that did not carry all of
    what was asked is ``serial_unknown``.
    """
    asked = serials.parse(text)
    batch = batch_of(asked)
    if batch is None or asked.last > batch.quantity_t:
        raise CodedError(LedgerCode.SERIAL_UNKNOWN, serial=str(asked))
    most = BLOCKS_AT_MOST if blocks is None else blocks
    found = _blocks(batch, asked, start, most + 1)
    told = found[:most]
    if earlier is not None and not _carried(batch, asked, *earlier):
        raise CodedError(LedgerCode.SERIAL_UNKNOWN, serial=str(asked))
    rows = _steps(told, steps, earlier)
    parties = _parties(told, rows)
    return SerialHistory(
        batch=batch,
        serials=str(asked),
        quantity_t=asked.quantity_t,
        present=tuple(_present(batch, asked, k, rows[k.first], parties) for k in told),
        more=len(found) > len(told),
    )


def _blocks(batch: Batch, asked: serials.SerialBlock, start: int, limit: int) -> list[Block]:
    """Up to ``limit`` blocks with units of ``asked`` from ``start`` on, in order."""
    of_batch = Block.objects.filter(batch=batch).select_related("hold").order_by("first")
    low = min(max(asked.first, start), asked.last)
    holding_it = of_batch.filter(first__lte=low).values_list("first", flat=True).last()
    return list(of_batch.filter(first__gte=holding_it or 1, first__lte=asked.last)[:limit])


def _carried(batch: Batch, asked: serials.SerialBlock, entry: int, line: int) -> bool:
    """Whether a move is part of the history of every unit asked."""
    covering = Move.objects.filter(first__lte=asked.first, last__gte=asked.last)
    return covering.filter(entry_id=entry, line=line, batch=batch).exists()


def _steps(
    blocks: list[Block], most: int, earlier: tuple[int, int] | None
) -> dict[int, list[dict[str, Any]]]:
    """For each block, by its first serial, its latest ``most`` moves, oldest first."""
    moved = [block for block in blocks if block.entry is not None]
    keys: dict[str, Any] = {
        "blocks": [block.first for block in moved],
        "entries": [earlier[0] if earlier else block.entry for block in moved],
        "lines": [earlier[1] if earlier else block.line for block in moved],
        "steps": most,
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
        account.id: Party(
            account.id, account.number, _name(account, names), account.holder_kind or ""
        )
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
        first=first,
        last=last,
        serials=batch.serial(first, last),
        quantity_t=last - first + 1,
        party=parties[block.account_id],
        bucket=Bucket(block.bucket),
        hold=_hold(block),
        steps=tuple(_step(batch, row, parties) for row in rows),
        earlier=_earlier(rows),
    )


def _earlier(rows: list[dict[str, Any]]) -> tuple[int, int] | None:
    if not rows or rows[0]["parent_entry"] is None:
        return None
    return rows[0]["parent_entry"], rows[0]["parent_line"]


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
        detail=_json(row["detail"]),
    )


def _json(text: str | None) -> dict[str, Any]:
    """Django's connection gives jsonb as text."""
    return json.loads(text) if text else {}
