"""From a web request to an actor: once per request, with the address it came from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.selectors import actor_of

NOBODY = Actor(user_id=0, name="")


def address_of(request: HttpRequest) -> str:
    """Where the request came from. Behind our own proxy (it is declared in the settings) that is
    the last address the proxy added; earlier ones are the client's own claim."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if _is_address(forwarded):
            return str(forwarded)
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return len(text) <= 45


def request_actor(request: HttpRequest) -> Actor:
    """The logged-in user as an actor, roles loaded on first use; ``NOBODY`` without a log-in, or
    while the second factor or a new password is still missing."""
    kept: Actor | None = getattr(request, "_registry_actor", None)
    if kept is None:
        user = request.user
        kept = NOBODY
        if isinstance(user, User) and not is_half_open(request, user):
            kept = actor_of(user, ip=address_of(request))
        request._registry_actor = kept  # type: ignore[attr-defined]
    return kept


def remember_actor(request: HttpRequest, actor: Actor) -> None:
    """For a caller who was recognised by something else than a session: :func:`request_actor` gives
    this actor from now on."""
    request._registry_actor = actor  # type: ignore[attr-defined]


def is_half_open(request: HttpRequest, user: User) -> bool:
    """Whether the session still lacks its second factor or a new password."""
    from governance.identity.login.gate import what_is_missing  # it needs this module

    return hasattr(request, "session") and bool(what_is_missing(request, user))
