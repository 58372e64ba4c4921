"""The example in docs/import-formats.md works as it stands, and every code is explained there."""

from __future__ import annotations

import re

import pytest

from tests.databases import ROOT
from tests.registry.imports import test_blocks, test_car
from tests.registry.imports.files import Files

PAGE = (ROOT / "docs" / "import-formats.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_example(blocks: Files) -> None:
    issuances, retirements = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    blocks.issuances.write_text(issuances, encoding="utf-8")
    blocks.retirements.write_text(retirements, encoding="utf-8")
    result = blocks.load()
    assert (result["issued_t"], result["retired_t"], result["refused"]) == (1000, 450, [])


def test_every_refusal_is_explained() -> None:
    cases = [*test_blocks.REFUSED.values(), *test_blocks.BAD_ISSUANCES.values()]
    cases += test_car.REFUSED.values()
    for _, code in cases:
        assert f"`{code}`" in PAGE
