"""How far a source is sealed for certain, so that sealing need not look at what is old.

Numbers come from a sequence and commit in any order, so "everything below is sealed" is only true
once every transaction that might still bring a lower number has ended. docs/adr/0007 has the proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

LOOKED_AT = (
    1000  # marks; when every transaction of these still runs, nothing is certain: slow, not wrong
)

_CERTAIN = """
SELECT max(m.seen) FROM (
  SELECT * FROM evidence.mark WHERE source = %s AND seen > %s ORDER BY id DESC LIMIT %s) m
WHERE m.horizon <= pg_snapshot_xmin(pg_current_snapshot())
  AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'virtualxid' AND l.virtualxid = ANY (m.running))
"""
_RUNNING = """
INSERT INTO evidence.mark (source, low, seen, running, horizon)
SELECT %s, %s, %s, coalesce(array_agg(l.virtualxid), '{}'), pg_snapshot_xmax(pg_current_snapshot())
FROM pg_locks l WHERE l.locktype = 'virtualxid' AND l.pid <> pg_backend_pid()
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """``low``: what is up to it need not be looked at now. ``certain``: nor what is up to this,
    from the next time on. ``seen``: the highest number that the last mark had seen."""

    low: int
    certain: int
    seen: int


def read(source: str) -> Mark:
    """To be called in a statement before the one that looks for what is pending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT low, seen FROM evidence.mark WHERE source = %s ORDER BY id DESC LIMIT 1",
            [source],
        )
        low, seen = cursor.fetchone() or (0, 0)
        cursor.execute(_CERTAIN, [source, low, LOOKED_AT])
        return Mark(low, max(low, cursor.fetchone()[0] or 0), seen)


def write(source: str, before: Mark, seen: int) -> None:
    """To be called when everything pending up to ``seen`` has its leaf, in a later statement than the
    one that saw it: whoever might still bring a number up to ``seen`` runs now or ended unseen."""
    if (before.low, before.seen) == (before.certain, seen):
        return
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [source, before.certain, seen])
