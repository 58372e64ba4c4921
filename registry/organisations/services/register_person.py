"""Registering a natural person under the real name, once per identity document."""

from __future__ import annotations

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
from registry.organisations.models import Holder, Person
from registry.organisations.person_hash import person_hash
from registry.organisations.rules.person_id import checked_id, masked_id, masked_name
from registry.organisations.services.person_details import apply_person_details


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    reason: str,
    real_name: str,
    id_type: str,
    id_number: str,
    district_code: str | None = None,
    phone: str = "",
    user: User | None = None,
) -> Person:
    """Register a person and make them a holder; staff (经办, 复核) only. The number is not kept.

    Raises ``forbidden``, ``reason_missing``, ``id_…``, ``person_taken``, ``user_taken``,
    ``district_unknown``, ``field_invalid``.
    """
    require(actor, Role.MAKER, Role.CHECKER, act="登记自然人", act_en="register a person")
    with recording(actor, reason):
        number = checked_id(id_type, id_number, today=clock.today())
        person = Person(
            id_type=id_type,
            id_hash=person_hash(id_type, number),
            id_last4=number[-4:],
            id_masked=masked_id(number),
        )
        apply_person_details(
            person,
            {"real_name": real_name, "district_code": district_code, "phone": phone, "user": user},
        )
        save_person(person)
        Holder.objects.create(
            uuid=person.uuid,
            kind=Holder.Kind.PERSON,
            person=person,
            display_name=masked_name(person.real_name),
        )
    return person


def save_person(person: Person) -> None:
    """Save; ``person_taken`` or ``user_taken`` when the database knows the number or the user."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        broken = broken_constraint(error)
        if broken == "organisations_person_once":
            other = Person.objects.get(id_hash=person.id_hash)
            raise CodedError(
                OrganisationCode.PERSON_TAKEN,
                name=masked_name(other.real_name),
                masked=other.id_masked,
            ) from None
        if "user_id" in broken:
            user = person.user.get_full_name() if person.user else ""
            raise CodedError(OrganisationCode.USER_TAKEN, user=user) from None
        raise
