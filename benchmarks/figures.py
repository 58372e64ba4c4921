"""Figures and what is asked of them: medians, ratios to a floor, bounds, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median


class BenchBroken(Exception):
    """A measurement could not be made, or what it measured was wrong. Never a slow figure."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of ``n`` runs, with the lowest and the highest."""

    value: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, runs: Iterable[float]) -> Spread:
        found = list(runs)
        return cls(median(found), min(found), max(found), len(found))


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure must be, or what to reach for."""

    value: float
    at_most: bool = False

    def holds(self, figure: float) -> bool:
        return figure <= self.value if self.at_most else figure >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.value:,.10g}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. ``ratio`` is what is judged where there is one, else ``figure``.

    ``floor`` says what the ratio is to. Without ``must`` the line is for information; without a
    figure, ``note`` says why it was not measured.
    """

    id: str
    name: str
    unit: str
    figure: Spread | None = None
    ratio: Spread | None = None
    floor: str = ""
    must: Bound | None = None
    reach: Bound | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """``ok``, ``short``, or empty where nothing is asked or nothing was measured."""
        judged = self.ratio or self.figure
        if judged is None or self.must is None:
            return ""
        return "ok" if self.must.holds(judged.value) else "short"

    @property
    def reached(self) -> bool:
        judged = self.ratio or self.figure
        return judged is not None and self.reach is not None and self.reach.holds(judged.value)


@dataclass(frozen=True, slots=True)
class Series:
    """One thing measured several times, each time between two measurements of its floors."""

    values: list[float]
    floors: Mapping[str, list[float]]

    @property
    def figure(self) -> Spread:
        return Spread.of(self.values)

    def ratio(self, floor: str) -> Spread:
        """Each value against the mean of the floor just before and just after it."""
        found = self.floors[floor]
        pairs = zip(self.values, found, found[1:], strict=False)
        return Spread.of(value / ((before + after) / 2) for value, before, after in pairs)


def interleave(
    rounds: int,
    floors: Mapping[str, Callable[[], float]],
    measures: Mapping[str, Callable[[], float]],
) -> dict[str, Series]:
    """Floors, measures, floors, measures … floors: a machine that drifts, drifts for all."""
    found = {name: [floor()] for name, floor in floors.items()}
    values: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            values[name].append(measure())
        for name, floor in floors.items():
            found[name].append(floor())
    return {name: Series(runs, found) for name, runs in values.items()}
