"""Who acts for an organisation: adding a member, changing the role, ending the membership.

Done by the bureau's staff, or by a 管理员 of the organisation itself.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from core import clock
from core.errors import CodedError
from core.integrity import broken_constraint
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import MemberRole, Membership, Organisation, Status
from registry.organisations.selectors.memberships import in_force
from registry.organisations.services.change_organisation import locked_organisation


@transaction.atomic
def add_membership(
    *,
    actor: Actor,
    reason: str,
    organisation: UUID,
    user: User,
    role: str,
    valid_from: dt.datetime | None = None,
    valid_to: dt.datetime | None = None,
) -> Membership:
    """Let ``user`` act for the organisation from ``valid_from`` (now) until ``valid_to`` (open).

    Raises ``forbidden``, ``reason_missing``, ``organisation_unknown``, ``organisation_closed``,
    ``member_role_unknown``, ``user_inactive``, ``membership_period``, ``member_exists``.
    """
    require_manager(actor, organisation)
    with recording(actor, reason):
        found = _open_organisation(organisation)
        if not user.is_active:
            raise CodedError(OrganisationCode.USER_INACTIVE, user=user.get_full_name())
        membership = Membership(
            user=user,
            organisation=found,
            role=_known_role(role),
            valid_from=valid_from or clock.now(),
            valid_to=valid_to,
            invited_by_id=actor.user_id,
        )
        if valid_to is not None and valid_to < membership.valid_from:
            raise CodedError(OrganisationCode.MEMBERSHIP_PERIOD)
        _save_once(membership)
    return membership


@transaction.atomic
def change_membership(*, actor: Actor, reason: str, membership: int, role: str) -> Membership:
    """Give a member another role in the organisation.

    Raises ``forbidden``, ``reason_missing``, ``membership_unknown``, ``membership_ended``,
    ``organisation_closed``, ``member_role_unknown``, ``nothing_changed``.
    """
    require_manager(actor, _organisation_of(membership))
    with recording(actor, reason):
        found = _locked(membership)
        _open_organisation(found.organisation_id)
        if found.role == _known_role(role):
            raise CodedError(OrganisationCode.NOTHING_CHANGED)
        found.role = role
        found.save()
    return found


@transaction.atomic
def end_membership(*, actor: Actor, reason: str, membership: int) -> Membership:
    """End a membership now; its record stays.

    Raises ``forbidden``, ``reason_missing``, ``membership_unknown``, ``membership_ended``.
    """
    require_manager(actor, _organisation_of(membership))
    with recording(actor, reason):
        found = _locked(membership)
        found.valid_to = max(clock.now(), found.valid_from)
        found.save()
    return found


def require_manager(actor: Actor, organisation: UUID | None) -> None:
    """Staff, or an administrator of that organisation. Asked before anything else is revealed."""
    manages = organisation is not None and in_force().filter(
        user_id=actor.user_id, organisation_id=organisation, role=MemberRole.ADMIN
    )
    if manages and manages.exists():
        return
    require(actor, Role.MAKER, Role.CHECKER, act="管理单位成员", act_en="manage members")


def _open_organisation(uuid: UUID) -> Organisation:
    found = locked_organisation(uuid)
    if found.status == Status.CLOSED:
        raise CodedError(OrganisationCode.ORGANISATION_CLOSED, name=found.name_zh)
    return found


def _organisation_of(membership: int) -> UUID | None:
    return (
        Membership.objects.filter(pk=membership).values_list("organisation_id", flat=True).first()
    )


def _locked(pk: int) -> Membership:
    membership = Membership.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if membership is None:
        raise CodedError(OrganisationCode.MEMBERSHIP_UNKNOWN, membership=pk)
    if membership.status == "ended":
        raise CodedError(
            OrganisationCode.MEMBERSHIP_ENDED, ended=f"{membership.valid_to:%Y-%m-%d %H:%M}"
        )
    return membership


def _known_role(role: str) -> str:
    if role not in MemberRole.values:
        raise CodedError(OrganisationCode.MEMBER_ROLE_UNKNOWN, role=role)
    return role


def _save_once(membership: Membership) -> None:
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) != "organisations_one_membership":
            raise
        other = (
            Membership.objects.filter(user=membership.user, organisation=membership.organisation)
            .order_by("-valid_from")
            .first()
        )
        role = MemberRole(other.role if other else membership.role)
        raise CodedError(
            OrganisationCode.MEMBER_EXISTS,
            user=membership.user.get_full_name(),
            name=membership.organisation.name_zh,
            role=role.label,
            role_en=role.value,
        ) from None
