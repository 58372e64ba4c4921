"""The ledger in the bureau's admin: accounts, holdings, batches, entries, holds, for reading. Acts on
accounts and holds are only proposed here; another person decides on them in 复核.
"""

from registry.ledger.admin import accounts, batches, entries, holds, positions

__all__ = ["accounts", "batches", "entries", "holds", "positions"]
