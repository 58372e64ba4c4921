"""SQL expressions of a fingerprint: keyed 64-bit hashes of places, ranges and amounts, to be summed.

*Ranges.* A range (a, b] of a line counts as h(a) − h(b). Summed over ranges that tile a line this
telescopes to h(start) − h(end); summed over ranges that do not, it is a random number. Many lines are
summed at once, for h is keyed with the line. *Amounts.* Amounts by key are summed as amount · g(key),
twice with independent 28-bit g. Either way two sides that differ anywhere agree with a chance below
10⁻¹⁵, and the key is drawn anew for each run, so nobody can prepare a ledger for it.

``hashfloat8extended`` is used for whole numbers because it hashes all their 8 bytes (exact below
2⁵³); ``hashint8extended`` folds them to 32 bits first, whatever the key.
"""

from __future__ import annotations

from registry.ledger.verify import paths

# Ends a subquery so that the planner does not pull it up, which would write each hash out again
# wherever it is used. (It forbids a parallel plan too, but a run has lanes instead.)
FENCE = "OFFSET 0"


def place(batch: str, account: str, bucket: str, hold: str, key: int | str) -> str:
    """The hash of a place; ``hold`` may be NULL."""
    of_account = f"hashint4extended({account}, hashint4extended({batch}, {key}))"
    of_bucket = f"hashenumextended({bucket}, {of_account})"
    return f"hashfloat8extended(coalesce({hold}, 0), {of_bucket})"


def node(place_hash: str, entry: str, line: str) -> str:
    """The hash of what a move put into a place; genesis is entry 0, line 0."""
    return (
        f"hashint4extended(coalesce({line}, 0), hashfloat8extended(coalesce({entry}, 0), "
        f"{place_hash}))"
    )


def tile(line_hash: str, start: str, end: str) -> str:
    """What the range (start, end] of a line counts. Shifted, so that four of them fit a bigint."""
    return (
        f"((hashfloat8extended({start}, {line_hash}) >> 3)"
        f" - (hashfloat8extended({end}, {line_hash}) >> 3))"
    )


def weighed(amount: str, key_hash: str) -> tuple[str, str]:
    """What ``amount`` (tonnes, up to 10¹⁰) counts under a key, twice."""
    return f"{amount} * ({key_hash} >> 36)", f"{amount} * (({key_hash} << 28) >> 36)"


def act(entry: str, path: str, day: str, key: int) -> str:
    """The hash of an entry with the path its moves take and, for a trade, the trade's day."""
    of_path = f"hashint4extended({path}, hashfloat8extended({entry}, {key}))"
    trade_day = f"CASE WHEN {path} = {paths.SETTLE} THEN {day} - DATE '2000-01-01' END"
    return f"hashint4extended(coalesce({trade_day}, 0), {of_path})"
