"""The engagement of a case: the one at work, and the one whose signature counts."""

from __future__ import annotations

from core.errors import CodedError
from registry.casework.models import Case
from registry.vvb.errors import VvbCode
from registry.vvb.models import Engagement, Finding

_KEPT = "_shown_engagements"


def shown_engagements(case: Case) -> list[Engagement]:
    """All of a case with their findings, in order of time; read once for each case object. For pages
    and their buttons: a step being taken judges by what it reads itself."""
    kept: list[Engagement] | None = case.__dict__.get(_KEPT)
    if kept is None:
        found = Engagement.objects.filter(case_id=case.pk).select_related("organisation")
        kept = case.__dict__[_KEPT] = list(found.prefetch_related("findings"))
    return kept


def shown_at_work(case: Case) -> Engagement | None:
    """The one at work, for pages."""
    return next((each for each in shown_engagements(case) if each.live), None)


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
