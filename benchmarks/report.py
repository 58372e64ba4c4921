"""The report: a table for people, and one line of JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from benchmarks.figures import Line, Spread
from benchmarks.scales import Scale

HEADER = ("line", "measured: median (min–max, n)", "ratio: median (min–max)", "must", "reach", "")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found."""

    machine: dict[str, Any]
    scale: Scale
    world: dict[str, int]
    floors: dict[str, Spread]
    lines: list[Line]
    verified: str
    database: str
    seconds: float

    def table(self) -> str:
        """The report for people."""
        parts = [
            *self._machine(),
            "",
            *(f"floor {name}: {_spread(spread)}/s" for name, spread in self.floors.items()),
            "",
            *_aligned([HEADER, *(_row(line) for line in self.lines)]),
            "",
            *(f"{line.id}: {line.note}" for line in self.lines if line.note),
            f"verify_ledger: {self.verified}",
            f"{self._count('ok')} ok, {self._count('short')} short; {self.seconds:,.0f} s in all",
        ]
        return "\n".join(parts)

    def json(self) -> str:
        """The report for programs, in one line."""
        lines = [
            asdict(line) | {"verdict": line.verdict, "reached": line.reached} for line in self.lines
        ]
        return orjson.dumps(asdict(self) | {"lines": lines}).decode()

    def _machine(self) -> Iterable[str]:
        machine, settings = self.machine, self.machine["settings"]
        yield (
            f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_mb']:,} MB; "
            f"PostgreSQL {machine['postgresql']}; "
            f"load {machine['load_before']} before, {machine['load_after']} after; "
            f"{machine['checkpoints']} checkpoints while measuring"
        )
        yield ", ".join(f"{name} {value}" for name, value in settings.items())
        if settings["fsync"] != "on" or settings["synchronous_commit"] != "on":
            yield "NOT COMPARABLE: this server does not wait for the disk (fsync, synchronous_commit)"
        yield f"scale {self.scale.name}: " + ", ".join(
            f"{name} {size:,}" for name, size in self.world.items()
        )

    def _count(self, verdict: str) -> int:
        return sum(line.verdict == verdict for line in self.lines)


def _row(line: Line) -> tuple[str, ...]:
    ratio = f"{_spread(line.ratio, with_n=False)} × {line.floor}" if line.ratio else ""
    measured = f"{_spread(line.figure)} {line.unit}" if line.figure else "not measured"
    verdict = line.verdict + (", reached" if line.reached else "")
    return (line.name, measured, ratio, str(line.must or ""), str(line.reach or ""), verdict)


def _spread(spread: Spread, *, with_n: bool = True) -> str:
    if spread.n == 1:
        return _number(spread.value)
    n = f", {spread.n}" if with_n else ""
    return f"{_number(spread.value)} ({_number(spread.low)}–{_number(spread.high)}{n})"


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _aligned(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)
        ).rstrip()
