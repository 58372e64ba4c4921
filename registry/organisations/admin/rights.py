"""Who among the bureau's people sees holders, who writes, and what a district's people see."""

from __future__ import annotations

from django.http import HttpRequest

from governance.identity.models import User
from governance.identity.roles import STAFF, Role
from governance.identity.web import request_actor

WRITERS = frozenset({Role.MAKER, Role.CHECKER})
READERS = STAFF | {Role.AUDIT_ADMIN, Role.SUPERVISOR, Role.DISTRICT}


def district_only(request: HttpRequest) -> str | None:
    """The district a user is confined to; None for whoever may see all of them.

    A district's user without a district code sees the empty code, which is nobody's.
    """
    user = request.user
    if not isinstance(user, User):
        return ""
    if user.looks_at_everything or request_actor(request).may(*(READERS - {Role.DISTRICT})):
        return None
    return user.district_code
