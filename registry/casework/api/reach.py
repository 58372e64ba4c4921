"""Which cases a caller reads, and how much of each.

A person logged in reads the cases that the pages show that person, and no other. Without a log-in, and
for programs, there are the cases in the states that their kind lays open, with public fields only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from rest_framework.request import Request

from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.web import request_actor
from registry.casework.models import Case, CaseFile
from registry.casework.selectors.naming import known_kinds
from registry.casework.selectors.notices import public_file
from registry.casework.selectors.papers import with_papers
from registry.casework.selectors.standing import Standing, standing_of
from registry.casework.selectors.visible import may_see, public_cases, visible_cases


@dataclass(frozen=True, slots=True)
class Reach:
    """``actor`` is the person logged in; None reads what is public."""

    actor: Actor | None

    @property
    def inside(self) -> bool:
        return self.actor is not None

    def cases(self) -> QuerySet[Case]:
        rows = public_cases() if self.actor is None else visible_cases(self.actor)
        return rows.filter(kind__in=known_kinds())

    def case(self, uuid: UUID) -> Case:
        """The case, or 404."""
        found = self.cases().filter(pk=uuid).first()
        if found is None:
            raise Http404
        return found

    def met(self, uuid: UUID) -> tuple[Case, Standing | None]:
        """The case with its papers and as whom the caller meets it, by the rule of the pages; None as
        the public. 404 where the caller does not see it."""
        found = with_papers(Case.objects.filter(pk=uuid, kind__in=known_kinds())).first()
        if found is None:
            raise Http404
        kind = known_kinds()[found.kind]
        standing = standing_of(self.actor, found) if self.actor else None
        public = standing is None and public_cases().filter(pk=uuid).exists()
        if not (may_see(kind, found, standing.parties) if standing else public):
            raise Http404
        return found, standing

    def file(self, case: UUID, uuid: UUID) -> CaseFile:
        """A document with its bytes, or 404: any of the case for who sees the case, public ones in
        force for everybody else."""
        if self.actor is None:
            found = public_file(uuid)
        else:
            found = CaseFile.objects.filter(pk=uuid, case_id=self.case(case).pk).first()
        if found is None or found.case_id != case:
            raise Http404
        return found


def reach_of(request: Request) -> Reach:
    """Of this caller."""
    user: Any = request.user
    logged_in = isinstance(user, User) and not request.auth
    return Reach(request_actor(request._request) if logged_in else None)


def handled_by(reach: Reach) -> Q:
    """Cases whose handler is this caller."""
    return Q(handler_id=reach.actor.user_id) if reach.actor else Q(pk__in=[])
