"""As what a person decides: by a role of their own or in another's place, and never on both sides.

Two sides of an act share nobody: neither the people themselves nor those they stand in for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from core import clock
from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.models import Approval, Delegation
from governance.identity.actor import Actor, Seconding
from governance.identity.errors import IdentityCode
from governance.identity.roles import Role, excludes
from governance.identity.selectors import grants_in_force

EVERY = "*"  # no programme has this code: what is of no programme wants a right to all of them


@dataclass(frozen=True, slots=True)
class Capacity:
    """The role that lets a person act; ``for_id`` and ``for_name`` whom they stand in for, if anyone."""

    role: str
    for_id: int | None = None
    for_name: str = ""


def capacity(
    actor: Actor,
    roles: Iterable[Role],
    programme: str,
    lent: Iterable[Delegation] | None = None,
) -> Capacity | None:
    """How ``actor`` may act in one of ``roles`` in ``programme``: an own role first; None if not at all.
    ``lent`` are the :func:`delegations_to` the actor, where they were read already.

    A delegation counts while the giver holds the role, and while no role of the taker's own forbids
    it (三员). What belongs to no one programme takes a role that reaches all of them.
    """
    wanted = sorted(roles)
    for role in wanted:
        if actor.may(role, programme=programme or EVERY):
            return Capacity(role.value)
    for delegation in delegations_to(actor) if lent is None else lent:
        if delegation.role not in wanted or delegation.programme not in ("", programme):
            continue
        held = grants_in_force(delegation.giver)
        if any(r == delegation.role and scope in ("", programme) for r, scope in held) and not any(
            excludes(delegation.role, own) for own in actor.roles
        ):
            giver = delegation.giver
            return Capacity(delegation.role, giver.pk, giver.get_full_name())
    return None


def required(actor: Actor, roles: Iterable[Role], programme: str, zh: str, en: str) -> Capacity:
    """The capacity, or ``forbidden``."""
    found = capacity(actor, roles, programme)
    if found is None:
        raise CodedError(
            IdentityCode.FORBIDDEN,
            act=zh,
            act_en=en,
            needed="、".join(role.zh for role in sorted(roles)),
            needed_en=" / ".join(sorted(roles)),
        )
    return found


def has_some(actor: Actor, roles: Iterable[Role], lent: Iterable[Delegation] | None = None) -> bool:
    """Whether the actor has one of the roles in any programme, own or lent: asked before anything is
    looked up. ``lent`` as for :func:`capacity`."""
    wanted = set(roles)
    if actor.may(*wanted):
        return True
    return any(d.role in wanted for d in (delegations_to(actor) if lent is None else lent))


def delegations_to(actor: Actor) -> QuerySet[Delegation]:
    """Those in force now by which the actor stands in for somebody."""
    now = clock.now()
    found = Delegation.objects.filter(taker_id=actor.user_id, valid_from__lte=now, valid_to__gt=now)
    return found.select_related("giver").order_by("uuid")


def same_side(approval: Approval, person: int) -> CodedError | None:
    """Why this person (a user's number) may not decide on this proposal, whatever their role, nor may
    anyone in their place; None if they may."""
    makers = {approval.maker_id, approval.maker_for_id} - {None}
    if person in makers:
        return CodedError(ApprovalCode.OWN_PROPOSAL)
    tied = Delegation.objects.filter(
        giver_id__in=makers,
        taker_id=person,
        valid_from__lte=clock.now(),
        valid_to__gt=approval.proposed_at,
    )
    if tied.exists():
        return CodedError(ApprovalCode.SAME_SIDE, maker=approval.maker_name)
    return None


def as_second(actor: Actor, held: Capacity, approval: Approval) -> Actor:
    """The person deciding, with exactly the right the decision is made under and its approval."""
    return replace(
        actor,
        roles=frozenset({held.role}),
        programmes=frozenset({approval.programme} - {""}),
        grants=frozenset({(held.role, approval.programme)}),
        account_ids=frozenset(),
        seconding=Seconding(
            approval.uuid, approval.number, approval.maker_id, approval.maker_name, held.for_name
        ),
    )
