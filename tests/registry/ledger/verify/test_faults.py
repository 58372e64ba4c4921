"""Each kind of fault, made behind the triggers' back, is found and named.

Several codes may follow from one fault; the one that names it must be among them.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from registry.ledger.models import Move
from registry.ledger.verify import Scope, verify
from registry.ledger.verify.faults import Fault
from tests.registry.ledger.verify.cases import CASES, NO_MOVE_TOUCHED_IT
from tests.registry.ledger.verify.conftest import Damage
from tests.registry.ledger.verify.story import Story


def words(story: Story) -> dict[str, Any]:
    a, b, c = story.accounts
    abroad = Move.objects.get(batch=story.other).dst_account_id
    ids = {"a": a, "b": b, "c": c, "abroad": abroad, "batch": story.batch, "other": story.other}
    return ids | story.holds


@pytest.mark.parametrize("case", CASES)
def test_fault_is_found_and_named(case: str, story: Story, damage: Damage):
    fault, statement = CASES[case]
    damage(statement.format_map(words(story)))
    report = verify()
    assert fault.code in report.codes, report.codes
    for violation in report.violations:
        assert violation.found >= 1
        for sentence in (violation.zh, violation.en):
            assert "{" not in sentence
        assert not re.search("“[a-z_]+”", violation.zh), violation.zh
    assert Fault.FINGERPRINT.code not in report.codes


def test_every_fault_has_a_case():
    assert {fault for fault, _ in CASES.values()} == set(Fault) - {Fault.FINGERPRINT}


@pytest.mark.parametrize("case", CASES)
def test_exact_queries_alone_find_it_too(case: str, story: Story, damage: Damage):
    """From entry 0 every move is new, and what is new is not summed up but looked at."""
    damage(CASES[case][1].format_map(words(story)))
    assert verify(Scope(since=0)).ok == (case in NO_MOVE_TOUCHED_IT)


def test_undamaged_is_clean(story: Story, damage: Damage):
    assert verify().violations == []
