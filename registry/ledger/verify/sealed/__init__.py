"""The evidence log against the ledger: leaves, tree, checkpoints, signatures and keys.

Everything is computed anew: leaf hashes from requests, entries and moves, the tree from the leaves,
the roots of checkpoints from the tree. Nothing stored is believed but the leaf salts, without which
a leaf hash cannot be computed.
"""

from registry.ledger.verify.sealed.run import check_evidence

__all__ = ["check_evidence"]
