"""Writing the log of log-ins. It is written at once and outside any later refusal, so that what
failed is there too.
"""

from __future__ import annotations

from django.http import HttpRequest

from governance.identity.actor import Actor
from governance.identity.models import LoginEvent, User
from governance.identity.web import address_of

AGENT_LIMIT, NAME_LIMIT, DETAIL_LIMIT = 300, 150, 600


def record_login(
    request: HttpRequest | None,
    kind: str,
    *,
    user: User | None = None,
    username: str = "",
    detail: str = "",
) -> LoginEvent:
    """Add one event. ``username`` as typed when it belongs to nobody."""
    name = user.username if user is not None else username
    if user is None and name:
        user = User.objects.filter(username=name[:NAME_LIMIT]).first()
    return LoginEvent.objects.create(
        kind=kind,
        user=user,
        username=_clean(name, NAME_LIMIT),
        address=address_of(request) if request is not None else "",
        agent=_clean(request.META.get("HTTP_USER_AGENT", ""), AGENT_LIMIT) if request else "",
        detail=_clean(detail, DETAIL_LIMIT),
    )


def record_act(
    actor: Actor, kind: str, *, reason: str, user: User | None = None, username: str = ""
) -> LoginEvent:
    """Add what an administrator did about log-ins, with the reason given."""
    return LoginEvent.objects.create(
        kind=kind,
        user=user,
        username=_clean(user.username if user else username, NAME_LIMIT),
        address=actor.ip,
        detail=_clean(reason, DETAIL_LIMIT),
        done_by_id=actor.user_id,
    )


def _clean(text: str, limit: int) -> str:
    return text.replace("\0", "")[:limit]
