"""Changing what is registered of a natural person beside the identity document."""

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
from registry.organisations.models import Holder, Person
from registry.organisations.rules.person_id import masked_name
from registry.organisations.services.person_details import PersonDetails, apply_person_details
from registry.organisations.services.register_person import save_person


@transaction.atomic
def change_person(
    *, actor: Actor, reason: str, person: UUID, **details: Unpack[PersonDetails]
) -> Person:
    """Change the details named; staff (经办, 复核) only.

    Raises ``forbidden``, ``reason_missing``, ``person_unknown``, ``nothing_changed``,
    ``user_taken``, and what :func:`apply_person_details` raises.
    """
    require(actor, Role.MAKER, Role.CHECKER, act="变更自然人", act_en="change a person")
    with recording(actor, reason):
        found = Person.objects.select_for_update(of=("self",)).filter(uuid=person).first()
        if found is None:
            raise CodedError(OrganisationCode.PERSON_UNKNOWN, uuid=str(person))
        if not apply_person_details(found, details):
            raise CodedError(OrganisationCode.NOTHING_CHANGED)
        save_person(found)
        Holder.objects.filter(uuid=found.uuid).update(display_name=masked_name(found.real_name))
    return found
