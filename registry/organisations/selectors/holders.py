"""Holders as the ledger and the portal need them: plain values, so that none follows our tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.errors import CodedError
from governance.identity.models import User
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Holder, MemberRole, Status
from registry.organisations.rules.kinds import may_hold
from registry.organisations.selectors.memberships import in_force


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """What others may know of a holder.

    ``kind``          ``organisation``, ``person`` or ``external``; with ``uuid`` the name the ledger
                      uses.
    ``display_name``  fit for the public: a person's is masked.
    ``status``        ``active``, ``suspended`` or ``closed``; only organisations are ever not active.
    ``kinds``         kinds of the organisation, empty for others.
    ``may_hold``      R-VVB-01: false for a body that validates or verifies.
    """

    uuid: UUID
    kind: str
    display_name: str
    status: str
    kinds: tuple[str, ...]
    district_code: str | None
    may_hold: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """A holder a user may act for, and as what: maker, checker or admin; admin for oneself."""

    holder: HolderFacts
    role: str


def holder_facts(uuid: UUID) -> HolderFacts:
    """The holder, or ``holder_unknown``."""
    holder = Holder.objects.select_related("organisation", "person").filter(uuid=uuid).first()
    if holder is None:
        raise CodedError(OrganisationCode.HOLDER_UNKNOWN, uuid=str(uuid))
    return _facts(holder)


def display_names(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """What many holders may be called in public; one query."""
    found = Holder.objects.filter(uuid__in=set(uuids))
    return dict(found.values_list("uuid", "display_name"))


def holders_for(user: User) -> list[Authority]:
    """Whom the user may act for now: organisations not closed, and the user's own person."""
    if not user.is_active:
        return []
    memberships = (
        in_force()
        .filter(user=user)
        .exclude(organisation__status=Status.CLOSED)
        .select_related("organisation__holder__organisation")
        .order_by("organisation__name_zh")
    )
    own = Holder.objects.select_related("person").filter(person__user=user)
    return [
        Authority(holder=_facts(membership.organisation.holder), role=membership.role)
        for membership in memberships
    ] + [Authority(holder=_facts(holder), role=MemberRole.ADMIN.value) for holder in own]


def _facts(holder: Holder) -> HolderFacts:
    organisation = holder.organisation
    subject = organisation or holder.person  # neither: known only from another registry
    kinds = tuple(organisation.kinds) if organisation else ()
    return HolderFacts(
        uuid=holder.uuid,
        kind=holder.kind,
        display_name=holder.display_name,
        status=organisation.status if organisation else Status.ACTIVE.value,
        kinds=kinds,
        district_code=subject.district_id if subject else None,
        may_hold=may_hold(kinds),
    )
