"""The laws of the ledger as plain queries, written apart from its code: each lists what breaks one.

Slow and simple on purpose. ``violations`` reads what is committed; it must find nothing, ever.
"""

from __future__ import annotations

from typing import Any

from psycopg import Connection

QUERIES: dict[str, str] = {
    "1, 2: blocks tile the batch": """
        SELECT batch, first, last FROM (
          SELECT k.*, lag(last) OVER w AS before, lead(first) OVER w AS next,
            b.quantity_t AS issued_t
          FROM ledger.block k LEFT JOIN ledger.batch b ON b.id = k.batch
          WINDOW w AS (PARTITION BY k.batch ORDER BY k.first)) x
        WHERE last < first OR first <> coalesce(before, 0) + 1
           OR last + 1 <> coalesce(next, issued_t + 1) OR issued_t IS NULL
           OR quantity_t <> last - first + 1""",
    "2: no batch without blocks": """
        SELECT id FROM ledger.batch b
        WHERE quantity_t <> (SELECT coalesce(sum(last - first + 1), 0) FROM ledger.block WHERE batch =
          b.id)""",
    "3: holdings equal their blocks": """
        SELECT * FROM (
          SELECT account, batch, bucket, in_t - out_t AS t FROM ledger.holding WHERE in_t <> out_t
          EXCEPT
          SELECT account, batch, bucket, sum(last - first + 1) FROM ledger.block WHERE hold IS NULL GROUP
            BY 1, 2, 3) x
        UNION ALL
        SELECT * FROM (
          SELECT account, batch, bucket, sum(last - first + 1) FROM ledger.block WHERE hold IS NULL GROUP
            BY 1, 2, 3
          EXCEPT
          SELECT account, batch, bucket, in_t - out_t FROM ledger.holding) y""",
    "3: holds equal their blocks": """
        SELECT h.id FROM ledger.hold h
        WHERE h.in_t - h.out_t <> (SELECT coalesce(sum(last - first + 1), 0) FROM ledger.block WHERE hold =
          h.id)
           OR EXISTS (SELECT 1 FROM ledger.block k WHERE k.hold = h.id
                      AND (k.account, k.batch, k.bucket) <> (h.account, h.batch, h.bucket))""",
    "3: tonnes bought on the latest day": """
        SELECT account, batch, bucket FROM ledger.holding h WHERE bucket IN ('available', 'trading') AND
          bought_t <> (
          SELECT coalesce(sum(last - first + 1), 0) FROM ledger.block k
          WHERE (k.account, k.batch, k.bucket) = (h.account, h.batch, h.bucket) AND k.hold IS NULL
            AND k.bought_on = h.bought_on)""",
    "3: no block bought after its place says": """
        SELECT k.batch, k.first FROM ledger.block k JOIN ledger.holding h
          ON (k.account, k.batch, k.bucket) = (h.account, h.batch, h.bucket)
        WHERE k.hold IS NULL AND k.bought_on IS NOT NULL AND k.bought_on > coalesce(h.bought_on,
          '-infinity')""",
    "meters of holdings are the sums of moves": """
        SELECT account, batch, bucket FROM ledger.holding h WHERE
          out_t <> (SELECT coalesce(sum(last - first + 1), 0) FROM ledger.move m WHERE m.src_hold IS NULL
            AND (m.src_account, m.batch, m.src_bucket) = (h.account, h.batch, h.bucket))
          OR in_t <> (SELECT coalesce(sum(last - first + 1), 0) FROM ledger.move m WHERE m.dst_hold IS NULL
            AND (m.dst_account, m.batch, m.dst_bucket) = (h.account, h.batch, h.bucket))
            + CASE WHEN bucket = 'unissued' THEN (SELECT quantity_t FROM ledger.batch WHERE id = h.batch)
              ELSE 0 END""",
    "each block stands where its move put it": """
        SELECT k.batch, k.first FROM ledger.block k LEFT JOIN ledger.move m ON (m.entry, m.line) =
          (k.entry, k.line)
        WHERE k.bucket <> 'unissued' AND (m.entry IS NULL OR (m.batch, m.dst_account, m.dst_bucket)
          <> (k.batch, k.account, k.bucket) OR m.dst_hold IS DISTINCT FROM k.hold OR k.first < m.first OR
            k.last > m.last)""",
    "moves belong to entries, entries to requests": """
        SELECT 'move', m.entry FROM ledger.move m LEFT JOIN ledger.entry e ON e.id = m.entry WHERE e.id IS
          NULL
        UNION ALL
        SELECT 'entry', e.id FROM ledger.entry e LEFT JOIN ledger.request r ON r.id = e.request WHERE r.id
          IS NULL""",
    "an entry moves what it says": """
        SELECT e.id FROM ledger.entry e
        JOIN (SELECT entry, sum(last - first + 1) AS t FROM ledger.move GROUP BY 1) m ON m.entry = e.id
        WHERE e.quantity_t <> m.t AND e.act <> 'freeze'""",
    "5: retired and cancelled are final": """
        SELECT entry, line FROM ledger.move WHERE src_bucket >= 'retired'""",
    "a unit has one mover at a time": """
        SELECT c.entry, c.line FROM ledger.move c LEFT JOIN ledger.move p
          ON (p.entry, p.line) = (c.parent_entry, c.parent_line)
        WHERE c.parent_entry IS NOT NULL AND (p.entry IS NULL OR (p.batch, p.dst_account, p.dst_bucket)
          <> (c.batch, c.src_account, c.src_bucket) OR c.first < p.first OR c.last > p.last
          OR p.dst_hold IS DISTINCT FROM c.src_hold)""",
    "readings of a place run without a jump": """
        SELECT * FROM (
          SELECT entry, line, src_out_t - (last - first + 1) AS from_t,
            lag(src_out_t, 1, 0::bigint) OVER (
              PARTITION BY src_account, batch, src_bucket, src_hold ORDER BY src_out_t) AS before
          FROM ledger.move) x WHERE from_t <> before
        UNION ALL
        SELECT * FROM (
          SELECT entry, line, dst_in_t - (last - first + 1) AS from_t,
            lag(dst_in_t, 1, 0::bigint) OVER (
              PARTITION BY dst_account, batch, dst_bucket, dst_hold ORDER BY dst_in_t) AS before
          FROM ledger.move) y WHERE from_t <> before""",
    "a closed account is empty": """
        SELECT a.id FROM ledger.account a JOIN ledger.block k ON k.account = a.id
        WHERE a.status = 'closed' AND k.bucket NOT IN ('retired', 'cancelled')""",
    "a place knows its account's status": """
        SELECT h.account, h.batch FROM ledger.holding h JOIN ledger.account a ON a.id = h.account
        WHERE h.stop <> CASE a.status WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END""",
    "a place knows that a freeze waits": """
        SELECT h.account, h.batch FROM ledger.holding h WHERE h.bucket IN ('available', 'trading') AND NOT
          h.waiting
          AND EXISTS (SELECT 1 FROM ledger.hold w WHERE (w.account, w.batch) = (h.account, h.batch) AND
          w.waiting_t > 0)""",
}


def violations(connection: Connection[Any]) -> list[tuple[str, Any]]:
    """(law, offending row) for everything that is wrong; empty when the laws hold."""
    return [
        (law, row) for law, query in QUERIES.items() for row in connection.execute(query).fetchall()
    ]
