"""Entries: asked for by a request, and moving what they say along the path of their act."""

from __future__ import annotations

from registry.ledger.verify import paths
from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault
from registry.ledger.verify.sums import ENTRIES

# A freeze may move less than it asks for, and an undo takes its day from the trade before: their
# moves are always looked at one by one. `special` are these entries, and others that claim to undo.
SPECIAL = "('freeze', 'undo')"

_MOVED = """
SELECT e.id AS entry, e.act::text, e.quantity_t, coalesce(s.moved_t, 0)::text AS moved_t
FROM {source} e
LEFT JOIN LATERAL (SELECT sum(m.last::numeric - m.first + 1) AS moved_t FROM ledger.move m
                   WHERE m.entry = e.id) s ON true
"""

QUANTITY = f"""{_MOVED.replace("{source}", "{entries}")}
WHERE e.act NOT IN {SPECIAL} AND e.quantity_t <> coalesce(s.moved_t, 0)"""

SPECIAL_QUANTITY = f"""{_MOVED.replace("{source}", "{special}")} WHERE e.act IN {SPECIAL} AND CASE e.act
  WHEN 'undo' THEN e.quantity_t <> coalesce(s.moved_t, 0) ELSE e.quantity_t < coalesce(s.moved_t, 0) END"""

UNKNOWN = """
SELECT m.entry, m.line, m.batch, m.first, m.last
FROM {moves} m LEFT JOIN ledger.entry e ON e.id = m.entry WHERE e.id IS NULL
"""

ACT = f"""
SELECT m.entry, m.line, m.batch, m.first, m.last, m.src_bucket::text, m.dst_bucket::text, e.act::text
FROM {{moves}} m JOIN ledger.entry e ON e.id = m.entry
WHERE {paths.of_move("m")} <> {paths.of_act("e")}
"""

SPECIAL_ACT = f"""
SELECT m.entry, m.line, m.batch, m.first, m.last, m.src_bucket::text, m.dst_bucket::text, e.act::text
FROM {{special}} e JOIN ledger.move m ON m.entry = e.id
WHERE e.act IN {SPECIAL} AND {paths.of_move("m")} <> {paths.of_act("e")}
"""

DAY = """
SELECT m.entry, m.line, m.batch, m.first, m.last, m.bought_on, e.on_date
FROM {moves} m JOIN ledger.entry e ON e.id = m.entry
WHERE e.act = 'settle' AND m.bought_on IS DISTINCT FROM e.on_date
"""

REQUEST = """
SELECT e.id AS entry, e.act::text, e.request
FROM {entries} e LEFT JOIN ledger.request r ON r.id = e.request WHERE r.id IS NULL
"""

UNDOES = """
SELECT e.id AS entry, e.undoes FROM (
  SELECT e.*, count(*) OVER (PARTITION BY e.undoes) AS times FROM {special} e
  WHERE e.undoes IS NOT NULL OR e.act = 'undo') e
LEFT JOIN ledger.entry t ON t.id = e.undoes
WHERE e.times > 1 OR (e.act = 'undo' AND t.act = 'settle' AND t.id < e.id
  AND (t.on_date, t.quantity_t) = (e.on_date, e.quantity_t)) IS NOT TRUE
"""

# Every serial of the trade goes back from buyer to seller, with the day of purchase it had before.
# A freeze that came and went may have cut the trade's blocks, so lines need not correspond.
UNDO_SERIALS = """
SELECT e.id AS entry, t.line, e.undoes, t.batch, t.first, t.last
FROM {special} e JOIN ledger.move t ON t.entry = e.undoes
LEFT JOIN ledger.move b ON (b.entry, b.line) = (t.parent_entry, t.parent_line)
WHERE e.act = 'undo' AND t.last - t.first + 1 <> (
  SELECT coalesce(sum(u.last - u.first + 1), 0) FROM ledger.move u
  WHERE u.entry = e.id AND u.batch = t.batch AND u.first >= t.first AND u.last <= t.last
    AND (u.src_account, u.dst_account) = (t.dst_account, t.src_account)
    AND u.bought_on IS NOT DISTINCT FROM b.bought_on)
"""

CHECKS = (
    Check(Fault.ENTRY_QUANTITY, QUANTITY, (ENTRIES,)),
    Check(Fault.ENTRY_QUANTITY, SPECIAL_QUANTITY),
    Check(Fault.MOVE_ENTRY, UNKNOWN, (ENTRIES,)),
    Check(Fault.MOVE_ACT, ACT, (ENTRIES,)),
    Check(Fault.MOVE_ACT, SPECIAL_ACT),
    Check(Fault.TRADE_DAY, DAY, (ENTRIES,)),
    Check(Fault.ENTRY_REQUEST, REQUEST),
    Check(Fault.ENTRY_UNDOES, UNDOES),
    Check(Fault.UNDO_SERIALS, UNDO_SERIALS),
)
