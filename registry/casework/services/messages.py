"""Messages to the people of a case; e-mail goes out by ``manage.py send_messages``."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from core import clock
from governance.identity.actor import Actor
from registry.casework.models import Case, Message, Participant
from registry.organisations.selectors.memberships import in_force


def tell(case: Case, parts: Iterable[str], *, title: str, body: str, but: int = 0) -> None:
    """Tell everybody who takes part in ``parts`` now, except the user ``but`` who did it."""
    found = Participant.now.filter(case_id=case.uuid, part__in=list(parts))
    organisations = [each.organisation_id for each in found if each.organisation_id]
    people = {each.user_id for each in found if each.user_id}
    people |= set(
        in_force()
        .filter(organisation_id__in=organisations)
        .values_list("user_id", flat=True)
        .distinct()
    )
    Message.objects.bulk_create(
        Message(user_id=user, case_id=case.uuid, title=title[:200], body=body[:4000])
        for user in sorted(people - {but})
    )


@transaction.atomic
def mark_read(*, actor: Actor, messages: Iterable[UUID]) -> int:
    """Mark one's own messages read; how many were unread."""
    return Message.objects.filter(
        user_id=actor.user_id, uuid__in=list(messages), read_at=None
    ).update(read_at=clock.now())
