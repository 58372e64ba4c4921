"""Finding a person by the full number of the identity document, the only way a number is read."""

from __future__ import annotations

from registry.organisations.models import IdType, Person
from registry.organisations.person_hash import person_hash
from registry.organisations.rules.person_id import compact_id


def persons_with_id(number: str) -> list[Person]:
    """Persons whose document of any type has this number; usually none or one."""
    compact = compact_id(number)
    hashes = [person_hash(id_type, compact) for id_type in IdType.values]
    return list(Person.objects.filter(id_hash__in=hashes))
