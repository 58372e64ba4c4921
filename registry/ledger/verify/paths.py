"""Which way each act moves units: from which bucket to which, within one account or to another.

Kept apart from the functions that write, so that a wrong path there shows here.
"""

from __future__ import annotations

from registry.ledger.models.buckets import Act, Bucket

_A, _T, _R, _F = Bucket.AVAILABLE, Bucket.TRADING, Bucket.RESERVED, Bucket.FROZEN
_SAME, _OTHER = True, False

# The commonest first: the first that fits ends the search.
PATHS: tuple[tuple[Bucket, Bucket, bool, Act], ...] = (
    (_T, _T, _OTHER, Act.SETTLE),
    (_R, _T, _OTHER, Act.SETTLE),
    (_A, Bucket.RETIRED, _SAME, Act.RETIRE),
    (_A, _A, _OTHER, Act.TRANSFER),
    (_A, _T, _SAME, Act.DEPOSIT),
    (_T, _A, _SAME, Act.WITHDRAW),
    (Bucket.UNISSUED, _A, _OTHER, Act.ISSUE),
    (_A, _R, _SAME, Act.RESERVE),
    (_T, _R, _SAME, Act.RESERVE),
    (_A, _F, _SAME, Act.FREEZE),
    (_T, _F, _SAME, Act.FREEZE),
    # A release returns units to where they came from, or hands them to a freeze that waits.
    (_R, _A, _SAME, Act.RELEASE),
    (_R, _T, _SAME, Act.RELEASE),
    (_R, _F, _SAME, Act.RELEASE),
    (_F, _A, _SAME, Act.RELEASE),
    (_F, _T, _SAME, Act.RELEASE),
    (_F, _F, _SAME, Act.RELEASE),
    (_F, _A, _OTHER, Act.EXECUTE),
    (_A, Bucket.CANCELLED, _SAME, Act.CANCEL),
    (_T, Bucket.CANCELLED, _SAME, Act.CANCEL),
    (_F, Bucket.CANCELLED, _SAME, Act.CANCEL),
)

# Acts that move as another does.
LIKE = {
    Act.UNDO: Act.SETTLE,
    Act.CATCH: Act.FREEZE,
    Act.UNFREEZE: Act.RELEASE,
    Act.EXPIRE: Act.RELEASE,
}

_NUMBERS = {act: number for number, act in enumerate(dict.fromkeys(p[3] for p in PATHS), start=1)}
SETTLE, RELEASE = _NUMBERS[Act.SETTLE], _NUMBERS[Act.RELEASE]


def of_move(m: str) -> str:
    """SQL: the number of the path that the move ``m`` took, 0 when there is none."""
    cases = (
        f"WHEN {m}.src_bucket = '{source}' AND {m}.dst_bucket = '{destination}' AND"
        f" {m}.src_account {'=' if same else '<>'} {m}.dst_account THEN {_NUMBERS[act]}"
        for source, destination, same, act in PATHS
    )
    return f"CASE {' '.join(cases)} ELSE 0 END"


def of_act(e: str) -> str:
    """SQL: the number of the path that the act of the entry ``e`` takes, 0 when it moves nothing."""
    numbers = _NUMBERS | {act: _NUMBERS[like] for act, like in LIKE.items()}
    cases = (f"WHEN '{act.value}' THEN {number}" for act, number in numbers.items())
    return f"CASE {e}.act {' '.join(cases)} ELSE 0 END"
