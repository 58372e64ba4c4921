"""Meters: each move's readings go on from the last ones of its place, up to where the meter stands."""

from __future__ import annotations

from registry.ledger.verify import hashing
from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import METERS


def _gap(end: str, meter: str, side: str, side_zh: str) -> str:
    """Moves of each place in order: each must start where the one before ended.

    Sorted by one hash of the place instead of its four columns, with as little as possible in each
    row: this is the dearest query of a whole run. Equal hashes, under a key drawn for the run, could
    only raise a false alarm.
    """
    place = hashing.place(
        "m.batch", f"m.{end}_account", f"m.{end}_bucket", f"m.{end}_hold", "{key}"
    )
    return f"""
SELECT entry, line, starts, before, '{side}' AS side, '{side_zh}' AS side_zh FROM (
  SELECT x.entry, x.line, x.starts, coalesce(lag(x.stops) OVER w, 0) AS before
  FROM (SELECT m.entry, m.line, m.{meter} AS stops, m.{meter} - (m.last - m.first + 1) AS starts,
          {place} AS place FROM {{moves}} m {hashing.FENCE}) x
  WINDOW w AS (PARTITION BY x.place ORDER BY x.entry, x.line)) y
WHERE starts <> before
"""


def _new_gap(end: str, meter: str, side: str, side_zh: str) -> str:
    """The same for an incremental run: a place's first new move goes on from its last old one."""
    place = f"m.batch, m.{end}_account, m.{end}_bucket, m.{end}_hold"
    return f"""
SELECT entry, line, starts, before, '{side}' AS side, '{side_zh}' AS side_zh FROM (
  SELECT m.entry, m.line, m.{meter} - (m.last - m.first + 1) AS starts,
    coalesce(lag(m.{meter}) OVER w, (SELECT p.{meter} FROM ledger.move p
      WHERE p.{end}_account = m.{end}_account AND p.entry <= {{since}} AND p.batch = m.batch
        AND p.{end}_bucket = m.{end}_bucket AND p.{end}_hold IS NOT DISTINCT FROM m.{end}_hold
      ORDER BY p.entry DESC, p.line DESC LIMIT 1), 0) AS before
  FROM {{moves}} m WINDOW w AS (PARTITION BY {place} ORDER BY m.entry, m.line)) y
WHERE starts <> before
"""


# Everything that a meter should have counted against what it says, place by place.
TOTAL = """
SELECT batch, account, bucket::text, nullif(hold, 0) AS hold, side,
  CASE side WHEN 'in' THEN '转入' ELSE '转出' END AS side_zh,
  sum(moved)::text AS moved_t, sum(meter)::text AS meter_t
FROM (
  SELECT batch, src_account AS account, src_bucket AS bucket, coalesce(src_hold, 0) AS hold,
    'out' AS side, last::numeric - first + 1 AS moved, 0::numeric AS meter FROM {moves} m
  UNION ALL
  SELECT batch, dst_account, dst_bucket, coalesce(dst_hold, 0), 'in', last::numeric - first + 1, 0
  FROM {moves} m
  UNION ALL SELECT id, home, 'unissued', 0, 'in', quantity_t, 0 FROM {batches} b
  UNION ALL SELECT batch, account, bucket, 0, 'out', 0, out_t FROM {holdings} h
  UNION ALL SELECT batch, account, bucket, 0, 'in', 0, in_t FROM {holdings} h
  UNION ALL SELECT batch, account, bucket, id, 'out', 0, out_t FROM {holds} h
  UNION ALL SELECT batch, account, bucket, id, 'in', 0, in_t FROM {holds} h) x
GROUP BY batch, account, bucket, hold, side
HAVING sum(moved) <> sum(meter)
"""


def _last(end: str, meter: str, side: str, side_zh: str) -> str:
    """For an incremental run: the reading of each place's newest move against its meter."""
    place = f"m.batch, m.{end}_account, m.{end}_bucket, m.{end}_hold"
    column = f"{side}_t"
    return f"""
SELECT x.batch, x.{end}_account AS account, x.{end}_bucket::text AS bucket, x.{end}_hold AS hold,
  '{side}' AS side, '{side_zh}' AS side_zh, x.{meter} AS moved_t, coalesce(h.{column}, o.{column}) AS meter_t
FROM (SELECT DISTINCT ON ({place}) m.* FROM {{moves}} m ORDER BY {place}, m.entry DESC, m.line DESC) x
LEFT JOIN ledger.holding h ON x.{end}_hold IS NULL
  AND (h.account, h.batch, h.bucket) = (x.{end}_account, x.batch, x.{end}_bucket)
LEFT JOIN ledger.hold o ON o.id = x.{end}_hold
  AND (o.account, o.batch, o.bucket) = (x.{end}_account, x.batch, x.{end}_bucket)
WHERE x.{meter} IS DISTINCT FROM coalesce(h.{column}, o.{column})
"""


OUT = ("src", "src_out_t", "out", "转出")
IN = ("dst", "dst_in_t", "in", "转入")

CHECKS = (
    Check(Fault.METER_GAP, _gap(*OUT), whole=True, long=True),
    Check(Fault.METER_GAP, _gap(*IN), whole=True, long=True),
    Check(Fault.METER_GAP, _new_gap(*OUT), whole=False),
    Check(Fault.METER_GAP, _new_gap(*IN), whole=False),
    Check(Fault.METER_TOTAL, TOTAL, (METERS,), whole=True),
    Check(Fault.METER_TOTAL, _last(*OUT), whole=False),
    Check(Fault.METER_TOTAL, _last(*IN), whole=False),
)
