"""R-PROJECT-01, R-CREDIT-01, R-VVB-01 and R-VVB-02: the conditions of a project and of who judges it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from core.errors import CodedError
from governance.rulebook.selectors import value_on
from registry.projects.rules.crediting import check_crediting, last_crediting_day
from registry.projects.rules.eligibility import (
    Condition,
    check_conditions,
    check_construction,
    demanded_conditions,
)
from registry.projects.rules.naming import NamedBy, check_naming
from registry.projects.rules.objections import Objections, refuse_any
from registry.projects.rules.validators import check_independent, check_verifier
from registry.projects.rules.years import years_before, years_later

AFTER = dt.date(2012, 11, 8)
ONE, OTHER = UUID(int=1), UUID(int=2)


def codes(objections: Objections) -> list[tuple[str, str | None]]:
    return [(each.code, each.sentence.rule) for each in objections]


def test_construction_begins_after_the_day():
    assert check_construction(dt.date(2012, 11, 9), after=AFTER) == []
    early = [("construction_too_early", "R-PROJECT-01")]
    assert codes(check_construction(AFTER, after=AFTER)) == early
    assert codes(check_construction(dt.date(2001, 1, 1), after=AFTER)) == early
    missing = [("construction_date_missing", "R-PROJECT-01")]
    assert codes(check_construction(None, after=AFTER)) == missing


@pytest.mark.django_db
def test_the_conditions_shipped_are_all_known():
    for programme in ("CCER", "BJ", "CD"):
        shipped = value_on("R-PROJECT-01", "conditions", programme, dt.date(2026, 7, 1))
        assert demanded_conditions(str(shipped)) == list(Condition)


def test_each_condition_that_is_not_declared_is_named():
    assert check_conditions(list(Condition), list(Condition)) == []
    found = check_conditions(
        [Condition.ADDITIONAL, Condition.REAL, Condition.UNIQUE], [Condition.UNIQUE]
    )
    assert codes(found) == [("condition_not_declared", "R-PROJECT-01")] * 2
    assert "减排真实发生" in found[0].zh
    assert "'additional'" in found[1].en
    assert check_conditions([], []) == []


def test_a_condition_nobody_knows_is_a_mistake_of_the_rulebook():
    with pytest.raises(ValueError, match="beautiful"):
        demanded_conditions("real beautiful")


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        ("2026-01-01", 10, "2035-12-31"),
        ("2026-07-15", 1, "2027-07-14"),
        ("2024-02-29", 10, "2034-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2023-03-01", 1, "2024-02-29"),
    ],
)
def test_the_last_day_of_a_crediting_period(first: str, years: int, last: str):
    begins, ends = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert last_crediting_day(begins, years) == ends
    assert check_crediting(begins, ends, longest_years=years) == []
    longer = check_crediting(begins, ends + dt.timedelta(days=1), longest_years=years)
    assert codes(longer) == [("crediting_too_long", "R-CREDIT-01")]
    assert last in longer[0].zh


def test_a_crediting_period_does_not_run_backwards():
    day = dt.date(2026, 1, 1)
    assert check_crediting(day, day, longest_years=10) == []
    found = check_crediting(day, dt.date(2025, 12, 31), longest_years=10)
    assert codes(found) == [("crediting_reversed", "R-CREDIT-01")]


def test_years_round_29_february():
    leap = dt.date(2024, 2, 29)
    assert years_later(leap, 1) == dt.date(2025, 3, 1)
    assert years_later(leap, 4) == dt.date(2028, 2, 29)
    assert years_before(leap, 1) == dt.date(2023, 2, 28)
    assert years_before(leap, 4) == dt.date(2020, 2, 29)


def test_the_verifier_did_not_validate():
    assert check_verifier(ONE, {OTHER}, must_differ=True) == []
    found = check_verifier(ONE, {OTHER, ONE}, must_differ=True)
    assert codes(found) == [("verifier_is_validator", "R-VVB-01")]
    assert check_verifier(ONE, {ONE}, must_differ=False) == []


def test_who_judges_is_no_party():
    assert check_independent(ONE, [OTHER]) == []
    assert codes(check_independent(ONE, [OTHER, ONE])) == [("vvb_is_party", "R-VVB-01")]


def test_the_body_is_named_by_whom_the_programme_says():
    assert check_naming(NamedBy.APPLICANT, "applicant") == []
    assert check_naming(NamedBy.BUREAU, "bureau") == []
    (found,) = check_naming(NamedBy.APPLICANT, "bureau")
    assert codes([found]) == [("vvb_named_by_other", "R-VVB-02")]
    assert "由主管部门指派" in found.zh
    assert "assigned by the bureau" in found.en
    with pytest.raises(ValueError, match="lot"):
        check_naming(NamedBy.APPLICANT, "lot")


def test_a_service_raises_the_first_objection():
    refuse_any([])
    with pytest.raises(CodedError, match="construction_date_missing"):
        refuse_any(check_construction(None, after=AFTER))
