"""For whom the person asking stands in: read when first needed, and once a request whatever pages ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from governance.audit.approvals import standing
from governance.audit.approvals.models import Delegation
from governance.identity.roles import ADMINISTRATORS
from governance.identity.web import request_actor


def lent(request: HttpRequest) -> Iterable[Delegation]:
    """The delegations to the person, in force now."""
    kept: Iterable[Delegation] | None = getattr(request, "_delegations", None)
    if kept is None:
        actor = request_actor(request)
        # Nobody lends to one of the 三员: the database refuses it (approvals_delegation_duties).
        kept = () if actor.roles & ADMINISTRATORS else standing.delegations_to(actor)
        request._delegations = kept  # type: ignore[attr-defined]
    return kept
