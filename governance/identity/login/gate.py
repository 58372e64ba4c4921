"""Between logging in and the first page: a password that must be changed, a missing second factor.

The gate stands before every page that needs a log-in; :func:`governance.identity.web.request_actor`
asks it too, so that a view elsewhere gives no rights to a half-open session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse

from core import clock
from governance.identity.models import User
from governance.identity.services.passwords import password_due_at

GUARDED = ("/admin/", "/portal/")
ALWAYS_OPEN = ("/admin/logout/", "/admin/login/", "/admin/jsi18n/")
RECORDED = ("HTTP_USER_AGENT", "HTTP_ACCEPT", "REMOTE_ADDR")
DUE = "registry_password_due"


class EntranceGate:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No database keeps a NUL: a failure that cannot be written down would not be counted.
        if any("\0" in request.META.get(name, "") for name in RECORDED):
            return HttpResponseBadRequest()
        # Not ``path``: that begins with the prefix under which the site may be mounted.
        where = request.path_info
        guarded = where.startswith(GUARDED) and where not in ALWAYS_OPEN
        if guarded and isinstance(request.user, User):
            missing = what_is_missing(request, request.user)
            if missing:
                following = (
                    request.get_full_path() if request.method == "GET" else front_page(request.user)
                )
                query = urlencode({"next": following})
                return HttpResponseRedirect(f"{reverse(missing)}?{query}")
        return self.get_response(request)


def front_page(user: object) -> str:
    """Where somebody arrives after logging in: staff in the admin, members in the portal."""
    return "/admin/" if getattr(user, "is_staff", False) else "/portal/"


def what_is_missing(request: HttpRequest, user: User) -> str:
    """The name of the page that must be passed first; empty when the session is fully open."""
    if _password_is_due(request, user):
        return "account_change_password"
    if not settings.MFA_REQUIRED or used_second_factor(request, user):
        return ""
    return "mfa_reauthenticate" if is_mfa_enabled(user, ["totp"]) else "mfa_activate_totp"


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session, not merely this person, has shown a second factor."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def _password_is_due(request: HttpRequest, user: User) -> bool:
    """Asked of the database once per password: a session dies when its password changes, and the
    moment it falls due is kept beside the password's own mark."""
    if not settings.PASSWORD_FIRST_CHANGE and not settings.PASSWORD_MAX_AGE_DAYS:
        return False
    mark = user.get_session_auth_hash()
    kept = request.session.get(DUE)
    if not kept or kept[0] != mark:
        due = password_due_at(user)
        kept = [mark, due.isoformat() if due else ""]
        request.session[DUE] = kept
    return bool(kept[1]) and dt.datetime.fromisoformat(kept[1]) <= clock.now()
