"""Django's view of the law tables: for reading. They are written by the ledger's functions only;
the application's role could not write them if it tried.
"""

from registry.ledger.models.account import Account
from registry.ledger.models.batch import Batch
from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.models.entry import Entry, Move, Request
from registry.ledger.models.place import Block, Hold, Holding
from registry.ledger.models.position import Position

__all__ = [
    "Account",
    "Act",
    "Batch",
    "Block",
    "Bucket",
    "Entry",
    "Hold",
    "Holding",
    "Move",
    "Position",
    "Request",
]
