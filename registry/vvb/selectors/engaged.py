"""The engagement of a case: the one at work, and the one whose signature counts."""

from __future__ import annotations

from core.errors import CodedError
from registry.casework.models import Case
from registry.vvb.errors import VvbCode
from registry.vvb.models import Engagement, Finding


def live_engagement(case: Case) -> Engagement | None:
    """The one at work now, neither signed nor ended."""
    found = Engagement.objects.filter(case_id=case.pk, signed_at=None, ended_at=None)
    return found.select_related("organisation").first()


def require_engaged(case: Case) -> Engagement:
    """The one at work; ``vvb_missing`` otherwise."""
    found = live_engagement(case)
    if found is None:
        raise CodedError(VvbCode.VVB_MISSING)
    return found


def signed_engagement(case: Case) -> Engagement | None:
    """The signed one that was signed last; a later signature takes an earlier one's place."""
    found = Engagement.objects.filter(case_id=case.pk, signed_at__isnull=False)
    return found.select_related("organisation").order_by("-signed_at", "-pk").first()


def open_findings(engagement: Engagement) -> list[Finding]:
    """CAR and CL that are not closed: they stand against signing."""
    return list(engagement.findings.filter(closed_at=None).exclude(kind=Finding.Kind.FAR))
