"""How large the world of the pages is: the full one that is judged, and a small one for tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageScale:
    """``large``: a table with so many rows may not be read from end to end."""

    name: str
    accounts: int
    moves: int
    heavy_moves: int
    large: int
    rounds: int


SCALES = {
    scale.name: scale
    for scale in (
        PageScale("full", 100_000, 10_000_000, 100_000, large=10_000, rounds=5),
        PageScale("tenth", 10_000, 1_000_000, 100_000, large=10_000, rounds=5),
        PageScale("small", 400, 8_000, 1_000, large=400, rounds=1),
    )
}
