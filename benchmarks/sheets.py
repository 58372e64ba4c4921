"""How long an uploaded workbook takes: 200 rows read, judged and calculated; and 20,000 of them.

By the wall clock, as a person waits for it, from the bytes of the upload to the finished result. The
result is computed again by hand.
"""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benchmarks.figures import BenchBroken, Bound, Line, Spread
from benchmarks.methodologies import Report
from methodologies import catalogue
from methodologies.engine import calculate
from methodologies.sheet import read, template

CODE = "SAMPLE-H2"
ROWS, MOST_ROWS = 200, 20_000
MUST_S = 2


def inputs_of(rows: int, turn: int) -> dict[str, Any]:
    """A fleet of so many rows, no two alike."""
    fleet = [
        {
            "vehicles": 1 + place % 40,
            "distance": Decimal(f"{10_000 + place}.{turn % 10}5"),
            "diesel": Decimal("32.5"),
            "hydrogen": Decimal(f"8.{place % 100:02d}"),
        }
        for place in range(rows)
    ]
    return {"EF_diesel": Decimal("2.6007"), "EF_H2": Decimal("6.661"), "fleet": fleet}


def by_hand(inputs: dict[str, Any]) -> Fraction:
    """The same result without the engine and without a workbook, in tonnes."""
    saved = Fraction(0)
    for row in inputs["fleet"]:
        diesel = Fraction(row["diesel"]) * Fraction(inputs["EF_diesel"])
        hydrogen = Fraction(row["hydrogen"]) * Fraction(inputs["EF_H2"])
        saved += row["vehicles"] * Fraction(row["distance"]) / 100 * (diesel - hydrogen)
    return saved / 1000


def run(*, rounds: int) -> Report:
    """Measure, proving the result of every round."""
    small = _line("sheet_200", "upload of 200 rows, read and calculated", rounds, ROWS)
    large = _line("sheet_20000", "the same of 20,000 rows", min(rounds, 3), MOST_ROWS)
    return Report([small, large])


def _line(name: str, title: str, rounds: int, rows: int) -> Line:
    plan, seconds, size = catalogue.find(CODE), [], 0
    for turn in range(rounds):
        given = inputs_of(rows, turn)
        raw = template(plan, given)
        size = len(raw)
        begin = time.perf_counter()
        outcome = calculate(plan, read(plan, raw).checked())
        seconds.append(time.perf_counter() - begin)
        if outcome.exact != by_hand(given):
            raise BenchBroken(f"{name}: {outcome.exact_text} is not what the hand computes")
    must = Bound(MUST_S, at_most=True) if rows == ROWS else None
    return Line(name, title, "s", Spread.of(seconds), must=must, note=f"{size:,} bytes")
