"""From a move back to issuance, and forward to where its serials are now."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from registry.ledger.models import Block, Move

# A probe of the primary key a step. Parents are always earlier; saying so ends the walk even in a
# damaged ledger.
_BACK = """
WITH RECURSIVE up AS (
  SELECT m.entry, m.line, m.parent_entry, m.parent_line, 1 AS step
  FROM ledger.move m WHERE m.entry = %(entry)s AND m.line = %(line)s
  UNION ALL
  SELECT p.entry, p.line, p.parent_entry, p.parent_line, up.step + 1 FROM up
  CROSS JOIN LATERAL (SELECT * FROM ledger.move m
    WHERE m.entry = up.parent_entry AND m.line = up.parent_line
      AND (m.entry, m.line) < (up.entry, up.line) LIMIT 1) p
  WHERE up.step < %(most)s)
SELECT entry, line FROM up ORDER BY step
"""


def way_back(entry: int, line: int, *, most: int) -> list[Move]:
    """The move and its parents up to issuance, newest first; at most ``most`` steps."""
    with connection.cursor() as cursor:
        cursor.execute(_BACK, {"entry": entry, "line": line, "most": most})
        keys = cursor.fetchall()
    moves = Move.objects.select_related("entry", "batch", "src_account", "dst_account")
    found = {move.pk: move for move in moves.filter(pk__in=keys)}
    return [found[key] for key in keys]


def blocks_within(batch: int, first: int, last: int, *, limit: int) -> Sequence[Block]:
    """The present blocks that have serials of ``first`` to ``last``, in order."""
    blocks = Block.objects.filter(batch=batch)
    start = blocks.filter(first__lte=first).order_by("-first").values_list("first", flat=True)
    within = blocks.filter(first__gte=start.first() or 1, first__lte=last)
    return list(within.select_related("account").order_by("first")[:limit])
