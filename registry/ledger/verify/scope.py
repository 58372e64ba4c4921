"""How much of the ledger a run reads: all of it, one batch, or what entries after some entry touched.

A scope is a set of row sources that the queries are written over; it never changes a query's meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = {
    "moves": "ledger.move",
    "blocks": "ledger.block",
    "tiles": "ledger.block",
    "standing": "ledger.block",
    "batches": "ledger.batch",
    "holdings": "ledger.holding",
    "holds": "ledger.hold",
    "entries": "ledger.entry",
}

SPECIAL_ENTRIES = (
    "(SELECT * FROM {entries} e WHERE e.act IN ('freeze', 'undo') OR e.undoes IS NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """``batch`` is a batch's id; ``since`` an entry, whose followers are read. Not both.

    An incremental run takes the ledger up to ``since`` as proven by an earlier one.
    """

    batch: int | None = None
    since: int | None = None

    @property
    def incremental(self) -> bool:
        return self.since is not None

    @property
    def sources(self) -> dict[str, str]:
        """For each name that queries use in braces, where those rows come from.

        ``blocks`` are those to compare with their moves, ``tiles`` all blocks of the batches,
        ``standing`` all blocks of the places.
        """
        if self.batch is not None:
            found = _of_batch(int(self.batch))
        elif self.since is not None:
            found = _since(int(self.since))
        else:
            found = WHOLE
        return found | {"special": SPECIAL_ENTRIES.format_map(found)}


def _of_batch(batch: int) -> dict[str, str]:
    def only(table: str, column: str = "batch") -> str:
        return f"(SELECT * FROM ledger.{table} WHERE {column} = {batch})"

    blocks = only("block")
    entries = f"id IN (SELECT entry FROM ledger.move WHERE batch = {batch})"
    return WHOLE | {
        "moves": only("move"),
        "blocks": blocks,
        "tiles": blocks,
        "standing": blocks,
        "batches": only("batch", "id"),
        "holdings": only("holding"),
        "holds": only("hold"),
        "entries": f"(SELECT * FROM ledger.entry WHERE {entries})",
    }


def _since(entry: int) -> dict[str, str]:
    new = f"FROM ledger.move WHERE entry > {entry}"
    places = (
        f"SELECT src_account, batch, src_bucket {new} AND src_hold IS NULL"
        f" UNION SELECT dst_account, batch, dst_bucket {new} AND dst_hold IS NULL"
    )
    touched = f"SELECT src_hold {new} UNION SELECT dst_hold {new}"
    holdings = f"(SELECT * FROM ledger.holding WHERE (account, batch, bucket) IN ({places}))"
    holds = f"(SELECT * FROM ledger.hold WHERE id IN ({touched}) OR entry > {entry})"
    batches = f"SELECT batch {new}"
    return {
        "moves": f"(SELECT * {new})",
        "blocks": f"(SELECT * FROM ledger.block WHERE entry > {entry} AND batch IN ({batches}))",
        "tiles": f"(SELECT * FROM ledger.block WHERE batch IN ({batches}))",
        "standing": _standing(holdings, holds),
        "batches": f"(SELECT * FROM ledger.batch WHERE id IN ({batches}))",
        "holdings": holdings,
        "holds": holds,
        "entries": f"(SELECT * FROM ledger.entry WHERE id > {entry})",
        "since": str(entry),
    }


def _standing(holdings: str, holds: str) -> str:
    here = "(k.account, k.batch, k.bucket) = (h.account, h.batch, h.bucket)"
    return (
        f"(SELECT k.* FROM {holdings} h JOIN ledger.block k ON {here} AND k.hold IS NULL"
        f" UNION ALL SELECT k.* FROM {holds} h JOIN ledger.block k ON {here} AND k.hold = h.id)"
    )
