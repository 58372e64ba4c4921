"""The acts of the ledger that take two persons, as kinds of approval: one file each subject.

A payload names accounts, batches and holds by uuid and carries the clerk's own reference; without
one the entry is numbered by the approval.
"""

from registry.ledger.approvals import accounts, freezes, issuance, opening, units

KINDS = (*opening.KINDS, *accounts.KINDS, *freezes.KINDS, *units.KINDS, *issuance.KINDS)

__all__ = ["KINDS"]
