"""Reads of identity: who is acting, with which rights, right now."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from core import clock
from governance.identity.actor import Actor
from governance.identity.models import RoleGrant, User

NOWHERE = "-"  # no programme has this code: rights that share no programme reach none


def actor_of(user: User, *, ip: str = "") -> Actor:
    """The user as an actor, with the roles in force now; one query. A disabled user has none.

    ``account_ids`` stays empty: only the ledger knows accounts.
    """
    grants = grants_in_force(user)
    return Actor(
        user_id=user.pk,
        name=user.get_full_name(),
        roles=frozenset(role for role, _ in grants),
        programmes=_programmes(grants),
        ip=ip,
        grants=grants,
    )


def grants_in_force(user: User) -> frozenset[tuple[str, str]]:
    """(role, programme) pairs of the user at this moment, programme empty for all."""
    if not user.is_active:
        return frozenset()
    now = clock.now()
    grants = RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now), user_id=user.pk, valid_from__lte=now
    )
    return frozenset(grants.values_list("role", "programme"))


def _programmes(grants: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The programmes that *every* role reaches; empty when every role reaches all.

    Narrow on purpose: maker for BJ and checker for CD must not read as checker for BJ.
    """
    scopes: dict[str, set[str]] = {}
    for role, programme in grants:
        scopes.setdefault(role, set()).add(programme)
    limited = [scope for scope in scopes.values() if "" not in scope]
    if not limited:
        return frozenset()
    return frozenset(set.intersection(*limited)) or frozenset({NOWHERE})
