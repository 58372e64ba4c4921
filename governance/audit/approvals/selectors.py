"""Reads of maker-checker: whose turn it is, and what was asked about an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from governance.audit.approvals import standing
from governance.audit.approvals.kinds import all_kinds
from governance.audit.approvals.models import Approval, Delegation, Status
from governance.identity.actor import Actor
from governance.identity.roles import Role

Rights = frozenset[tuple[str, str]]


def rights_of(actor: Actor, lent: Iterable[Delegation] | None = None) -> Rights:
    """(role, programme) pairs, programme empty for all: the person's own, and those lent: one query, or
    none where the delegations to the person were read already."""
    own = set(actor.grants) or {
        (role, programme) for role in actor.roles for programme in (actor.programmes or {""})
    }
    return frozenset(
        own
        | {
            (d.role, d.programme)
            for d in (standing.delegations_to(actor) if lent is None else lent)
        }
    )


def own(actor: Actor) -> Q:
    """Proposed by this person, or in this person's place."""
    return Q(maker_id=actor.user_id) | Q(maker_for_id=actor.user_id)


def turn_of(actor: Actor, rights: Rights) -> Q:
    """Pending proposals that these rights let the person decide; not those of their own."""
    reach = Q(pk__in=[])
    by_roles: dict[frozenset[Role], list[str]] = defaultdict(list)
    for kind in all_kinds():
        by_roles[kind.checker_roles].append(kind.code)
    for roles, kinds in by_roles.items():
        scopes = {scope for role, scope in rights if role in roles}
        if scopes:
            here = Q() if "" in scopes else Q(programme__in=scopes)
            reach |= here & Q(kind__in=kinds)
    # Written so that an empty maker_for_id counts as another person.
    not_for = Q(maker_for_id=None) | ~Q(maker_for_id=actor.user_id)
    return reach & Q(status=Status.PENDING) & ~Q(maker_id=actor.user_id) & not_for


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """Whose turn it is: what this person can decide now, by roles of their own or lent."""
    return Approval.objects.filter(turn_of(actor, rights_of(actor)))


def pending_on(objects: Iterable[UUID]) -> QuerySet[Approval]:
    """What still waits to be decided about these objects."""
    return Approval.objects.filter(object_uuid__in=list(objects), status=Status.PENDING)


def about(uuid: UUID, *, limit: int) -> list[Approval]:
    """The latest proposals about an object, decided ones included."""
    return list(Approval.objects.filter(object_uuid=uuid).order_by("-uuid")[:limit])
