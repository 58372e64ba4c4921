"""Issuing ten million tonnes and issuing ten: one block each, at the same cost."""

from __future__ import annotations

from typing import Any

from benchmarks.figures import BenchBroken, Bound, Line, Spread
from benchmarks.stage import Stage
from benchmarks.world import PROGRAMME

LARGE_T, SMALL_T = 10_000_000, 10


def measure(stage: Stage) -> None:
    stage.say("issuing")
    _issue(stage, 0, 1)  # the first one makes the plans
    pairs = []
    for n in range(stage.scale.issues):
        first, second = (LARGE_T, SMALL_T) if n % 2 else (SMALL_T, LARGE_T)
        took = {first: _issue(stage, n, first), second: _issue(stage, n, second)}
        pairs.append((took[LARGE_T], took[SMALL_T]))
    stage.lines.append(
        Line(
            id="issue",
            name=f"issuing {LARGE_T:,} t, one block",
            unit="ms",
            figure=Spread.of(1000 * large for large, _ in pairs),
            ratio=Spread.of(large / small for large, small in pairs),
            floor=f"issuing {SMALL_T} t",
            must=Bound(1.5, at_most=True),
            reach=Bound(1.1, at_most=True),
        )
    )


def _issue(stage: Stage, n: int, quantity_t: int) -> float:
    """Seconds for one issuance; raises unless it made exactly one block."""
    done: dict[str, Any] = stage.clients[0].do(
        "issue",
        programme=PROGRAMME,
        account=stage.market.accounts[n % len(stage.market.accounts)],
        quantity_t=quantity_t,
        name=f"ISSUE-{quantity_t}-{n}",
    )
    blocks = stage.one("SELECT count(*) FROM ledger.block WHERE batch = %s", done["batch"])
    if blocks != 1:
        raise BenchBroken(f"issuing {quantity_t} t made {blocks} blocks")
    return float(done["seconds"])
