"""What can be proposed: each room registers its kinds in ``ready()``, so that this room knows none.

A kind says who proposes, who decides, how its payload reads to a person, and what is done on approval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.identity.actor import Actor
from governance.identity.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from governance.audit.approvals.models import Approval

Payload = dict[str, Any]
Row = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A value that leads to a page, where the reader may open it."""

    text: str
    route: str
    key: Any

    @property
    def url(self) -> str:
        return reverse(self.route, args=[self.key])

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Subject:
    """What a payload is about: the programme that rights must reach, a line for lists, the object."""

    programme: str
    title: str
    object_kind: str = ""
    object_uuid: UUID | None = None
    object_label: str = ""


def _nothing(payload: Payload) -> Sequence[Row]:
    return ()


def _unchecked(payload: Payload, actor: Actor) -> None:
    return None


def _no_outcome(approval: Approval) -> Sequence[Row]:
    return ()


class Once(dict[str, Any]):
    """A result with something that is shown to whoever decided, in that very answer, and kept
    nowhere: ``secret`` is not stored."""

    secret: Any = None


def _nowhere(approval: Approval) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """``subject`` and ``check`` raise coded errors for a payload that makes no sense.

    ``describe``  what will happen, as (label, value) rows; ``before`` the object as it is now.
    ``execute``   does it, as the person deciding (with ``actor.seconding``), and returns what to keep
                  as result: plain JSON. It is rehearsed, and undone, when the act is proposed.
                  An :class:`Once` also carries what is shown once, by ``answer``.
    ``outcome``   what came of it, as rows, once it was approved.
    ``url``       the admin page of the object, or what came of it.
    """

    code: str
    zh: str
    en: str
    maker_roles: frozenset[Role]
    checker_roles: frozenset[Role]
    subject: Callable[[Payload], Subject]
    describe: Callable[[Payload], Sequence[Row]]
    execute: Callable[[Payload, Actor, Approval], dict[str, Any]]
    before: Callable[[Payload], Sequence[Row]] = _nothing
    check: Callable[[Payload, Actor], None] = _unchecked
    outcome: Callable[[Approval], Sequence[Row]] = _no_outcome
    url: Callable[[Approval], str] = _nowhere
    answer: Callable[[HttpRequest, Any], HttpResponse] | None = None
    documents_needed: bool = False


_kinds: dict[str, ApprovalKind] = {}


def register(*kinds: ApprovalKind) -> None:
    """Make the kinds known. Registering one twice is a mistake of the program."""
    for kind in kinds:
        if kind.code in _kinds:
            raise ValueError(f"approval kind {kind.code!r} is registered twice")
        _kinds[kind.code] = kind


def kind_of(code: str) -> ApprovalKind:
    """The kind of that code; ``kind_unknown`` otherwise."""
    try:
        return _kinds[code]
    except KeyError:
        raise CodedError(ApprovalCode.KIND_UNKNOWN, kind=code) from None


def all_kinds() -> list[ApprovalKind]:
    return list(_kinds.values())
