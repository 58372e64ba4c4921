"""What the rulebook ships: the national numbers verified, the borrowed and our own ones not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from governance.rulebook.calendar.deadlines import acceptance_ends, correction_ends
from governance.rulebook.catalogue import RULES
from governance.rulebook.models import RuleParameter
from governance.rulebook.planned import PLANNED
from governance.rulebook.selectors import value_on

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 17)
PROGRAMMES = ("CCER", "BJ", "CD")

NATIONAL = {
    ("R-PERIOD-01", "claim_years"): 5,
    ("R-PERIOD-01", "first_period_day"): dt.date(2020, 9, 22),
    ("R-PROJECT-01", "construction_after"): dt.date(2012, 11, 8),
    ("R-VVB-01", "verifier_is_not_validator"): True,
    ("R-RECORD-01", "raw_data_years"): 10,
}
OWN = {
    ("R-ACCEPT-01", "working_days"): 5,
    ("R-CORRECTION-01", "working_days"): 20,
    ("R-EXPERT-01", "least_experts"): 5,
    ("R-EXPERT-01", "in_favour_share"): Decimal("0.6"),
    ("R-CREDIT-01", "longest_years"): 10,
    ("R-BUFFER-01", "buffer_share"): Decimal(0),
    ("R-VVB-02", "named_by"): "applicant",
}


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize(("rule", "name"), NATIONAL | OWN)
def test_every_programme_has_the_numbers_that_projects_ask_for(rule, name, programme):
    assert value_on(rule, name, programme, DAY) == (NATIONAL | OWN)[rule, name]


@pytest.mark.parametrize(("rule", "name"), NATIONAL)
def test_the_national_number_is_verified_for_the_national_programme_alone(rule, name):
    rows = RuleParameter.objects.filter(rule=rule, name=name)
    assert dict(rows.values_list("programme", "verified")) == {"CCER": True, None: False}
    borrowed = rows.get(programme=None).legal_source
    assert "令第31号" in borrowed
    assert "尚未核对" in borrowed


@pytest.mark.parametrize(("rule", "name"), OWN)
def test_what_was_read_nowhere_is_unverified_and_says_so(rule, name):
    for row in RuleParameter.objects.filter(rule=rule, name=name):
        assert not row.verified
        assert "本登记系统自定" in row.legal_source


def test_nothing_shipped_is_without_a_source_or_unreadable_or_of_a_rule_that_is_not_listed():
    for row in RuleParameter.objects.all():
        assert row.legal_source
        row.typed()
        assert row.rule in RULES or row.rule in PLANNED


def test_the_districts_incentives_end_with_their_text():
    """R-INCENT-01 and -02 are in force to 2026-12-31."""
    found = RuleParameter.objects.filter(rule__startswith="R-INCENT-")
    assert {row.effective_to for row in found} == {dt.date(2026, 12, 31)}
    assert {row.programme_id for row in found} == {"BJ"}


def test_time_limits_of_acceptance_and_correction():
    """R-ACCEPT-01 gives 5 working days, R-CORRECTION-01 gives 20; Friday 17 July is the first."""
    assert acceptance_ends("BJ", DAY).on == dt.date(2026, 7, 23)
    assert correction_ends("CD", DAY).on == dt.date(2026, 8, 13)
    assert correction_ends("BJ", dt.date(2026, 12, 28)).provisional
