"""One exact query that finds and names one kind of fault."""

from __future__ import annotations

from dataclasses import dataclass

from registry.ledger.verify.faults import Fault


@dataclass(frozen=True, slots=True)
class Check:
    """``sql`` returns one row for each fault; its columns are what the sentences speak of.

    Row sources in braces come from the scope. ``sums``: the big sums whose being right proves
    that this finds nothing; a check without any always runs. ``whole``: whether it suits a run over whole
    batches, an incremental run, or (None) both. ``long``: begun first.
    """

    fault: Fault
    sql: str
    sums: tuple[str, ...] = ()
    whole: bool | None = None
    long: bool = False
