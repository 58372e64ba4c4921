"""The kind of case that a methodology version is."""

from __future__ import annotations

from methodologies.publishing.categories import CATEGORIES
from methodologies.publishing.checks import checks
from methodologies.publishing.models import MethodologyVersion, State
from methodologies.publishing.sections import sections
from methodologies.publishing.selectors.opinions import opinions
from methodologies.publishing.services.drafting import SERIES
from methodologies.publishing.steps import STEPS
from registry.casework.kinds import CaseKind
from registry.casework.parties import OWNER, Party

_BUREAU = frozenset({Party.MAKER})
METHODOLOGY = CaseKind(
    code="methodology",
    zh="方法学",
    en="methodology",
    model=MethodologyVersion,
    series=SERIES,
    steps=STEPS,
    turn={
        State.DRAFT: OWNER,
        State.SUBMITTED: _BUREAU,
        State.EXPERT_REVIEW: _BUREAU | {Party.EXPERT},
        State.PUBLIC_NOTICE: _BUREAU,
    },
    public=frozenset({State.PUBLIC_NOTICE, State.PUBLISHED, State.SUPERSEDED, State.ABOLISHED}),
    sections=sections,
    checks=checks,
    opinions=opinions,
    categories=CATEGORIES,
    joins=("methodology", "supersedes__methodology"),
)
