"""What of another registry the ledger already has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

# A batch of an earlier import: its reference, name there, and the issuance rows it stands for.
_BATCHES = """
SELECT e.reference, b.external_code, b.quantity_t, e.on_date,
       ARRAY(SELECT jsonb_array_elements_text(e.detail -> 'rows')), e.detail ->> 'part'
FROM ledger.entry e JOIN ledger.batch b ON b.id = (e.detail ->> 'batch')::int
WHERE e.source = %s AND e.act = 'issue'
"""
# Prefixes that turned up later and were found to belong to a batch issued without a name.
_LINKS = """
SELECT DISTINCT e.detail ->> 'code', e.detail ->> 'linked' FROM ledger.entry e
WHERE e.source = %s AND e.act = 'retire' AND e.detail ? 'linked'
"""


@dataclass(frozen=True, slots=True)
class KnownBatch:
    """``part`` tells what of its issuance rows it is (``serial_prefixes``)."""

    reference: str
    code: str
    quantity_t: int
    issued_on: dt.date
    rows: list[str]
    part: str


def known_batches(source: str) -> list[KnownBatch]:
    """The batches issued by imports of this source."""
    with connection.cursor() as cursor:
        cursor.execute(_BATCHES, [source])
        return [KnownBatch(*row) for row in cursor]


def known_links(source: str) -> dict[str, str]:
    """References of batches by the serial prefix that was linked to them later."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, [source])
        return dict(cursor.fetchall())
