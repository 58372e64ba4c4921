"""The ledger in the bureau's admin, for reading: accounts, holdings, batches, entries, holds. Only accounts
have acts here (open, suspend, resume, close), each by its service.
"""

from registry.ledger.admin import accounts, batches, entries, holds, positions

__all__ = ["accounts", "batches", "entries", "holds", "positions"]
