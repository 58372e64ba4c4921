"""As which parties a person meets a case: by role grants, own or lent, and by taking part in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from governance.audit.approvals.models import Delegation
from governance.audit.approvals.standing import capacity, delegations_to
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.roles import Role
from registry.casework.models import Case, Participant
from registry.casework.parties import Party
from registry.organisations.models import MemberRole, Membership, Status
from registry.organisations.selectors.memberships import in_force

STAFF_PARTIES = {
    Party.MAKER: Role.MAKER,
    Party.CHECKER: Role.CHECKER,
    Party.APPROVER: Role.APPROVER,
    Party.SUPERVISOR: Role.SUPERVISOR,
    Party.AUDITOR: Role.AUDIT_ADMIN,
    Party.OPERATOR: Role.OPERATOR,
}
_AS_OWNER: dict[str, set[Party]] = {
    MemberRole.MAKER: {Party.OWNER_MAKER},
    MemberRole.CHECKER: {Party.OWNER_CHECKER},
    MemberRole.ADMIN: {Party.OWNER_MAKER, Party.OWNER_CHECKER},
}
_AS_VVB: dict[str, set[Party]] = {
    MemberRole.MAKER: {Party.VVB_MAKER},
    MemberRole.CHECKER: {Party.VVB_CHECKER},
    MemberRole.ADMIN: {Party.VVB_MAKER, Party.VVB_CHECKER},
}
AS_MEMBER: dict[str, dict[str, set[Party]]] = {
    Participant.As.OWNER: _AS_OWNER,
    Participant.As.AGENT: _AS_OWNER,
    Participant.As.VALIDATOR: _AS_VVB,
    Participant.As.VERIFIER: _AS_VVB,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """``parties`` as whom; for each, the organisation's name or whom the person stands in for."""

    parties: frozenset[Party]
    organisations: Mapping[Party, str] = field(default_factory=dict)
    instead_of: Mapping[Party, str] = field(default_factory=dict)

    def organisation_of(self, party: Party) -> str:
        return self.organisations.get(party, "")

    def stands_for(self, party: Party) -> str:
        return self.instead_of.get(party, "")


def standing_of(
    actor: Actor,
    case: Case,
    lent: Iterable[Delegation] | None = None,
    *,
    organisation: UUID | None = None,
) -> Standing:
    """The parties of ``actor`` in ``case``; with ``organisation`` only what follows from being a member
    of it, no role and no other organisation (the portal, where one is chosen). ``lent`` are the
    delegations to the actor, where they were read already."""
    instead: dict[Party, str] = {}
    parties = set() if organisation else _staff(actor, case, instead, lent)
    organisations: dict[Party, str] = {}
    found = Participant.now.filter(case_id=case.uuid)
    if organisation:
        found = found.filter(organisation_id=organisation)
    parts = list(found.values_list("part", "organisation_id", "user_id"))
    roles = _memberships(actor, {organisation for _, organisation, _ in parts if organisation})
    for part, organisation, user in parts:
        if part == Participant.As.EXPERT:
            if user == actor.user_id and actor.may(Role.EXPERT, programme=case.programme_id):
                parties.add(Party.EXPERT)
        elif organisation in roles:
            membership = roles[organisation]
            for party in AS_MEMBER[part][membership.role]:
                parties.add(party)
                organisations.setdefault(party, membership.organisation.name_zh)
    return Standing(frozenset(parties), organisations, instead)


def _staff(
    actor: Actor, case: Case, instead: dict[Party, str], lent: Iterable[Delegation] | None
) -> set[Party]:
    """Staff parties. Under an approval the actor has exactly the role it was decided with."""
    if actor.seconding is not None:
        return {p for p, role in STAFF_PARTIES.items() if actor.may(role)}
    found: set[Party] = set()
    lent = _lent(actor) if lent is None else lent
    for party, role in STAFF_PARTIES.items():
        if party is Party.AUDITOR:
            if actor.may(role):
                found.add(party)
            continue
        held = capacity(actor, [role], case.programme_id, lent)
        if held is not None:
            found.add(party)
            if held.for_name:
                instead[party] = held.for_name
    if actor.may(Role.DISTRICT, programme=case.programme_id) and case.district_id is not None:
        own = User.objects.filter(pk=actor.user_id).values_list("district_code", flat=True)
        if case.district_id in own:
            found.add(Party.DISTRICT)
    return found


def _lent(actor: Actor) -> Iterable[Delegation]:
    return list(delegations_to(actor)) if actor.user_id else []


def _memberships(actor: Actor, organisations: set[UUID]) -> dict[UUID, Membership]:
    if not organisations or not actor.user_id:
        return {}
    found = in_force().filter(
        user_id=actor.user_id,
        organisation_id__in=organisations,
        organisation__status=Status.ACTIVE,
    )
    return {each.organisation_id: each for each in found.select_related("organisation")}
