"""Who is changing documents right now, and why: the context every writing service opens.

History rows read it (:mod:`governance.audit.history`). A document saved outside it is an error, so
that no change can be left without a name and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from governance.identity.actor import Actor
from governance.identity.rights import require_reason


@dataclass(frozen=True, slots=True)
class Recording:
    actor: Actor
    reason: str


class UnrecordedChange(RuntimeError):
    """A document with a life cycle was saved outside ``recording(...)``: a programming error."""


_current: ContextVar[Recording | None] = ContextVar("audit_recording", default=None)


@contextmanager
def recording(actor: Actor, reason: str) -> Iterator[Recording]:
    """Changes inside are recorded as the actor's, for this reason. Raises ``reason_missing``.

    Nested uses are allowed; the innermost names the change.
    """
    token = _current.set(Recording(actor=actor, reason=require_reason(reason)))
    try:
        yield _current.get()  # type: ignore[misc]
    finally:
        _current.reset(token)


def current() -> Recording:
    """The open recording; :class:`UnrecordedChange` when there is none."""
    open_now = _current.get()
    if open_now is None:
        raise UnrecordedChange("open governance.audit.recording.recording(actor, reason) first")
    return open_now
