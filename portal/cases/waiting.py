"""What waits for a member beyond the state's own turn: findings of a body that nobody answered yet."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from portal.access import Member
from portal.cases.groups import SIDES
from registry.casework.models import Participant
from registry.casework.selectors.members import their_turn
from registry.organisations.models import MemberRole
from registry.vvb.models import Finding

ANSWERING = (MemberRole.MAKER, MemberRole.ADMIN)


def waits_for(member: Member) -> Q:
    """Cases in which ``member`` has something to do now."""
    turn = their_turn(member.organisation.uuid, member.role)
    if member.role not in ANSWERING:
        return turn
    side = Participant.now.filter(
        case_id=OuterRef("pk"), organisation=member.organisation, part__in=SIDES
    )
    open_ones = Finding.objects.filter(
        engagement__case_id=OuterRef("pk"), engagement__signed_at=None, engagement__ended_at=None,
        responded_at=None, closed_at=None,
    )  # fmt: skip
    return turn | Q(Exists(side)) & Q(Exists(open_ones))
