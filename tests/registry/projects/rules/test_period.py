"""R-PERIOD-01: where a monitoring period may lie, until when it is claimed, that none overlaps another."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.projects.rules.objections import Objections
from registry.projects.rules.period import check_overlap, check_period


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def codes(objections: Objections) -> list[str]:
    assert all(each.sentence.rule == "R-PERIOD-01" for each in objections)
    return [each.code for each in objections]


def check(first: str, last: str, *, applied: str = "2026-11-20", claim_years: int = 5):
    return check_period(
        period_from=day(first), period_to=day(last),
        crediting_from=day("2020-06-01"), crediting_to=day("2030-05-31"),
        first_allowed=day("2020-09-22"), claim_years=claim_years, applied_on=day(applied),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "applied", "found"),
    [
        ("2024-01-01", "2024-12-31", "2026-11-20", []),
        ("2024-01-01", "2024-01-01", "2026-11-20", []),
        ("2024-01-02", "2024-01-01", "2026-11-20", ["period_reversed"]),
        # first and last day of the crediting period, and a day beyond
        ("2029-06-01", "2030-05-31", "2031-01-01", []),
        ("2029-06-01", "2030-06-01", "2031-01-01", ["period_outside_crediting"]),
        (
            "2020-05-31",
            "2020-12-31",
            "2021-01-01",
            ["period_outside_crediting", "period_too_early"],
        ),
        # the first day allowed
        ("2020-09-22", "2020-12-31", "2021-01-01", []),
        ("2020-09-21", "2020-12-31", "2021-01-01", ["period_too_early"]),
        # the day after its end is the first on which it can be claimed
        ("2026-01-01", "2026-11-19", "2026-11-20", []),
        ("2026-01-01", "2026-11-20", "2026-11-20", ["period_not_over"]),
        # five years to the day
        ("2021-11-20", "2022-12-31", "2026-11-20", []),
        ("2021-11-19", "2022-12-31", "2026-11-20", ["period_claimed_late"]),
        ("2023-02-28", "2023-12-31", "2028-02-29", []),
        ("2023-02-27", "2023-12-31", "2028-02-29", ["period_claimed_late"]),
    ],
)
def test_days_at_the_edges(first: str, last: str, applied: str, found: list[str]):
    assert codes(check(first, last, applied=applied)) == found


def test_all_objections_come_at_once_and_say_what_to_do():
    found = check("2020-01-01", "2031-01-01")
    assert codes(found) == [
        "period_outside_crediting", "period_too_early", "period_not_over", "period_claimed_late",
    ]  # fmt: skip
    late = found[-1]
    assert "监测期最早自 2021-11-20 起" in late.zh
    assert "within 5 years" in late.en
    assert "—" not in "".join(each.zh + each.en for each in found)


def test_the_number_of_years_is_the_callers():
    assert codes(check("2021-01-01", "2021-12-31", claim_years=5)) == ["period_claimed_late"]
    assert codes(check("2021-01-01", "2021-12-31", claim_years=6)) == []


def test_periods_that_touch_do_not_overlap():
    others = [(day("2023-01-01"), day("2023-12-31")), (day("2025-01-01"), day("2025-12-31"))]
    assert check_overlap(day("2024-01-01"), day("2024-12-31"), others) == []
    found = check_overlap(day("2023-12-31"), day("2025-01-01"), reversed(others))
    assert codes(found) == ["period_overlaps", "period_overlaps"]
    assert [each.params["other_from"] for each in found] == ["2023-01-01", "2025-01-01"]


days = st.integers(0, 60).map(lambda n: dt.date(2024, 1, 1) + dt.timedelta(days=n))
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(spans, spans)
def test_overlap_is_a_shared_day(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]):
    def every(span: tuple[dt.date, dt.date]) -> set[dt.date]:
        return {span[0] + dt.timedelta(days=n) for n in range((span[1] - span[0]).days + 1)}

    assert bool(check_overlap(*one, [other])) == bool(every(one) & every(other))
