"""Reads of maker-checker: whose turn it is, and what was asked about an object."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from governance.audit.approvals import standing
from governance.audit.approvals.kinds import ApprovalKind, all_kinds
from governance.audit.approvals.models import Approval, Status
from governance.identity.actor import Actor


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """Pending proposals that this person's roles, own or lent, let decide; not those of their own."""
    wanted = Q(pk__in=[])
    for kind in all_kinds():
        wanted |= _reach(actor, kind)
    pending = Approval.objects.filter(wanted, status=Status.PENDING)
    # Written so that an empty maker_for_id counts as another person.
    return pending.exclude(maker_id=actor.user_id).filter(
        Q(maker_for_id=None) | ~Q(maker_for_id=actor.user_id)
    )


def proposed_by(actor: Actor) -> QuerySet[Approval]:
    return Approval.objects.filter(Q(maker_id=actor.user_id) | Q(maker_for_id=actor.user_id))


def pending_on(objects: Iterable[UUID]) -> QuerySet[Approval]:
    """What still waits to be decided about these objects."""
    return Approval.objects.filter(object_uuid__in=list(objects), status=Status.PENDING)


def about(uuid: UUID, *, limit: int) -> list[Approval]:
    """The latest proposals about an object, decided ones included."""
    return list(Approval.objects.filter(object_uuid=uuid).order_by("-uuid")[:limit])


def scopes_of(actor: Actor) -> set[str]:
    """Programmes that some right of the person reaches, empty text for all."""
    return {scope for _, scope in _rights(actor)}


def _reach(actor: Actor, kind: ApprovalKind) -> Q:
    scopes = {scope for role, scope in _rights(actor) if role in kind.checker_roles}
    if not scopes:
        return Q(pk__in=[])
    reach = Q(kind=kind.code)
    return reach if "" in scopes else reach & Q(programme__in=scopes)


def _rights(actor: Actor) -> set[tuple[str, str]]:
    """(role, programme) pairs, programme empty for all: the person's own, and those lent."""
    own = set(actor.grants) or {
        (role, programme) for role in actor.roles for programme in (actor.programmes or {""})
    }
    return own | {(d.role, d.programme) for d in standing.delegations_to(actor)}
