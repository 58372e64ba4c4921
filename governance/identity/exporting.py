"""Files that people take away: whoever keeps a record of it (the trail) hears who, what, by which filter
and how many rows. Nothing here knows who listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Exported:
    """``what`` is the list or document, ``asked`` the filter in words, ``rows`` how many it had."""

    what: str
    asked: str
    rows: int


Recorder = Callable[[HttpRequest, Exported], object]
_recorders: list[Recorder] = []


def record_with(recorder: Recorder) -> None:
    """Told of every file from now on; called by the ``ready()`` of the room that records."""
    if recorder not in _recorders:
        _recorders.append(recorder)


def tell(request: HttpRequest, exported: Exported) -> None:
    for recorder in _recorders:
        recorder(request, exported)


def watched(
    request: HttpRequest, what: str, asked: str, rows: Iterable[list[Any]]
) -> Iterator[list[Any]]:
    """The rows as they are written; told when the last one was, or when the reader went away."""
    count = 0
    try:
        for row in rows:
            yield row
            count += 1
    finally:
        tell(request, Exported(what, asked, count))
