"""Finding a holder as a clerk names one: by credit code, by document number, or by its uuid."""

from __future__ import annotations

from uuid import UUID

from registry.organisations.models import Holder
from registry.organisations.rules.uscc import compact_uscc
from registry.organisations.selectors.persons import persons_with_id


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
