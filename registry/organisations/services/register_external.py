"""Bringing in the holders that another registry's public record names.

Who brought them in and why stands in the ledger, with the opening of their accounts: an external
holder without an account means nothing and can do nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.organisations.models import ExternalHolder, Holder

_AT_ONCE = 1000


@transaction.atomic
def register_external_holders(
    *, actor: Actor, registry: str, names: Iterable[str]
) -> dict[str, UUID]:
    """The holders of these names in ``registry`` (its programme code), made where missing.

    Three round trips a thousand names. Two imports at once make each holder once: the second waits
    at the unique name and then finds the first one's. Raises ``forbidden``.
    """
    require(
        actor,
        Role.OPERATOR,
        act="登记外部登记簿持有人",
        act_en="register holders of another registry",
        programme=registry,
    )
    wanted = sorted(set(names))
    known = _known(registry, wanted)
    missing = [name for name in wanted if name not in known]
    if missing:
        ExternalHolder.objects.bulk_create(
            [ExternalHolder(registry=registry, name=name) for name in missing],
            batch_size=_AT_ONCE,
            ignore_conflicts=True,
        )
        known |= (made := _known(registry, missing))
        Holder.objects.bulk_create(
            [
                Holder(uuid=uuid, kind=Holder.Kind.EXTERNAL, external_id=uuid, display_name=name)
                for name, uuid in made.items()
            ],
            batch_size=_AT_ONCE,
            ignore_conflicts=True,
        )
    return known


def _known(registry: str, names: list[str]) -> dict[str, UUID]:
    holders = ExternalHolder.objects.filter(registry=registry, name__in=names)
    return dict(holders.values_list("name", "uuid"))
