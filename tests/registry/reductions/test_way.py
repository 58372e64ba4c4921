"""The whole way of a report: typed, calculated, laid open, verified, registered, issued; published
tonnes in the ledger at the end."""

from __future__ import annotations

import pytest

from registry.casework.kinds import kind_of
from registry.casework.parties import Party
from registry.ledger.models import Batch, Entry
from registry.ledger.verify import Scope, verify
from registry.reductions.models import IssuedBatch, Report
from registry.reductions.services.calculating import revision_sha256
from registry.reductions.verifying import verify as verify_issuance
from tests.registry.ledger.world import quantity
from tests.registry.reductions.world import AFTER_NOTICE, PUBLISHED, World, do, on

pytestmark = pytest.mark.django_db


def test_published_tonnes_end_to_end() -> None:
    with on():
        world = World()
        account = world.account()
        report = world.issued()
    assert (report.state, report.applied_t, report.verified_t) == ("issued", 497191, 497191)
    assert report.number.startswith("BJ-JP-2026-")
    revision = report.applied_revision
    assert revision.exact == "497191.33945225"
    assert revision.unit == "tCO2e"
    assert revision.sha256 == revision_sha256(revision)
    issued = IssuedBatch.objects.get(report=report)
    batch = Batch.objects.get(uuid=issued.batch)
    assert (batch.quantity_t, batch.vintage) == (497191, 2025)
    assert (batch.period_from, batch.period_to) == (report.period_from, report.period_to)
    assert (batch.methodology, batch.project) == ("CCER-01-002-V01", world.project.code)
    assert quantity(account.id, batch.id, "available") == 497191
    entry = Entry.objects.get(pk=issued.entry)
    assert entry.detail["report"] == report.number
    assert entry.detail["revision_sha256"] == revision.sha256
    assert entry.detail["methodology_sha256"] == revision.definition_sha256
    kinds = set(report.letters.values_list("kind", flat=True))
    assert kinds == {"accepted", "registered", "issued"}
    assert account.number not in str(kind_of(report).sections(report))
    assert account.number in str(kind_of(report).opinions(report, [Party.OWNER_MAKER]))
    assert kind_of(report).opinions(report, [Party.VVB_MAKER]) == []
    assert verify(Scope(batch=batch.id)).ok
    assert list(verify_issuance()) == []


def test_a_correction_is_applied_for_and_signed_anew() -> None:
    with on():
        world = World()
        report = world.verifying()
    better = PUBLISHED | {"EG_net": "803001 MWh"}
    with on(AFTER_NOTICE):
        do(report, world.body.maker, "raise_finding", kind="CAR", text="结算单少计")
        do(report, world.owner.maker, "amend_data", inputs=better)
        report.refresh_from_db()
        first, second = report.revisions.all()
        assert (report.applied_revision, report.applied_t) == (first, 497191)
        do(report, world.owner.checker, "apply", revision_sha256=second.sha256)
        do(report, world.owner.maker, "respond_finding", finding="1", response="已更正")
        do(report, world.body.maker, "close_finding", finding="1")
        world.sign(report)
        world.second(report, "register", by=world.approver)
    report = Report.objects.get(pk=report.pk)
    assert (report.applied_revision, report.verified_t) == (second, second.issued_t)
    assert second.issued_t == 496758
    signed = report.engagements.get()
    assert signed.revision_sha256 == second.sha256


def test_negative_results_are_registered_and_issue_nothing() -> None:
    with on():
        world = World()
        account = world.account()
        report = world.registered({"EG_net": "-10 MWh", "EF_CM": "0.5 tCO2/MWh"})
    assert (report.state, report.verified_t) == ("registered", 0)
    assert report.applied_revision.exact == "-5"
    letter = report.letters.get(kind="registered")
    assert any("0 吨" in line for line in letter.paragraphs)
    before = Entry.objects.count()
    with on(AFTER_NOTICE), pytest.raises(Exception, match="nothing_to_issue"):
        world.second(report, "issue")
    assert Entry.objects.count() == before
    assert not IssuedBatch.objects.exists()
    assert Report.objects.get(pk=report.pk).state == "registered"
    assert account.status == "open"
