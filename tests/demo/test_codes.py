"""The demo's numbers pass the services' checks and cannot belong to anyone."""

from __future__ import annotations

import datetime as dt

from demo.cast.holders import COMPANIES, RESIDENTS
from demo.cast.projects import PROJECTS
from demo.codes import sample_resident_id, sample_uscc
from registry.organisations.rules.person_id import checked_id
from registry.organisations.rules.uscc import checked_uscc


def test_credit_codes_are_valid_and_different():
    codes = [sample_uscc(c.prefix, c.place, n) for n, c in enumerate(COMPANIES, 1)]
    assert [checked_uscc(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)
    assert all(code[8:11] == "DEM" for code in codes)


def test_identity_numbers_are_valid_and_of_no_place():
    numbers = [sample_resident_id(r.born, n) for n, r in enumerate(RESIDENTS, 1)]
    today = dt.date(2026, 3, 2)
    assert [checked_id("resident_id", number, today=today) for number in numbers] == numbers
    assert all(number.startswith("999999") for number in numbers)


def test_every_name_says_that_it_is_a_sample():
    names = [c.name_zh for c in COMPANIES] + [r.real_name for r in RESIDENTS]
    assert all("示例" in name for name in names)
    assert all("示例" in project.name for project in PROJECTS)


def test_only_the_published_methodologies_carry_their_own_codes():
    """Municipal methodologies were not read at source: never under an official number."""
    own = {p.methodology for p in PROJECTS if not p.methodology.startswith("SAMPLE-")}
    assert own == {"CCER-01-001-V01", "CCER-01-002-V01"}
    assert all(p.programme == "CCER" for p in PROJECTS if p.methodology in own)
