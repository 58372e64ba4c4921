"""Marks a request with the refusal its answer carries, for whoever records refusals (the trail).

A page that catches a :class:`core.errors.CodedError` and shows its sentence calls :func:`note`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from core.errors import CodedError

_MARK = "_registry_refusal"


@dataclass(frozen=True, slots=True)
class Noted:
    """The refusal, and what was to be acted on when the page knows it."""

    refusal: CodedError
    thing: str = ""


def note(request: HttpRequest, refusal: CodedError, thing: object = "") -> None:
    """Remember that this request was refused; the last one counts."""
    setattr(request, _MARK, Noted(refusal, str(thing)))


def noted(request: HttpRequest) -> Noted | None:
    return getattr(request, _MARK, None)
