"""Factor tables: what they must say, and which row a day gets."""

from __future__ import annotations

import datetime as dt

import pytest

from methodologies import catalogue
from methodologies.errors import MethodologyCode as Code
from methodologies.errors import MethodologyError
from methodologies.factors import read_factors

FILE = """
[[factor]]
id = "grid"
name = "电网"
unit = "kgCO2/kWh"
[[factor.value]]
region = "甲"
year = 2022
value = "0.5"
effective_from = 2024-01-01
source = "甲文"
[[factor.value]]
region = "甲"
year = 2023
value = 0.4
effective_from = 2025-01-01
effective_to = 2025-12-31
source = "乙文"
"""


def test_the_newest_in_force_is_taken():
    factors = read_factors(FILE.encode())
    days = {"2024-12-31": "0.5", "2025-01-01": "0.4", "2025-12-31": "0.4", "2026-01-01": "0.5"}
    for day, value in days.items():
        found = factors.find("grid", "甲", dt.date.fromisoformat(day), used="EF")
        assert found.value == value


@pytest.mark.parametrize(("region", "day"), [("乙", "2025-06-01"), ("甲", "2023-12-31")])
def test_nothing_in_force_is_refused(region, day):
    with pytest.raises(MethodologyError) as refusal:
        read_factors(FILE.encode()).find("grid", region, dt.date.fromisoformat(day), used="EF")
    assert refusal.value.kind is Code.FACTOR_MISSING


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("kgCO2/kWh", "kgCO2/furlong", Code.UNIT_UNKNOWN, 5),
        ('"0.5"', '"half"', Code.NUMBER_MALFORMED, 9),
        ("2024-01-01", '"soon"', Code.VALUE_WRONG, 10),
        ("effective_to = 2025", "effective_to = 2024", Code.VALUE_WRONG, 15),
        ('source = "甲文"', 'sauce = "甲文"', Code.KEY_UNKNOWN, 11),
        ('region = "甲"\nyear = 2022', "year = 2022", Code.KEY_MISSING, 6),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(old, new, code, line):
    with pytest.raises(MethodologyError) as refusal:
        read_factors(FILE.replace(old, new, 1).encode())
    assert refusal.value.kind is code
    assert refusal.value.line == line
    assert refusal.value.symbol == "grid"


def test_what_is_shipped_says_where_it_comes_from():
    shipped = catalogue.factors().rows
    assert {"grid_average", "gwp_ch4", "gwp_n2o"} == {row.id for row in shipped}
    for row in shipped:
        assert row.source.text
        assert row.source.verified or row.note
