"""docs/adr: numbered without a gap, one page each, each with context, decision and what it costs."""

from __future__ import annotations

import pytest

from tests.databases import ROOT
from tests.docs.pages import links, page, paths

DECISIONS = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
ONE_PAGE = 60  # lines


def test_numbered_without_a_gap():
    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("name", DECISIONS)
def test_one_page_with_its_three_parts(name):
    text = page(f"docs/adr/{name}")
    assert text.startswith(f"# {name[:4]} · ")
    for part in ("## Context", "## Decision", "## What it costs"):
        assert part in text
    assert text.count("\n") <= ONE_PAGE
    assert [each for each in links(text) if not (ROOT / "docs" / "adr" / each).exists()] == []
    assert [each for each in paths(text) if not (ROOT / each).exists()] == []
