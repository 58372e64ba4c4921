"""Accepting or refusing an application. A new organisation is the bureau's to accept; who joins one is
for its own 管理员 to say, or for the bureau where there is none."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import (
    Enrolment,
    EnrolmentAim,
    EnrolmentStatus,
    MemberRole,
    Organisation,
)
from registry.organisations.services.enrolments import details_of
from registry.organisations.services.memberships import add_membership, require_manager
from registry.organisations.services.register_organisation import register_organisation


@transaction.atomic
def accept_enrolment(
    *, actor: Actor, reason: str, enrolment: UUID, role: str = MemberRole.ADMIN
) -> Enrolment:
    """A new organisation is registered and the applicant becomes its first 管理员; one who joins
    gets ``role``.

    Raises ``forbidden``, ``reason_missing``, ``enrolment_unknown``, ``enrolment_decided``,
    ``enrolment_own``, and what registering an organisation or adding a member raises.
    """
    with recording(actor, reason):
        found = _to_decide(actor, enrolment)
        if found.aim == EnrolmentAim.NEW:
            role = MemberRole.ADMIN
            found.organisation = _registered(actor, reason, found)
        assert found.organisation is not None  # the database keeps it of who joins
        found.accept()
        found.save()
        add_membership(
            actor=actor,
            reason=reason,
            organisation=found.organisation.uuid,
            user=found.applicant,
            role=role,
        )
    return found


@transaction.atomic
def refuse_enrolment(*, actor: Actor, reason: str, enrolment: UUID) -> Enrolment:
    """Refuse for ``reason``, which the applicant reads.

    Raises ``forbidden``, ``reason_missing``, ``enrolment_unknown``, ``enrolment_decided``,
    ``enrolment_own``.
    """
    with recording(actor, reason):
        found = _to_decide(actor, enrolment)
        found.refuse()
        found.save()
    return found


def _to_decide(actor: Actor, uuid: UUID) -> Enrolment:
    """The application, its row locked, if the actor may decide it. Rights are asked first: a stranger
    does not learn which applications there are."""
    organisation = Enrolment.objects.filter(uuid=uuid, aim=EnrolmentAim.JOIN)
    joined = organisation.values_list("organisation_id", flat=True).first()
    if joined is not None:
        require_manager(actor, joined)
    else:
        act = {"act": "办理入驻申请", "act_en": "decide an application to enrol"}
        require(actor, Role.MAKER, Role.CHECKER, **act)
    found = Enrolment.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if found is None:
        raise CodedError(OrganisationCode.ENROLMENT_UNKNOWN, uuid=str(uuid))
    if found.status != EnrolmentStatus.SUBMITTED:
        raise CodedError(
            OrganisationCode.ENROLMENT_DECIDED,
            status=EnrolmentStatus(found.status).label,
            status_code=found.status,
        )
    if found.applicant_id == actor.user_id:
        raise CodedError(OrganisationCode.ENROLMENT_OWN)
    return found


def _registered(actor: Actor, reason: str, enrolment: Enrolment) -> Organisation:
    details = details_of(enrolment)
    return register_organisation(actor=actor, reason=reason, uscc=enrolment.uscc, **details)
