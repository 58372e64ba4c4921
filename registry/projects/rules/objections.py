"""What a rule objects to; a service that goes no further raises the first of it."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import CodedError

Objections = list[CodedError]


def refuse_any(objections: Iterable[CodedError]) -> None:
    """Raise the first objection; nothing when there is none."""
    for objection in objections:
        raise objection
