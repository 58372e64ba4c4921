"""What can be changed of a person: never the identity document, which is the identity."""

from __future__ import annotations

from typing import TypedDict

from governance.identity.models import User
from registry.organisations.models import Person
from registry.organisations.services.fields import assign, known_district, refuse_bad_fields


class PersonDetails(TypedDict, total=False):
    """Keyword arguments; what is not named keeps its value."""

    real_name: str
    district_code: str | None
    phone: str
    user: User | None


def apply_person_details(person: Person, details: PersonDetails) -> list[str]:
    """Set the details, unsaved; the names of the fields that changed. Raises ``field_invalid``,
    ``district_unknown``."""
    unknown = set(details) - set(PersonDetails.__annotations__)
    if unknown:
        raise TypeError(f"unknown details: {', '.join(sorted(unknown))}")
    values = dict(details)
    if "district_code" in details:
        values["district"] = known_district(details["district_code"])
        del values["district_code"]
    changed = assign(person, values)
    refuse_bad_fields(person, values)
    return changed
