"""How many calculations of a ten-equation methodology one core does in a minute.

Each calculation has inputs of its own, read from texts with units as they come from a form, and is
proved: the last of each round is computed again by hand. Time is the process's own processor time,
so that other work on the machine does not count; the wall clock is shown beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import orjson

from benchmarks.figures import BenchBroken, Bound, Line, Spread
from methodologies.engine import Calculation, calculate, open_methodology
from methodologies.evaluating.trace import trace

FILE = Path(__file__).with_name("ten_equations.toml")
MUST_A_MINUTE = 100_000
Act = Callable[[dict[str, Any]], Calculation]


def inputs_of(place: int) -> dict[str, Any]:
    """The inputs of one calculation; no two are alike."""
    return {
        "EG_export": f"{800_000 + place}.{place % 1000:03d} MWh",
        "EG_import": f"{1_000 + place % 977} MWh",
        "error": "0.5 %",
        "EF_OM": "0.9419 tCO2/MWh",
        "EF_BM": f"0.48{place % 100:02d} tCO2/MWh",
        "w_OM": "0.75",
        "region": "北京" if place % 2 else "成都",
        "fuels": [
            {"FC": f"{1000 + place % 313} t", "NCV": "26.7 GJ/t", "CC": "0.0268 tC/GJ"},
            {"FC": f"{50 + place % 17} t", "NCV": "42.652 GJ/t", "CC": "20.2 kgC/GJ"},
        ],
    }


def by_hand(place: int) -> Fraction:
    """The same result without the engine."""
    given = inputs_of(place)

    def amount(text: str) -> Fraction:
        return Fraction(text.split(" ")[0])

    exported = amount(given["EG_export"]) * Fraction("0.995")
    net = exported - amount(given["EG_import"]) * Fraction("1.005")
    margin = amount(given["EF_OM"]) * Fraction("0.75") + amount(given["EF_BM"]) * Fraction("0.25")
    rounded = Fraction(int(margin * 10_000 + Fraction(1, 2)), 10_000)
    fuels = amount(given["fuels"][0]["FC"]) * Fraction("26.7") * Fraction("0.0268")
    fuels += amount(given["fuels"][1]["FC"]) * Fraction("42.652") * Fraction("0.0202")
    project = fuels * Fraction("0.99" if place % 2 else "0.98") * 44 / 12
    baseline = net * rounded
    leakage = project * Fraction("0.05") if project / baseline > Fraction("0.01") else Fraction(0)
    return max(baseline - project - leakage, Fraction(0))


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found, for people and for programs."""

    lines: list[Line]

    def table(self) -> str:
        return "\n".join(
            f"{line.name}: {shown(line.figure.value)} ({shown(line.figure.low)}–"
            f"{shown(line.figure.high)}, {line.figure.n}) {line.unit}"
            + (f"; must {line.must}: {line.verdict}" if line.must else "")
            + f"; {line.note}"
            for line in self.lines
            if line.figure is not None
        )

    def json(self) -> str:
        found = [asdict(line) | {"verdict": line.verdict} for line in self.lines]
        return orjson.dumps({"lines": found}).decode()


def shown(value: float) -> str:
    """Three digits at least."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def run(*, rounds: int, each: int) -> Report:
    """Measure, proving the last calculation of every round."""
    plan = open_methodology(FILE.read_bytes())
    if len(plan.checked.definition.equations) != 10:
        raise BenchBroken("the methodology has not ten equations")

    def with_trace(given: dict[str, Any]) -> Calculation:
        outcome = calculate(plan, given)
        orjson.dumps([step.as_dict() for step in trace(outcome)])
        return outcome

    plain = _line(
        "calculate", "calculations, ten equations", rounds, each, lambda g: calculate(plan, g)
    )
    told = _line(
        "calculate_trace", "the same with the whole trace as JSON", rounds, each, with_trace
    )
    return Report([plain, told])


def _line(name: str, title: str, rounds: int, each: int, act: Act) -> Line:
    rates, walls = [], []
    for turn in range(rounds):
        given = [inputs_of(turn * each + place) for place in range(each)]
        wall, begin = time.perf_counter(), time.process_time()
        for row in given:
            outcome = act(row)
        spent = time.process_time() - begin
        walls.append(60 * each / (time.perf_counter() - wall))
        rates.append(60 * each / spent)
        if outcome.exact != by_hand(turn * each + each - 1):
            raise BenchBroken(f"{name}: {outcome.exact_text} is not what the hand computes")
    must = Bound(MUST_A_MINUTE) if name == "calculate" else None
    note = f"by the wall clock {Spread.of(walls).value:,.0f} a minute"
    return Line(name, title, "a minute and core", Spread.of(rates), must=must, note=note)
