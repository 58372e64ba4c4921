"""Where leaves come from. A room that has something to seal registers a source in its ``ready()``.

The evidence log knows of a source only what stands here, so that it imports nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


class Sealable(NamedTuple):
    """A row to seal, the salt its personal data are hashed with, and how much work it is."""

    source_id: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """Rows committed without a leaf, in the order of their numbers. ``seen`` is the highest number
    there is; ``all`` whether nothing was left out."""

    ids: list[int]
    seen: int
    all: bool


class LeafSource(Protocol):
    """A table whose rows are sealed, each once and for ever.

    Rows are numbered by a sequence without cache and never change. All reading is done with the
    connection's present transaction.
    """

    name: str

    def pending(self, low: int, limit: int) -> Pending:
        """The first unsealed rows above ``low``, in one statement."""

    def hashes(self, rows: Sequence[Sealable]) -> list[bytes | None]:
        """The leaf hash of each row, None for a row that is missing."""

    def proof(self, source_id: int) -> tuple[int, dict[str, Any]] | None:
        """For what strangers ask by this number: the leaf's ``source_id`` and the parts of the proof
        file that lead from it to the leaf (``leaf`` and, when the leaf stands for several, ``entry``);
        None when there is no such thing."""


_sources: dict[str, LeafSource] = {}


def register(source: LeafSource) -> None:
    _sources[source.name] = source


def registered() -> list[LeafSource]:
    return list(_sources.values())


def get(name: str) -> LeafSource | None:
    return _sources.get(name)
