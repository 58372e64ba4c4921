"""Two ways to say who is calling: the key of a registered program, or the log-in session of a person.

Either leaves an :class:`~governance.identity.actor.Actor` on the request, which
:func:`governance.identity.web.request_actor` gives to whoever asks.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.authentication import SessionAuthentication as DjangoSession
from rest_framework.request import Request

from core.api.errors import RefusedCaller
from core.errors import CodedError
from governance.identity.errors import IdentityCode
from governance.identity.models import User
from governance.identity.services.api_keys import actor_of_key
from governance.identity.web import address_of, is_half_open, remember_actor

log = logging.getLogger(__name__)
SCHEME = "Bearer"
LONGEST = 200  # characters; a key has 56


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``. What is no key in force is ``key_refused``, 401; a request
    that names no key is left to the next way."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        address = address_of(request._request)
        try:
            if len(secret) > LONGEST or not (secret.isascii() and secret.isprintable()):
                raise CodedError(IdentityCode.KEY_REFUSED)
            actor = actor_of_key(secret.strip(), ip=address)
        except CodedError as refusal:
            log.warning("api key refused: %s from %s", refusal.code, address)
            raise RefusedCaller(refusal) from None
        remember_actor(request._request, actor)
        return User.objects.get(pk=actor.user_id), actor.via

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


class SessionAuthentication(DjangoSession):
    """A person's log-in; nobody while the second factor or a new password is still missing. Without
    a session's cookie the session is not touched, so that public answers stay cacheable."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request._request.user
        if not isinstance(user, User) or not user.is_active or is_half_open(request._request, user):
            return None
        self.enforce_csrf(request)
        return user, None
