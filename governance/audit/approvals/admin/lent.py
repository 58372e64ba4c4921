"""For whom the person asking stands in: read when first needed, and once a request whatever pages ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from governance.audit.approvals import standing
from governance.audit.approvals.models import Delegation
from governance.identity.web import request_actor


def lent(request: HttpRequest) -> Iterable[Delegation]:
    """The delegations to the person, in force now."""
    kept: Iterable[Delegation] | None = getattr(request, "_delegations", None)
    if kept is None:
        kept = standing.delegations_to(request_actor(request))
        request._delegations = kept  # type: ignore[attr-defined]
    return kept
