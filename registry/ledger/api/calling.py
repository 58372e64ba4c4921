"""The caller with the accounts he, she or it may look into, found out once a request."""

from __future__ import annotations

from rest_framework.request import Request

from governance.identity.models import User
from governance.identity.web import address_of, request_actor
from registry.ledger.selectors.actors import acting_user
from registry.ledger.selectors.reach import Reach

_MARK = "_ledger_api_reach"


def reach_of(request: Request) -> Reach:
    plain = request._request
    kept: Reach | None = getattr(plain, _MARK, None)
    if kept is None:
        actor = request_actor(plain)
        if not request.auth and isinstance(request.user, User):  # a person, not a program
            actor = acting_user(request.user, ip=address_of(plain))
        kept = Reach(actor)
        setattr(plain, _MARK, kept)
    return kept
