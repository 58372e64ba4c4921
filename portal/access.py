"""Who is at the portal, and for which organisation: every page for members begins here.

A person in several organisations acts for one at a time, chosen at the top of the page and kept in the
session. What is not of that organisation does not exist for the page: 404.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.web import request_actor
from registry.organisations.models import MemberRole, Organisation
from registry.organisations.selectors.memberships import memberships_of

CHOSEN = "portal_organisation"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Member:
    """``user`` acts for ``organisation`` as ``role``; ``choices`` are all organisations to choose from,
    by name. ``actor`` is for services; ledger acts need that of ``registry.ledger.selectors.actors``."""

    user: User
    organisation: Organisation
    role: MemberRole
    actor: Actor
    choices: tuple[Organisation, ...]

    @property
    def manages(self) -> bool:
        return self.role == MemberRole.ADMIN


class MemberRequest(HttpRequest):
    """A request that passed :func:`member_required`."""

    member: Member


def member_of(request: HttpRequest) -> Member | None:
    """For whom the logged-in user acts now; None for who is a member of no active organisation."""
    user = request.user
    if not isinstance(user, User):
        return None
    found = list(memberships_of(user.pk).select_related("organisation__district"))
    if not found:
        return None
    wanted = request.session.get(CHOSEN, "")
    chosen = next((each for each in found if str(each.organisation_id) == wanted), found[0])
    choices = tuple(each.organisation for each in found)
    role = MemberRole(chosen.role)
    return Member(user, chosen.organisation, role, request_actor(request), choices)


def member_required(
    view: View | None = None, *, roles: Collection[MemberRole] = tuple(MemberRole)
) -> Any:
    """Decorates a view: strangers go to the log-in, people without an organisation to their
    applications, members without one of ``roles`` are refused. Gives ``request.member``."""

    def decorate(inner: View) -> View:
        @never_cache
        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = member_of(request)
            if member is None:
                return redirect("portal:standing")
            if member.role not in roles:
                raise PermissionDenied
            request.member = member  # type: ignore[attr-defined]
            return inner(request, *args, **kwargs)

        return guarded

    return decorate if view is None else decorate(view)
