"""Proof, by reading alone, that the ledger is what its moves say and that its laws hold.

Independent of the functions that write: plain SQL over the law tables, in one snapshot, changing
nothing. It must never call a function of the schema ``ledger`` nor trust a balance it can recompute.

Why this equals replaying every move from zero. Call the genesis of a batch (serials 1..quantity in
the home account's ``unissued``) and every move a *node*: a serial range in a place, its destination.
Each move names the node its units were taken from (its parent), each block the node that put it
where it is. It is checked that

* a parent comes earlier, by (entry, line), and nothing is taken from a node in ``retired`` or
  ``cancelled``;
* for each node, the moves and blocks that name it stand in its place, and their ranges tile its
  range: no gap, no overlap.

Play the moves in order of (entry, line). By induction each finds its serials whole at the source it
names: its parent was played before, and no other move takes the same serials from that parent, for
siblings do not overlap. At the end a serial of a node either went on with a child or lies in a
block of that node, in its place. So the blocks are exactly what the moves leave behind, and since
the genesis is tiled by its children and blocks, and so on down, the blocks tile 1..quantity. The
meters of a place are the running sums of the moves through it, and its balance is the sum of its
blocks: these are checked on their own.

The big sums of a whole run are compared by fingerprint (``fingerprints``), with a random key drawn
for each run; what a fingerprint finds wrong, and everything in an incremental run, is found and
named by exact queries (``checks``).
"""

from registry.ledger.verify.report import Report, Violation
from registry.ledger.verify.run import verify
from registry.ledger.verify.scope import Scope

__all__ = ["Report", "Scope", "Violation", "verify"]
