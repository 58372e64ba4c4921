"""Who may be named in public beside a unit: this is the one place that says it.

- A natural person never: neither name, nor masked name, nor account number.
- An organisation where the fact is public by itself: units were issued to it (registration of a
  project is published) or it retired them (use is published). As holder, buyer or seller it is
  "单位持有人": who holds how much, and who trades with whom, is its own business.
- Whoever is known only from another registry's published record: as that record names it.
- Account numbers, the people who handled an act, reasons, prices and documents: never.
"""

from __future__ import annotations

from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.selectors.serial_facts import Party, Present, Step
from registry.organisations.models import Holder

UNNAMED: dict[str, tuple[str, str]] = {
    "": ("登记簿", "the registry"),
    Holder.Kind.PERSON: ("个人持有人", "a private holder"),
    Holder.Kind.ORGANISATION: ("单位持有人", "an organisation"),
    Holder.Kind.EXTERNAL: ("外部登记簿持有人", "a holder of another registry"),
}
NAMED_ACTS = frozenset({Act.ISSUE, Act.RETIRE})


def of_present(present: Present, *, english: bool) -> str:
    """Who holds the units now, as the public may read it."""
    return _public(present.party, present.bucket == Bucket.RETIRED, english)


def of_step(step: Step, *, english: bool) -> tuple[str, str]:
    """From whom and to whom a step went."""
    named = step.act in NAMED_ACTS
    return _public(step.source, named, english), _public(step.destination, named, english)


def _public(party: Party, fact_is_public: bool, english: bool) -> str:
    if party.kind == Holder.Kind.EXTERNAL:
        return party.holder
    if party.kind == Holder.Kind.ORGANISATION and fact_is_public:
        return party.holder
    # Whatever kind is added later stays unnamed until this rule knows it.
    return UNNAMED.get(party.kind, UNNAMED[Holder.Kind.PERSON])[english]
