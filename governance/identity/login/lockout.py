"""Lock-out after failures, by user and by address, each with its own threshold.

django-axes counts in the database, so that every worker process sees the same count. Passwords and
second factors count together: whoever knows the password gets no fresh tries at the code.
"""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock
from governance.identity.models import LoginEvent, User
from governance.identity.services.login_log import record_login


class LockoutBackend(AxesStandaloneBackend):
    """Refuses whoever is locked. Programs that authenticate without a request (tests, a shell) have
    no address to count and go on to the password."""

    def authenticate(
        self, request: Any, username: Any = None, password: Any = None, **kw: Any
    ) -> Any:
        if request is None:
            return None
        return super().authenticate(request, username, password, **kw)


class LockoutHandler(AxesDatabaseHandler):
    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """The user's failures; the limit itself once the address has reached its own."""
        name = (credentials or {}).get("username")
        by_user = _count(AccessAttempt.objects.filter(username=name)) if name else 0
        by_address = _count(AccessAttempt.objects.filter(ip_address=request.axes_ip_address))
        if by_address >= settings.LOCKOUT_ADDRESS_FAILURES:
            return max(by_user, settings.LOCKOUT_USER_FAILURES)
        return by_user

    def reset_user_attempts(self, request: Any, credentials: Any = None) -> int:
        """A success forgives the user's own failures only: whoever owns one account must not be
        able to clear the count of an address that tries many."""
        name = (credentials or {}).get("username")
        return AccessAttempt.objects.filter(username=name).delete()[0] if name else 0


def _count(attempts: QuerySet[AccessAttempt]) -> int:
    recent = attempts.filter(attempt_time__gte=clock.now() - settings.AXES_COOLOFF_TIME)
    return int(recent.aggregate(total=Sum("failures_since_start"))["total"] or 0)


def is_locked(request: HttpRequest, username: str) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_answer_to_stranger(request: HttpRequest) -> None:
    """A sign-up that was told "taken": whoever asks often tries out names. Counted against the address
    alone, since the name typed may be somebody's; nothing that was typed is kept."""
    AxesProxyHandler.update_request(request)
    AccessAttempt.objects.create(
        username=None,
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        user_agent=request.axes_user_agent,  # type: ignore[attr-defined]
        path_info=request.axes_path_info,  # type: ignore[attr-defined]
        http_accept="",
        attempt_time=clock.now(),
        failures_since_start=1,
    )


def count_factor_failure(request: HttpRequest, user: User, *, detail: str = "") -> None:
    """A wrong or used code: recorded, counted as a failure, and locked when it is one too many."""
    record_login(request, LoginEvent.Kind.FACTOR_FAILED, user=user, detail=detail)
    AxesProxyHandler.user_login_failed(None, {"username": user.username}, request)
    if request.axes_locked_out:  # type: ignore[attr-defined]
        record_login(request, LoginEvent.Kind.LOCKED, user=user, detail="第二因素错误次数过多")


def locked_page(
    request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    context = {"minutes": settings.LOCKOUT_MINUTES}
    return render(request, "account/locked.html", context, status=429)
