"""One id for each request: in its answer, in its problem, in every line of the log.

A caller's own ``X-Request-ID`` is kept when it is well formed, so that both sides' logs agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from core.ids import uuid7

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_MARK = "_request_id"


class RequestId:
    """Middleware: outside everything that may refuse or log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request_id(request)
        # Left bound until the thread's next request: Django logs a refusal after the last middleware.
        structlog.contextvars.bind_contextvars(request_id=name)
        response = self.get_response(request)
        response[HEADER] = name
        return response


def request_id(request: HttpRequest) -> str:
    """The id of this request, made on first use."""
    kept: str | None = getattr(request, _MARK, None)
    if kept is None:
        sent = request.headers.get(HEADER, "")
        kept = sent if _WELL_FORMED.fullmatch(sent) else str(uuid7())
        setattr(request, _MARK, kept)
    return kept
