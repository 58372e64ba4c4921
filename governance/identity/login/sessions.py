"""Sessions end after some time without a request, and after some hours in any case."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from core import clock
from governance.identity.models import LoginEvent, User
from governance.identity.services.login_log import record_login

STARTED, SEEN = "registry_started", "registry_seen"
NOTED_EVERY_S = 30  # a request within this time of the last noted one writes nothing


class SessionLimits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a cookie the session is not touched, so that public pages stay cacheable.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            self._keep(request, request.user)
        return self.get_response(request)

    def _keep(self, request: HttpRequest, user: User) -> None:
        now = clock.now().timestamp()
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        if now - seen > settings.SESSION_IDLE_MINUTES * 60:
            end(request, user, LoginEvent.Kind.IDLE)
        elif now - started > settings.SESSION_ABSOLUTE_HOURS * 3600:
            end(request, user, LoginEvent.Kind.EXPIRED)
        elif now - seen > NOTED_EVERY_S:
            request.session[SEEN] = now


def begin(request: HttpRequest) -> None:
    """At the log-in: the clock of the session starts."""
    request.session[STARTED] = request.session[SEEN] = clock.now().timestamp()


def end(request: HttpRequest, user: User, kind: LoginEvent.Kind) -> None:
    """Log out; the log-in page that follows says why."""
    record_login(request, kind, user=user)
    auth.logout(request)
    request.session["registry_ended"] = kind.value
