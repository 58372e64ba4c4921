"""A case as a member of the chosen organisation meets it; for everybody else there is none: 404."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from portal.access import Member, MemberRequest
from portal.cases.groups import Group, group_of
from registry.casework.kinds import CaseKind
from registry.casework.models import Case, Participant
from registry.casework.parties import OWNER, Party
from registry.casework.selectors.naming import known_kinds
from registry.casework.selectors.papers import Papers, papers_of, with_papers
from registry.casework.selectors.standing import Standing, standing_of
from registry.casework.selectors.visible import may_see


@dataclass(frozen=True, slots=True)
class Met:
    """``standing`` follows from the chosen organisation alone. ``papers`` only where asked for."""

    case: Any
    kind: CaseKind
    standing: Standing
    group: Group
    papers: Papers | None = None

    @property
    def turn(self) -> frozenset[Party]:
        return self.kind.turn.get(self.case.state, frozenset())

    @property
    def mine(self) -> bool:
        """Whether it is this member's move."""
        return bool(self.turn & self.standing.parties)


def meet(request: MemberRequest, uuid: UUID, *, papers: bool = False) -> Met:
    """The case, or 404. Marks the entry of the navigation it belongs to."""
    found = _met(request.member, uuid, papers=papers)
    request.section = reverse(found.group.page)  # type: ignore[attr-defined]
    return found


def _met(member: Member, uuid: UUID, *, papers: bool) -> Met:
    rows = Case.objects.filter(pk=uuid, kind__in=known_kinds())
    base = (with_papers(rows) if papers else rows).first()
    if base is None:
        raise Http404
    kind = known_kinds()[base.kind]
    standing = standing_of(member.actor, base, organisation=member.organisation.uuid)
    if not may_see(kind, base, standing.parties):
        raise Http404
    wanted = ("programme", "district", "applicant")
    case = kind.model._default_manager.select_related(*wanted, *kind.joins).get(pk=uuid)
    side = Participant.As.OWNER if standing.parties & OWNER else Participant.As.VALIDATOR
    group = group_of(base.kind, [side])
    return Met(case, kind, standing, group, papers_of(base) if papers else None)


def case_page(case: Case, name: str = "case", *more: Any) -> str:
    return reverse(f"portal:{name}", args=[case.pk, *more])
