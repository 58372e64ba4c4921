"""Other registries' words as codes of ours."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from registry.imports.codes import methodology_code, project_code

GRAMMAR = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")


def test_what_already_is_a_code_is_kept() -> None:
    assert project_code("CAR1008") == "CAR1008"
    assert project_code("P-1.A") == "P-1.A"


def test_kinds_of_projects_stay_readable() -> None:
    assert methodology_code("Landfill Gas Capture/Combustion") == "LANDFILL-GAS-CAPTURE-COMBUSTION"
    assert methodology_code("Boisé - MX") == "BOISE-MX"


def test_projects_that_look_alike_stay_apart() -> None:
    assert len({project_code(text) for text in ("a/1", "A/1", "a-1", "A-1", "甲", "乙")}) == 6


@given(st.text(min_size=1, max_size=120))
def test_any_text_gives_a_code_of_the_grammar(text: str) -> None:
    for code in (methodology_code(text), project_code(text)):
        assert GRAMMAR.fullmatch(code)
