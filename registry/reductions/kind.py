"""The kind of case that a reduction report is: its steps, and whose turn it is."""

from __future__ import annotations

from registry.casework.kinds import CaseKind, steps
from registry.casework.parties import OWNER, VVB, Party
from registry.reductions.categories import CATEGORIES
from registry.reductions.checks import checks
from registry.reductions.models import Report, State
from registry.reductions.sections import sections, shares
from registry.reductions.steps import data, issuing, review

_STAFF = frozenset({Party.MAKER})

REPORT = CaseKind(
    code="report",
    zh="减排量核算报告",
    en="reduction report",
    model=Report,
    series="JP",
    steps=steps(*data.STEPS, *review.STEPS, *issuing.STEPS),
    turn={
        State.DRAFT: OWNER,
        State.CALCULATED: OWNER,
        State.SUBMITTED: _STAFF,
        State.ACCEPT_CORRECTION: OWNER,
        State.PUBLIC_NOTICE: _STAFF,
        State.VERIFICATION: VVB,
        State.REVIEW: _STAFF,
        State.REVIEW_CORRECTION: OWNER,
        State.REGISTERED: _STAFF,
        State.CANCEL_ORDERED: OWNER,
    },
    public=frozenset(
        {State.PUBLIC_NOTICE, State.VERIFICATION, State.REVIEW, State.REVIEW_CORRECTION,
         State.REGISTERED, State.ISSUED, State.CANCEL_ORDERED, State.REFUSED}
    ),
    hidden=frozenset({State.DRAFT, State.CALCULATED}),
    sections=sections,
    checks=checks,
    opinions=shares,
    categories=CATEGORIES,
    joins=("subject__methodology__methodology", "issued_batch"),
)  # fmt: skip
