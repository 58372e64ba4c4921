"""Every exact check, in the order in which they run."""

from registry.ledger.verify.checks import (
    balances,
    blocks,
    entries,
    holdings,
    holds,
    meters,
    moves,
    parents,
)
from registry.ledger.verify.checks.check import Check

CHECKS: tuple[Check, ...] = (
    *blocks.CHECKS,
    *moves.CHECKS,
    *parents.CHECKS,
    *meters.CHECKS,
    *balances.CHECKS,
    *holdings.CHECKS,
    *holds.CHECKS,
    *entries.CHECKS,
)

__all__ = ["CHECKS", "Check"]
