"""Records every refusal that reaches a person who is logged in: a coded one shown on a page, and
every 403. It runs after the view, outside the transaction that the refusal rolled back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.errors import CodedError
from governance.audit.trail.recording import record_refusal
from governance.identity.models import User
from governance.identity.refusing import note, noted

GetResponse = Callable[[HttpRequest], HttpResponse]
FORBIDDEN = 403


class RefusalMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = noted(request)
        if found is None and response.status_code != FORBIDDEN:
            return response
        if isinstance(getattr(request, "user", None), User):
            record_refusal(request, found)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A refusal that no page caught is a refusal all the same."""
        if isinstance(exception, CodedError):
            note(request, exception)
