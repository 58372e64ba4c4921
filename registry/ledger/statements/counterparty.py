"""Who the other side of a movement is, as the holder of the account may see it: this is the one place
that says it.

In a trade the other side is the market: the reference names the trade, the exchange knows the rest. In every
other act the other account and its holder stand in the order itself; a person's name is masked all the same.
"""

from __future__ import annotations

from registry.ledger.models.buckets import Act

MARKET_ACTS = frozenset({Act.SETTLE, Act.UNDO})


def counterparty(act: Act, number: str, holder: str | None) -> str:
    """``holder`` is what the other side may be called in public, None for the system's account."""
    if holder is None:
        return "登记簿"
    if act in MARKET_ACTS:
        return "场内交易"
    return f"{number} {holder}"
