"""Where the rooms above tell the trail what they record. Nothing here knows any of them.

An app registers in its ``ready()``::

    from governance.audit.trail import registering

    registering.register(registering.Source(
        name="logins",                      # stable: stands in addresses
        label="登录",                        # what a person chooses by
        acts={"login": "登录", "lock": "锁定"},
        read=read_logins,                   # (TrailQuery, Position | None, limit) -> Slice
    ))

``read`` gives up to ``limit`` rows strictly older than the position, newest first, with every
field of the query pushed into its SQL; ``governance/audit/trail/sources/refusals.py`` is the
shortest example. A source that cannot serve a field of the query by an index looks at a bounded
number of rows and says in ``Slice.reached`` how far it came; the page offers to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from governance.audit.trail.rows import DONE, Position, Slice, TrailQuery
from governance.identity.roles import Role

Read = Callable[[TrailQuery, Position | None, int], Slice]
AUDITORS = frozenset({Role.AUDIT_ADMIN})


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record. ``readers`` may see it; ``results`` are those its rows can have."""

    name: str
    label: str
    acts: Mapping[str, str]
    read: Read
    readers: frozenset[Role] = AUDITORS
    results: frozenset[str] = field(default=frozenset({DONE}))


_sources: dict[str, Source] = {}
_finders: list[Callable[[str], Sequence[UUID]]] = []
_retention: list[Callable[[], str]] = []


def register(source: Source) -> None:
    """Show this source on the page; the same name again replaces it."""
    _sources[source.name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def register_holder_finder(find: Callable[[str], Sequence[UUID]]) -> None:
    """``find`` says which organisations and persons a typed name or code means."""
    if find not in _finders:
        _finders.append(find)


def holders_named(text: str) -> tuple[UUID, ...]:
    return tuple({uuid for find in _finders for uuid in find(text)})


def register_retention(sentence: Callable[[], str]) -> None:
    """``sentence`` says how long records are kept, by the rules in force today."""
    if sentence not in _retention:
        _retention.append(sentence)


def retention() -> str:
    return " ".join(sentence() for sentence in _retention)
