"""Calculations of a report on the pages of its case; nothing for other kinds."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from portal.cases.reach import case_page
from registry.casework.kinds import Step
from registry.reductions.models import CalculationRevision, Report
from registry.reductions.selectors.revisions import shown_revisions
from registry.reductions.services.calculating import newest_revision, plan_of

CALCULATING = frozenset({"calculate", "amend_data"})


def revision_of(case: Any, number: int) -> CalculationRevision:
    """That calculation of the case; 404 where there is none."""
    if isinstance(case, Report):
        found = case.revisions.select_related("data", "methodology").filter(number=number).first()
        if found is not None:
            return found
    raise Http404


def revisions(case: Any) -> list[CalculationRevision]:
    """All, newest first, without their traces."""
    return shown_revisions(case)[::-1] if _is_report(case) else []


def shown_after(case: Any, step: Step) -> str:
    """The page of the result, after a step that calculated; else empty."""
    newest = newest_revision(case) if step.code in CALCULATING and _is_report(case) else None
    return case_page(case, "calculation", newest.number) if newest else ""


def plan_for(case: Any) -> Any:
    """The formulas by which the data of a report are asked for; 404 where there are none."""
    version = case.subject.methodology if isinstance(case, Report) else None
    if version is None or not version.definition:
        raise Http404
    return plan_of(version)


def _is_report(case: Any) -> bool:
    return isinstance(case, Report)
