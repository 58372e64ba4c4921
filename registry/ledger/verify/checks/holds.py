"""Holds: open while anything is left or waited for, and never for more than was asked."""

from __future__ import annotations

from registry.ledger.verify.checks.check import Check
from registry.ledger.verify.faults import Fault

STATUS = """
SELECT h.id AS hold, h.account, h.batch, h.status, h.in_t - h.out_t AS left_t, h.waiting_t
FROM {holds} h
WHERE h.status <> 'open' AND (h.in_t <> h.out_t OR h.waiting_t <> 0) OR h.out_t > h.in_t
"""

# Whatever a hold waits for comes in later; a release ends the waiting.
REQUESTED = """
SELECT h.id AS hold, h.account, h.batch, h.requested_t, h.in_t, h.waiting_t FROM {holds} h
WHERE CASE WHEN h.status = 'open' THEN h.in_t + h.waiting_t <> h.requested_t
  ELSE h.in_t > h.requested_t END
"""

ENTRY = """
SELECT h.id AS hold, h.account, h.batch, h.entry, e.act::text, e.quantity_t, h.requested_t,
  e.on_date, h.opened_on
FROM {holds} h LEFT JOIN ledger.entry e ON e.id = h.entry
WHERE (e.act = CASE h.bucket WHEN 'reserved' THEN 'reserve' ELSE 'freeze' END::ledger.act
  AND (e.quantity_t, e.on_date) = (h.requested_t, h.opened_on)) IS NOT TRUE
"""

ACCOUNT = """
SELECT h.id AS hold, h.account, h.batch FROM {holds} h
LEFT JOIN ledger.account a ON a.id = h.account LEFT JOIN ledger.batch b ON b.id = h.batch
WHERE (a.programme = b.programme) IS NOT TRUE
"""

CHECKS = (
    Check(Fault.HOLD_STATUS, STATUS),
    Check(Fault.HOLD_REQUESTED, REQUESTED),
    Check(Fault.HOLD_ENTRY, ENTRY),
    Check(Fault.HOLD_ACCOUNT, ACCOUNT),
)
