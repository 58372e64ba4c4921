"""Two at once: one report for a period, one batch for a report; and a break in the middle leaves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from registry.casework.models import CaseLetter
from registry.ledger.models import Batch, Entry
from registry.reductions.models import IssuedBatch, Report
from registry.reductions.verifying import verify
from tests.registry.ledger.together import together
from tests.registry.ledger.world import picture as ledger
from tests.registry.reductions.world import AFTER_NOTICE, World, on


@pytest.fixture
def world(fresh_database: object) -> Any:
    with on():
        with transaction.atomic():  # the shortcut to a registered project is one transaction
            found = World()
        yield found


def _codes(outcomes: list[Any]) -> list[str]:
    return sorted(each.code if isinstance(each, CodedError) else "" for each in outcomes)


def test_two_reports_for_the_same_days(world: World) -> None:
    outcomes = together(world.begin, world.begin, world.begin)
    assert _codes(outcomes) == ["", "period_overlaps", "period_overlaps"]
    assert Report.objects.count() == 1


def test_two_issuances_at_once(world: World) -> None:
    world.account()
    report = world.registered()
    with on(AFTER_NOTICE):
        proposal = world.propose(report, "issue")
        deciders = (world.checker, world.approver)
        outcomes = together(
            *(
                lambda a=each: approve(actor=a, approval=proposal.uuid, reason="同意")
                for each in deciders
            )
        )
    assert _codes(outcomes) == ["", "approval_decided"]
    assert (IssuedBatch.objects.count(), Batch.objects.count()) == (1, 1)
    assert list(verify()) == []


def test_a_break_after_the_ledger_leaves_nothing(world: World, monkeypatch: Any) -> None:
    """The batch is in the ledger when the record of it fails: both are gone, and it can be done again."""
    world.account()
    report = world.registered()
    with on(AFTER_NOTICE):
        proposal = world.propose(report, "issue")
        before = ledger(), CaseLetter.objects.count()

        def broken(*args: Any) -> Any:
            assert Batch.objects.count() == 1
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("registry.reductions.services.issuing._record", broken)
            with pytest.raises(KeyboardInterrupt):
                approve(actor=world.checker, approval=proposal.uuid, reason="同意")
        assert (ledger(), CaseLetter.objects.count()) == before
        assert Report.objects.get(pk=report.pk).state == "registered"
        approve(actor=world.checker, approval=proposal.uuid, reason="同意")
    assert Entry.objects.filter(act="issue").count() == 1
    assert list(verify()) == []
