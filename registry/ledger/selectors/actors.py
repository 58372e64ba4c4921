"""The acting user with the accounts he or she may act for."""

from __future__ import annotations

from dataclasses import replace

from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.ledger.models import Account
from registry.organisations.selectors.holders import holders_for


def acting_user(user: User, *, ip: str = "") -> Actor:
    """``actor_of(user)`` with the accounts of every holder the user is a member of; three queries."""
    actor = actor_of(user, ip=ip)
    holders = [authority.holder.uuid for authority in holders_for(user)]
    if not holders:
        return actor
    accounts = Account.objects.filter(holder_uuid__in=holders).values_list("id", flat=True)
    grants = actor.grants | {(Role.HOLDER.value, "")} if actor.grants else actor.grants
    return replace(
        actor,
        account_ids=frozenset(accounts),
        roles=actor.roles | {Role.HOLDER.value},
        grants=grants,
    )
