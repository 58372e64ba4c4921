"""Registering an organisation under its unified social credit code, once."""

from __future__ import annotations

from typing import Unpack

from django.db import IntegrityError, transaction

from core.errors import CodedError
from core.integrity import broken_constraint
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Holder, Organisation, Status
from registry.organisations.rules.kinds import checked_kinds
from registry.organisations.rules.uscc import checked_uscc
from registry.organisations.services.organisation_details import OrganisationDetails, apply_details


@transaction.atomic
def register_organisation(
    *, actor: Actor, reason: str, uscc: str, **details: Unpack[OrganisationDetails]
) -> Organisation:
    """Register an organisation and make it a holder; staff (经办, 复核) only.

    ``name_zh`` and ``kinds`` are needed. Raises ``forbidden``, ``reason_missing``, ``uscc_…``,
    ``uscc_taken``, and what :func:`apply_details` raises.
    """
    require(actor, Role.MAKER, Role.CHECKER, act="登记单位", act_en="register an organisation")
    with recording(actor, reason):
        organisation = Organisation(uscc=checked_uscc(uscc), kinds=[])
        details.setdefault("name_zh", "")
        checked_kinds(details.setdefault("kinds", []))
        apply_details(organisation, details)
        _save_once(organisation)
        Holder.objects.create(
            uuid=organisation.uuid,
            kind=Holder.Kind.ORGANISATION,
            organisation=organisation,
            display_name=organisation.name_zh,
        )
    return organisation


def _save_once(organisation: Organisation) -> None:
    """The database decides whether the code is free: two clerks cannot both be told it is."""
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) != "organisations_uscc_once":
            raise
        other = Organisation.objects.get(uscc=organisation.uscc)
        raise CodedError(
            OrganisationCode.USCC_TAKEN,
            uscc=other.uscc,
            name=other.name_zh,
            status=Status(other.status).label,
            status_en=other.status,
        ) from None
