"""R-AUDIT-01: how long a proposal waits comes from the rulebook, by programme and day."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.audit.approvals.term import term_days
from governance.rulebook.models import RuleParameter

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


def test_the_value_in_force_that_day_counts():
    assert term_days("BJ", DAY) == 15
    RuleParameter.objects.create(
        rule="R-AUDIT-01",
        name="approval_term_days",
        programme_id="BJ",
        value="5",
        type="integer",
        legal_source="内部制度（测试用）",
        effective_from=DAY,
    )
    assert term_days("BJ", DAY - dt.timedelta(days=1)) == 15
    assert (term_days("BJ", DAY), term_days("CD", DAY)) == (5, 15)
