"""Into how many moves a trade is cut: in the last tenth of the wear, and in what came after it."""

from __future__ import annotations

from benchmarks.figures import Bound, Line, Spread
from benchmarks.stage import Stage

MOVES = """
SELECT count(*)::float / count(DISTINCT e.id)
FROM ledger.entry e JOIN ledger.move m ON m.entry = e.id
WHERE e.id > %s AND e.id <= %s AND e.act = 'settle'
"""
MUST, REACH = Bound(1.3, at_most=True), Bound(1.1, at_most=True)


def measure(stage: Stage, last_tenth: int, worn: int, now: int) -> None:
    """``last_tenth``, ``worn`` and ``now`` are entry numbers: where the last tenth of the wear
    began, where it ended, and where the measurements with random trades ended."""
    for id_, name, low, high in (
        ("moves_last_tenth", "in the last tenth of the wear", last_tenth, worn),
        ("moves_after", "in the measurements after it", worn, now),
    ):
        pieces = float(stage.one(MOVES, low, high))
        stage.lines.append(
            Line(
                id=id_,
                name=f"moves per trade, {name}",
                unit="moves",
                figure=Spread(pieces, pieces, pieces, 1),
                must=MUST,
                reach=REACH,
            )
        )
