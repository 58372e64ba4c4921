"""Changing what is registered of an organisation. Its code never changes: another code is another
organisation."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from django.db import transaction

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Holder, Organisation, Status
from registry.organisations.services.organisation_details import OrganisationDetails, apply_details


@transaction.atomic
def change_organisation(
    *, actor: Actor, reason: str, organisation: UUID, **details: Unpack[OrganisationDetails]
) -> Organisation:
    """Change the details named; staff (经办, 复核) only.

    Raises ``forbidden``, ``reason_missing``, ``organisation_unknown``, ``organisation_closed``,
    ``nothing_changed``, and what :func:`apply_details` raises.
    """
    require(actor, Role.MAKER, Role.CHECKER, act="变更单位", act_en="change an organisation")
    with recording(actor, reason):
        found = locked_organisation(organisation)
        if found.status == Status.CLOSED:
            raise CodedError(OrganisationCode.ORGANISATION_CLOSED, name=found.name_zh)
        if not apply_details(found, details):
            raise CodedError(OrganisationCode.NOTHING_CHANGED)
        found.save()
        Holder.objects.filter(uuid=found.uuid).update(display_name=found.name_zh)
    return found


def locked_organisation(uuid: UUID) -> Organisation:
    """The organisation, its row locked until the transaction ends; or ``organisation_unknown``."""
    found = Organisation.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if found is None:
        raise CodedError(OrganisationCode.ORGANISATION_UNKNOWN, uuid=str(uuid))
    return found
