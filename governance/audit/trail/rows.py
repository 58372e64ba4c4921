"""What every source of the trail gives, and what it is asked: rows of one shape, newest first.

A position is (moment, table, number): it orders the rows of one source and says where to go on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

DONE, REFUSED = "done", "refused"
RESULTS = {DONE: "已办理", REFUSED: "被拒绝"}


class Position(NamedTuple):
    """Where a row stands in its source. ``table`` tells the tables of one source apart."""

    at: dt.datetime
    table: int
    number: int


class Change(NamedTuple):
    """One thing that became another."""

    label: str
    before: str
    after: str


class Thing(NamedTuple):
    """What was acted on; ``url`` is its page in the admin, empty when it has none."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One act of one person, as a page and an export show it. ``role`` is a word, not a code."""

    source: str
    position: Position
    actor: str
    act: str
    role: str = ""
    ip: str = ""
    things: tuple[Thing, ...] = ()
    organisation: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    result: str = DONE
    remark: str = ""

    @property
    def at(self) -> dt.datetime:
        return self.position.at

    @property
    def result_shown(self) -> str:
        return RESULTS[self.result]


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """What is looked for; an empty field asks for nothing. ``since`` is included, ``until`` is not.

    ``act`` is a code of the source's own (:class:`governance.audit.trail.registering.Source`).
    ``actors`` are the users (number, name) whom ``actor`` may mean; ``holders`` the organisations
    and persons whom ``organisation`` means, None when nobody was asked for.
    """

    actor: str = ""
    actors: tuple[tuple[int, str], ...] = ()
    role: str = ""
    ip: str = ""
    organisation: str = ""
    holders: tuple[UUID, ...] | None = None
    thing: str = ""
    act: str = ""
    words: str = ""
    result: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def actor_ids(self) -> list[int]:
        return [number for number, _ in self.actors]


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows found, newest first. ``reached`` is where the look ended when it ended for its length
    alone: older rows were not looked at yet. None: everything older was looked at, or the slice
    is full."""

    rows: tuple[TrailRow, ...] = ()
    reached: Position | None = None
