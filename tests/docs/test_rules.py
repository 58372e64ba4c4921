"""Every rule that code names is in the catalogue, in docs/rules.md, in a test, and has its numbers."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from core.errors import Sentence
from governance.identity.errors import IdentityCode
from governance.rulebook.catalogue import RULES
from governance.rulebook.errors import RulebookCode
from governance.rulebook.finding import ids_in_code, kept_at, places_of_tests, refused_as
from governance.rulebook.management.commands.rules import all_values
from governance.rulebook.planned import PLANNED
from registry.ledger.errors import LedgerCode
from registry.organisations.errors import OrganisationCode
from registry.projects.errors import ProjectCode
from tests.docs.pages import page

pytestmark = pytest.mark.django_db


def say(*arguments: str, **options: object) -> str:
    out = io.StringIO()
    call_command("rules", *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_page_is_what_the_command_prints():
    assert page("docs/rules.md").strip() == say(markdown=True).strip()


def test_every_rule_named_in_code_is_in_the_catalogue():
    assert ids_in_code() == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_code_and_a_test(rule: str):
    assert kept_at(rule)
    assert places_of_tests(rule)


def test_a_planned_rule_has_numbers_and_no_code():
    """It moves to the catalogue with the code that keeps it."""
    assert not set(PLANNED) & (set(RULES) | ids_in_code())
    told = page("docs/rules.md").partition("## 尚未实现")[2]
    for rule in PLANNED:
        assert all_values(rule)
        assert f"| {rule} |" in told
    assert "代码  尚未实现" in say("R-OFFSET-01")


def test_refusals_are_found():
    refusing: dict[str, set[str]] = {}
    for codes in (IdentityCode, LedgerCode, OrganisationCode, ProjectCode, RulebookCode):
        for code in codes:
            sentence: Sentence = code.value
            if sentence.rule:
                refusing.setdefault(sentence.rule, set()).add(code.name.lower())
    for rule, codes in refusing.items():
        assert codes <= set(refused_as(rule))


def test_one_rule_answers_with_everything():
    said = say("公示")
    for part in (
        "R-NOTICE-01", "令第31号", "working_days = 20 工作日（CCER，verified）",
        "working_days = 20 工作日（其他机制，unverified）",
        "governance/rulebook/calendar/deadlines.py:1", "notice_invalid",
        "tests/governance/rulebook/test_workdays.py:",
    ):  # fmt: skip
        assert part in said
    assert "R-TRADE-03" not in said


def test_an_unknown_rule():
    with pytest.raises(CommandError, match="没有含“R-XX-99”的规则"):
        say("R-XX-99")
