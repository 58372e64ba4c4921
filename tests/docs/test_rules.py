"""docs/rules.md names each rule that a refusal carries, with the code that keeps it."""

from __future__ import annotations

import re

from core.errors import Sentence
from governance.identity.errors import IdentityCode
from governance.rulebook.errors import RulebookCode
from registry.ledger.errors import LedgerCode
from registry.organisations.errors import OrganisationCode
from tests.databases import ROOT
from tests.docs.pages import page

RULES = page("docs/rules.md")
ROWS = {row[0]: row for row in re.findall(r"^\| (R-[A-Z]+-\d\d) \|(.*)\|(.*)\|$", RULES, re.M)}


def test_every_rule_that_refuses_is_listed_with_its_code():
    refusing: dict[str, set[str]] = {}
    for codes in (IdentityCode, LedgerCode, OrganisationCode, RulebookCode):
        for code in codes:
            sentence: Sentence = code.value
            if sentence.rule:
                refusing.setdefault(sentence.rule, set()).add(f"`{code.name.lower()}`")
    assert set(refusing) == set(ROWS)
    for rule, codes in refusing.items():
        assert all(code in ROWS[rule][2] for code in codes)


def test_the_files_named_keep_the_rule():
    for rule, row, _ in ROWS.values():
        files = re.findall(r"`([\w/]+\.\w+)`", row)
        assert files
        assert any(rule in (ROOT / file).read_text(encoding="utf-8") for file in files), rule
