"""What waits for a member beyond the state's own turn: a body to be named, findings of a body that nobody
answered yet."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from core.errors import CodedError
from portal.access import Member
from portal.cases.groups import SIDES
from registry.casework.kinds import all_kinds
from registry.casework.models import Case, Participant
from registry.casework.selectors.members import their_turn
from registry.organisations.models import MemberRole
from registry.projects.bodies import require_naming
from registry.vvb.models import Engagement, Finding, Mode

ANSWERING = (MemberRole.MAKER, MemberRole.ADMIN)
NAMING, NAME = (MemberRole.CHECKER, MemberRole.ADMIN), "name_vvb"


def waits_for(member: Member) -> Q:
    """Cases in which ``member`` has something to do now."""
    found = their_turn(member.organisation.uuid, member.role)
    side = Participant.now.filter(
        case_id=OuterRef("pk"), organisation=member.organisation, part__in=SIDES
    )
    if member.role in ANSWERING:
        found |= Q(Exists(side)) & _unanswered()
    if member.role in NAMING:
        found |= _to_be_named(Q(Exists(side)))
    return found


def _unanswered() -> Q:
    open_ones = Finding.objects.filter(
        engagement__case_id=OuterRef("pk"), engagement__signed_at=None, engagement__ended_at=None,
        responded_at=None, closed_at=None,
    )  # fmt: skip
    return Q(Exists(open_ones))


def _to_be_named(own: Q) -> Q:
    """Those of ``own`` that have no body at work, where the applicant chooses it (R-VVB-02)."""
    states = Q(pk__in=[])
    for kind in all_kinds():
        if NAME in kind.steps:
            states |= Q(kind=kind.code, state__in=sorted(kind.steps[NAME].states))
    at_work = Engagement.objects.filter(case_id=OuterRef("pk"), signed_at=None, ended_at=None)
    waiting = own & states & ~Q(Exists(at_work))
    found = {each.programme_id: each for each in Case.objects.filter(waiting)}
    return waiting & Q(programme_id__in=[key for key, case in found.items() if _named_by_us(case)])


def _named_by_us(case: Case) -> bool:
    try:
        require_naming(case, Mode.NAMED)
    except CodedError:
        return False
    return True
