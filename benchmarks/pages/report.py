"""The table of the pages, worst first, and below it every page that falls short with its query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from benchmarks.report import _aligned

MOST_QUERIES, MOST_TIMES = 15, 5.0
HEADER = ("page", "who", "queries", "ms", "× empty (min–max)", "whole tables", "")


@dataclass(frozen=True, slots=True)
class PageFigure:
    """What was measured of one page. Without ``queries`` it did not answer 200 to anybody."""

    kind: str
    label: str
    path: str
    status: int
    who: str
    queries: int | None = None
    ms: float = 0.0
    ratio: float = 0.0
    ratio_low: float = 0.0
    ratio_high: float = 0.0
    slowest: dict[str, Any] | None = None
    scans: list[dict[str, Any]] | None = None

    @property
    def faults(self) -> list[str]:
        """What falls short, by name; nothing is asked of a page that did not answer."""
        if self.queries is None:
            return ["broken"] if self.status >= 500 else []
        asked = {
            "queries": self.queries <= MOST_QUERIES,
            "time": self.ratio <= MOST_TIMES,
            "scan": not self.scans,
        }
        return [name for name, kept in asked.items() if not kept]


@dataclass(frozen=True, slots=True)
class PagesReport:
    machine: dict[str, Any]
    scale: str
    world: dict[str, int]
    empty_ms: float
    pages: list[PageFigure]
    seconds: float

    def table(self) -> str:
        shown = sorted((p for p in self.pages if p.queries is not None), key=lambda p: -p.ratio)
        unseen = [p for p in self.pages if p.queries is None]
        short = [p for p in self.pages if p.faults]
        return "\n".join(
            [
                f"{self.machine['cpu']}, {self.machine['cores']} cores, PostgreSQL "
                f"{self.machine['postgresql']}; load {self.machine['load_before']} before, "
                f"{self.machine['load_after']} after",
                f"scale {self.scale}: " + ", ".join(f"{k} {v:,}" for k, v in self.world.items()),
                f"empty page {self.empty_ms:.1f} ms; must: ≤ {MOST_QUERIES} queries, ≤ {MOST_TIMES:g} × "
                "the empty page, no large table read whole",
                "",
                *_aligned([HEADER, *map(_row, shown)]),
                "",
                *(f"not shown to anybody: {p.status} {p.label} {p.path}" for p in unseen),
                "",
                *(line for page in short for line in _why(page)),
                f"{len(shown)} pages, {len(short)} short; {self.seconds:,.0f} s in all",
            ]
        )

    def json(self) -> str:
        return orjson.dumps(
            {
                "machine": self.machine,
                "scale": self.scale,
                "world": self.world,
                "empty_ms": self.empty_ms,
                "pages": [_words(page) for page in self.pages],
            }
        ).decode()


def _words(page: PageFigure) -> dict[str, Any]:
    return {name: getattr(page, name) for name in page.__dataclass_fields__} | {
        "faults": page.faults
    }


def _row(page: PageFigure) -> tuple[str, ...]:
    tables = sorted({table for scan in page.scans or () for table in scan["tables"]})
    return (
        page.label,
        page.who.removeprefix("bench."),
        str(page.queries),
        f"{page.ms:.1f}",
        f"{page.ratio:.2f} ({page.ratio_low:.2f}–{page.ratio_high:.2f})",
        ", ".join(tables),
        ", ".join(page.faults) or "ok",
    )


def _why(page: PageFigure) -> Iterable[str]:
    yield f"{page.label} [{', '.join(page.faults)}] {page.path}"
    for scan in page.scans or ():
        yield f"    reads {', '.join(scan['tables'])} whole, {scan['ms']:.1f} ms: {scan['sql']}"
    if "time" in page.faults and page.slowest:
        yield f"    slowest query {page.slowest['ms']:.1f} ms: {page.slowest['sql']}"
