"""One page of the trail: a page's worth from each source, merged by time.

Each source goes on from a position of its own, so that no row is shown twice or left out, whatever
the clocks of the sources. Rows older than a point to which some source has not looked yet wait for
the next page.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from governance.audit.trail.registering import Source
from governance.audit.trail.rows import Position, Slice, TrailQuery, TrailRow

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
Positions = Mapping[str, Position]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """``after`` is where the next page begins; empty when there is nothing older. ``reached`` is
    set when the look ended for its length alone, before the page was full."""

    rows: tuple[TrailRow, ...]
    after: Positions
    reached: dt.datetime | None


def read_page(
    sources: Iterable[Source], query: TrailQuery, after: Positions, limit: int
) -> TrailPage:
    """Up to ``limit`` rows older than ``after``, newest first."""
    slices = {each.name: each.read(query, after.get(each.name), limit) for each in sources}
    merged = heapq.merge(*(s.rows for s in slices.values()), key=_newest_first)
    horizon = max((s.reached.at for s in slices.values() if s.reached), default=None)
    shown: list[TrailRow] = []
    held_back = False
    for row in merged:
        if len(shown) == limit or (horizon is not None and row.at < horizon):
            held_back = True
            break
        shown.append(row)
    positions = {name: _go_on(name, s, shown, after) for name, s in slices.items()}
    more = held_back or horizon is not None or any(len(s.rows) >= limit for s in slices.values())
    return TrailPage(
        rows=tuple(shown),
        after={name: at for name, at in positions.items() if at} if more else {},
        reached=horizon if horizon is not None and len(shown) < limit else None,
    )


def _newest_first(row: TrailRow) -> tuple[float, str, int, int]:
    at, table, number = row.position
    return -((at - _EPOCH) / _MICROSECOND), row.source, -table, -number


def _go_on(name: str, found: Slice, shown: list[TrailRow], after: Positions) -> Position | None:
    """The place after the last row shown of this source, or to which it looked in vain."""
    mine = [row.position for row in shown if row.source == name]
    if found.reached is not None:
        looked_at = [row for row in found.rows if row.position > found.reached]
        if len(mine) >= len(looked_at):
            return min(found.reached, *mine[-1:]) if mine else found.reached
    return mine[-1] if mine else after.get(name)


def spell(positions: Positions) -> str:
    """Positions as they stand in an address."""
    return "~".join(
        f"{name}.{(at - _EPOCH) // _MICROSECOND}.{table}.{number}"
        for name, (at, table, number) in sorted(positions.items())
    )


def parse(text: str) -> dict[str, Position]:
    """The other way; what does not read as positions begins at the newest record."""
    found: dict[str, Position] = {}
    try:
        for part in filter(None, text.split("~")):
            name, at, table, number = part.split(".")
            moment = _EPOCH + int(at) * _MICROSECOND
            if not (0 <= int(number) < 2**63 and 0 <= int(table) < 2**31):
                return {}
            found[name] = Position(moment, int(table), int(number))
    except (ValueError, OverflowError):
        return {}
    return found
