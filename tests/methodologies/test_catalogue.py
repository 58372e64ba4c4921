"""The catalogue: every file is sound, its examples compute, its marks are honest."""

from __future__ import annotations

import datetime as dt

import pytest

from methodologies import catalogue
from methodologies.engine import calculate, open_methodology
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.plan import Plan
from methodologies.factors import Factors
from methodologies.proving import prove

PATHS = catalogue.paths()
WANTED = {
    *("CCER-01-001", "CCER-01-002", "CCER-14-001", "T-CSAE-235"),
    *("SAMPLE-PV", "SAMPLE-WIND", "SAMPLE-COAL-TO-POWER", "SAMPLE-H2", "SAMPLE-LNG-BUS"),
    *("SAMPLE-E-BUS", "SAMPLE-TRAVEL", "SAMPLE-METHANE", "SAMPLE-LANDFILL-FOD"),
    *("SAMPLE-FOREST-PLOTS", "SAMPLE-GREENWAY", "SAMPLE-LINPAN", "SAMPLE-WETLAND"),
    *("SAMPLE-SOIL-TEST", "SAMPLE-PAPERLESS", "SAMPLE-WASTE", "SAMPLE-RETROFIT", "METER-RULE"),
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_file_is_sound_and_its_examples_compute(path):
    plan = open_methodology(path.read_bytes())
    assert prove(plan, catalogue.factors())
    assert plan.checked.warnings == ()


def test_the_catalogue_has_what_was_asked():
    assert {plan.checked.definition.code for plan in catalogue.plans()} == WANTED


@pytest.mark.parametrize("plan", catalogue.plans(), ids=lambda plan: plan.checked.definition.code)
def test_marks_are_honest(plan: Plan):
    head = plan.checked.definition
    if head.status == "official":
        assert head.source.verified
    if head.status == "unread":
        assert not head.source.verified
    assert head.code.startswith("SAMPLE-") == (head.status == "sample")
    assert ("示例" in head.name) == (head.status == "sample")


@pytest.mark.parametrize(
    ("code", "version"),
    [("CCER-01-002", "V01"), ("CCER-01-002-V01", ""), ("并网海上风力发电", "")],
)
def test_a_methodology_is_found_by_code_and_by_name(code, version):
    assert catalogue.find(code, version).checked.definition.code == "CCER-01-002"


def test_an_unknown_methodology_is_refused_with_those_known():
    with pytest.raises(MethodologyError) as refusal:
        catalogue.find("CCER-99-999")
    assert refusal.value.kind is MethodologyCode.METHODOLOGY_UNKNOWN
    assert "CCER-01-002" in refusal.value.zh


CARS = {
    "vehicles": 200,
    "distance": "15000 km",
    "petrol": "7.5 L per 100 km",
    "electricity": "14.5 kWh per 100 km",
    "EF_petrol": "2.1336 kgCO2/L",
}


@pytest.mark.parametrize(
    ("day", "year", "value"), [("2026-01-14", 2022, "0.5366"), ("2026-01-15", 2023, "0.5306")]
)
def test_a_calculation_takes_the_factor_in_force_and_freezes_its_row(day, year, value):
    on = dt.date.fromisoformat(day)
    outcome = calculate(catalogue.find("T-CSAE-235"), CARS, factors=catalogue.factors(), on=on)
    frozen = outcome.factors["EF_grid"].as_dict()
    assert (frozen["year"], frozen["value"], frozen["unit"]) == (year, value, "kgCO2/kWh")
    assert frozen["region"] == "全国"
    assert frozen["verified"] is False
    assert frozen["source"]


def test_no_factor_in_force_is_refused_not_guessed():
    with pytest.raises(MethodologyError) as refusal:
        calculate(
            catalogue.find("T-CSAE-235"),
            CARS,
            factors=catalogue.factors(),
            on=dt.date(2020, 1, 1),
        )
    assert refusal.value.kind is MethodologyCode.FACTOR_MISSING
    assert refusal.value.symbol == "EF_grid"


def test_a_given_factor_is_not_looked_up():
    outcome = calculate(
        catalogue.find("T-CSAE-235"), CARS | {"EF_grid": "0.5366 kgCO2/kWh"}, factors=Factors()
    )
    assert outcome.factors == {}
    assert outcome.exact_text == "246.639"
