"""Finding a holder as a clerk names one: by credit code, by document number, or by its uuid."""

from __future__ import annotations

from uuid import UUID

from governance.audit.trail.words import having
from registry.organisations.models import Holder
from registry.organisations.models.person import Person
from registry.organisations.rules.uscc import compact_uscc
from registry.organisations.selectors.persons import persons_with_id

NAMED = 500  # as many a search by name looks at


def find_holder(text: str) -> Holder | None:
    """The one holder that ``text`` names; None when nobody is, or more than one."""
    holder = Holder.objects.filter(organisation__uscc=compact_uscc(text)).first()
    if holder is not None:
        return holder
    persons = persons_with_id(text)
    if len(persons) == 1:
        return Holder.objects.get(uuid=persons[0].uuid)
    try:
        return Holder.objects.filter(uuid=UUID(text.strip())).first()
    except ValueError:
        return None


def holders_named(text: str, most: int = NAMED) -> list[UUID]:
    """Whom a name, a part of it, or a credit code may mean; at most ``most``."""
    term = text.strip()
    if not term:
        return []
    exact = Holder.objects.filter(organisation__uscc=compact_uscc(term))
    named = having(Holder.objects.all(), "display_name", term)
    found = [*exact.values_list("uuid", flat=True)] or [
        *named.values_list("uuid", flat=True)[:most]
    ]
    # A person's display name is masked; the bureau knows the person by the whole name.
    persons = having(Person.objects.all(), "real_name", term).values_list("uuid", flat=True)
    return [*found, *persons[:most]]
