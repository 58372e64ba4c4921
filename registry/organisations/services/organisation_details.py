"""What can be said of an organisation beside its code; shared by registering and changing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from registry.organisations.models import Organisation
from registry.organisations.rules.kinds import checked_kinds
from registry.organisations.services.fields import assign, known_district, refuse_bad_fields


class OrganisationDetails(TypedDict, total=False):
    """Keyword arguments; what is not named keeps its value."""

    name_zh: str
    name_en: str
    kinds: Iterable[str]
    district_code: str | None
    address: str
    contact_name: str
    contact_phone: str
    contact_email: str


def apply_details(organisation: Organisation, details: OrganisationDetails) -> list[str]:
    """Set the details, unsaved; the names of the fields that changed.

    Raises ``field_invalid``, ``kinds_missing``, ``kind_unknown``, ``kinds_conflict``,
    ``district_unknown``.
    """
    unknown = set(details) - set(OrganisationDetails.__annotations__)
    if unknown:
        raise TypeError(f"unknown details: {', '.join(sorted(unknown))}")
    values = dict(details)
    if "kinds" in details:
        values["kinds"] = checked_kinds(details["kinds"])
    if "district_code" in details:
        values["district"] = known_district(details["district_code"])
        del values["district_code"]
    changed = assign(organisation, values)
    refuse_bad_fields(organisation, values)
    return changed
