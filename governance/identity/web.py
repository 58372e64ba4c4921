"""From a web request to an actor: once per request, with the address it came from."""

from __future__ import annotations

from django.http import HttpRequest

from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.selectors import actor_of

NOBODY = Actor(user_id=0, name="")


def request_actor(request: HttpRequest) -> Actor:
    """The logged-in user as an actor, roles loaded on first use; ``NOBODY`` without a log-in."""
    kept: Actor | None = getattr(request, "_registry_actor", None)
    if kept is None:
        user = request.user
        address = request.META.get("REMOTE_ADDR", "")
        kept = actor_of(user, ip=address) if isinstance(user, User) else NOBODY
        request._registry_actor = kept  # type: ignore[attr-defined]
    return kept
