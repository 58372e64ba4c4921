"""签发: into whose accounts, with what refused, once."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from governance.rulebook.models import RuleParameter
from registry.casework.models import Message
from registry.ledger.services.accounts import suspend_account
from registry.reductions.models import CalculationRevision, IssuedBatch, Report
from registry.reductions.verifying import verify
from tests.registry.casework.people import company, picture
from tests.registry.ledger.world import CHECKER as LEDGER_CHECKER
from tests.registry.ledger.world import picture as ledger
from tests.registry.ledger.world import ref
from tests.registry.organisations.holders import make_organisation
from tests.registry.reductions.world import AFTER_NOTICE, World, account_for, do, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Any:
    with on():
        found = World()
        found.report = found.registered()
    with on(AFTER_NOTICE):
        yield found


def _refused(code: str, report: Report, act: Any) -> CodedError:
    before = picture(report), ledger(), IssuedBatch.objects.count(), Message.objects.count()
    with pytest.raises(CodedError) as caught:
        act()
    assert caught.value.code == code
    after = picture(report), ledger(), IssuedBatch.objects.count(), Message.objects.count()
    assert after == before
    return caught.value


def parameter(rule: str, name: str, value: str) -> None:
    RuleParameter.objects.create(
        rule=rule, name=name, value=value, programme_id="BJ", legal_source="测试",
        type="decimal" if name == "buffer_share" else "text", effective_from="2020-01-01",
    )  # fmt: skip


def test_an_account_is_needed_and_named(world: Any) -> None:
    report = world.report
    refused = _refused("account_missing", report, lambda: world.propose(report, "issue"))
    assert world.owner.organisation.name_zh in refused.zh
    assert "开户" in refused.zh
    account = world.account()
    suspend_account(actor=LEDGER_CHECKER, account=account.id, reason="调查", reference=ref())
    refused = _refused("account_missing", report, lambda: world.propose(report, "issue"))
    assert "停用" in refused.zh


def test_proposed_by_one_decided_by_another(world: Any) -> None:
    world.account()
    report = world.report
    _refused("step_forbidden", report, lambda: do(report, world.maker, "issue"))
    _refused("second_person_needed", report, lambda: do(report, world.checker, "issue"))
    proposal = world.propose(report, "issue")
    _refused(
        "own_proposal",
        report,
        lambda: approve(actor=world.maker, approval=proposal.uuid, reason="x"),
    )
    approve(actor=world.approver, approval=proposal.uuid, reason="同意")
    again = lambda: approve(actor=world.checker, approval=proposal.uuid, reason="同意")  # noqa: E731
    _refused("approval_decided", report, again)
    _refused("state_refused", report, lambda: world.propose(report, "issue"))
    assert IssuedBatch.objects.get().quantity_t == 497191
    assert report.events.filter(step="issue").get().approval == proposal.number


def test_a_proposal_falls_behind_when_the_case_moves_on(world: Any) -> None:
    world.account()
    stale = world.propose(world.report, "issue")
    do(world.report, world.maker, "opinion")
    _refused(
        "case_changed", world.report,
        lambda: approve(actor=world.checker, approval=stale.uuid, reason="同意"),
    )  # fmt: skip


def test_a_calculation_that_is_not_its_hash_is_not_issued(world: Any, monkeypatch: Any) -> None:
    world.account()
    changed = lambda revision: "0" * 64  # noqa: E731
    monkeypatch.setattr("registry.reductions.services.issuing.revision_sha256", changed)
    _refused("revision_unknown", world.report, lambda: world.propose(world.report, "issue"))
    assert CalculationRevision.objects.count() == 1


def test_share_holders_receive_largest_remainders() -> None:
    with on():
        owner, partner, third = company(), make_organisation(), make_organisation()
        agreed = {owner.organisation: "33.333333", partner: "33.333333", third: "33.333334"}
        world = World(owner=owner, shares=agreed)
        report = world.registered()
        world.account()
        account_for(partner)
    with on(AFTER_NOTICE):
        refused = _refused("account_missing", report, lambda: world.propose(report, "issue"))
        assert third.name_zh in refused.zh
        account_for(third)
        world.second(report, "issue")
    issued = IssuedBatch.objects.get()
    assert sorted(t for _, t in issued.shares) == [165730, 165730, 165731]
    assert list(verify()) == []


def test_a_buffer_where_the_methodology_pools(world: Any) -> None:
    world.account()
    parameter("R-BUFFER-01", "pooled_methodologies", "OTHER CCER-01-002")
    parameter("R-BUFFER-01", "buffer_share", "0.1")
    _refused("buffer_account_missing", world.report, lambda: world.propose(world.report, "issue"))
    pool = account_for(make_organisation(name_zh="缓冲池管理中心"))
    parameter("R-BUFFER-01", "buffer_account", pool.number)
    world.second(world.report, "issue")
    issued = IssuedBatch.objects.get()
    assert issued.shares[-1] == [pool.number, 49720]
    assert issued.shares[0][1] == 447471
    assert issued.quantity_t == 497191


def test_verify_issuance_names_what_differs(world: Any, monkeypatch: Any) -> None:
    world.account()
    world.second(world.report, "issue")
    assert list(verify()) == []
    monkeypatch.setattr("registry.reductions.verifying.revision_sha256", lambda revision: "1" * 64)
    (fault,) = verify()
    assert fault.report == world.report.number
    assert "SHA-256" in fault.zh
