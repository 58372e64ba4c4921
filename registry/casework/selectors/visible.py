"""Which cases a person may see. A draft is its organisation's own; what was laid open is everybody's."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.audit.approvals.models import Delegation
from governance.audit.approvals.standing import delegations_to
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.roles import Role
from registry.casework.kinds import CaseKind, all_kinds
from registry.casework.models import Case, Notice, Participant
from registry.casework.parties import OWNER, Party
from registry.organisations.models import Status
from registry.organisations.selectors.memberships import in_force

STAFF = frozenset(
    {Role.MAKER, Role.CHECKER, Role.APPROVER, Role.SUPERVISOR, Role.AUDIT_ADMIN, Role.OPERATOR}
)


def may_see(kind: CaseKind, case: Case, parties: Iterable[Party]) -> bool:
    """Whether one of these parties sees the case: any of them, but before it is submitted only the
    applicant's side."""
    found = set(parties)
    return bool(found & OWNER) or (bool(found) and case.state not in kind.hidden)


def visible_cases(actor: Actor, lent: Iterable[Delegation] | None = None) -> QuerySet[Case]:
    """The cases ``actor`` may see: as staff by programme, as district staff by district, as a member
    of an organisation or as an expert by taking part. ``lent`` as for :func:`standing_of`."""
    return Case.objects.filter(_by_staff(actor, lent) | _by_taking_part(actor))


def submitted_cases() -> QuerySet[Case]:
    """All but drafts: for a developer's superuser, who may look at everything."""
    return Case.objects.filter(_submitted())


def public_cases() -> QuerySet[Case]:
    """Those that everybody may see, in the states that their kind lays open."""
    found = Q(pk__in=[])
    for kind in all_kinds():
        found |= Q(kind=kind.code, state__in=sorted(kind.public))
    return Case.objects.filter(found & not_refused_unseen())


def not_refused_unseen() -> Q:
    """What was refused before it was ever laid open (不予受理) is nobody else's business."""
    return ~Q(state="refused") | Q(Exists(Notice.objects.filter(case_id=OuterRef("pk"))))


def _submitted() -> Q:
    hidden = Q(pk__in=[])
    for kind in all_kinds():
        hidden |= Q(kind=kind.code, state__in=sorted(kind.hidden))
    return ~hidden


def _by_staff(actor: Actor, lent: Iterable[Delegation] | None) -> Q:
    scopes = {scope for role, scope in actor.grants if role in STAFF}
    lent = delegations_to(actor) if lent is None else lent
    scopes |= {each.programme for each in lent if each.role in STAFF}
    if not actor.grants and not actor.roles.isdisjoint(STAFF):
        scopes |= set(actor.programmes) or {""}
    reach = Q(pk__in=[])
    if "" in scopes:
        reach = Q()
    elif scopes:
        reach = Q(programme_id__in=sorted(scopes))
    if actor.may(Role.DISTRICT):
        own = User.objects.filter(pk=actor.user_id).values_list("district_code", flat=True)
        programmes = {scope for role, scope in actor.grants if role == Role.DISTRICT}
        mine = Q(district_id__in=[code for code in own if code])
        if "" not in programmes:
            mine &= Q(programme_id__in=sorted(programmes))
        reach |= mine
    return reach & _submitted() if scopes or actor.may(Role.DISTRICT) else reach


def by_membership(organisations: Iterable[UUID], parts: Iterable[str] = tuple(Participant.As)) -> Q:
    """Cases in which one of ``organisations`` takes part now as one of ``parts``; before they are
    submitted only as owner or agent."""
    taking = Participant.now.filter(
        case_id=OuterRef("pk"), organisation_id__in=list(organisations), part__in=list(parts)
    )
    sides = taking.filter(part__in=[Participant.As.OWNER, Participant.As.AGENT])
    return Q(Exists(sides)) | Q(Exists(taking)) & _submitted()


def _by_taking_part(actor: Actor) -> Q:
    mine = in_force().filter(user_id=actor.user_id, organisation__status=Status.ACTIVE)
    organisations = list(mine.values_list("organisation_id", flat=True)) if actor.user_id else []
    found = by_membership(organisations) if organisations else Q(pk__in=[])
    if actor.may(Role.EXPERT):
        taking = Participant.now.filter(case_id=OuterRef("pk"), user_id=actor.user_id)
        found |= Q(Exists(taking)) & _submitted()
    return found
