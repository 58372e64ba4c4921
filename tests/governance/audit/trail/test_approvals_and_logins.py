"""Proposals, decisions and what happened at the door stand in the trail, each found by every field."""

from __future__ import annotations

import pytest

from governance.audit.approvals.services.deciding import approve, refuse
from governance.audit.approvals.services.ending import withdraw
from governance.audit.approvals.trail import SOURCE as APPROVALS
from governance.audit.trail.registering import sources
from governance.audit.trail.rows import DONE, REFUSED, TrailQuery
from governance.audit.trail.sources.logins import SOURCE as LOGINS
from governance.identity.models import LoginEvent
from governance.identity.roles import Role
from tests.governance.audit.approvals.people import person, suspension
from tests.governance.people import make_user
from tests.registry.ledger.world import make_account

pytestmark = pytest.mark.django_db


def found(source, **query) -> list[tuple[str, str]]:
    return [(row.actor, row.act) for row in source.read(TrailQuery(**query), None, 50).rows]


def test_both_are_on_the_page():
    assert {"approvals", "logins"} <= {source.name for source in sources()}


def test_a_proposal_and_its_decision_are_two_acts_newest_first():
    maker, checker = (
        person(Role.MAKER, name="周敏"),
        person(Role.CHECKER, name="许国华", ip="10.9.9.9"),
    )
    account = make_account()
    proposal = suspension(maker, account)
    approve(actor=checker, approval=proposal.uuid, reason="材料齐全")
    withdrawn = suspension(maker)
    withdraw(actor=maker, approval=withdrawn.uuid, reason="填错了")
    refused = suspension(maker)
    refuse(actor=checker, approval=refused.uuid, reason="依据不足")
    assert found(APPROVALS) == [
        ("许国华", "复核驳回：账户停用"),
        ("周敏", "提出复核事项：账户停用"),
        ("周敏", "撤回复核事项：账户停用"),
        ("周敏", "提出复核事项：账户停用"),
        ("许国华", "复核通过：账户停用"),
        ("周敏", "提出复核事项：账户停用"),
    ]
    assert found(APPROVALS, act="approved") == found(APPROVALS, words="齐全")
    assert found(APPROVALS, thing=account.number) == found(APPROVALS, thing=proposal.number)
    assert len(found(APPROVALS, thing=proposal.number)) == 2
    assert len(found(APPROVALS, ip="10.9.9.")) == len(found(APPROVALS, role="checker")) == 2
    assert len(found(APPROVALS, actor="周敏")) == 4
    assert found(APPROVALS, result=REFUSED) == []
    row = APPROVALS.read(TrailQuery(act="approved"), None, 1).rows[0]
    assert (row.role, row.reason, row.ip) == ("复核", "材料齐全", "10.9.9.9")
    assert row.things[0].url == f"/admin/approvals/approval/{proposal.uuid}/change/"


def test_pages_of_one_row_leave_nothing_out():
    maker = person(Role.MAKER, name="周敏")
    for _ in range(3):
        withdraw(actor=maker, approval=suspension(maker).uuid, reason="改期")
    seen, after = [], None
    while page := APPROVALS.read(TrailQuery(), after, 1).rows:
        seen.append(page[0].position)
        after = page[0].position
    assert len(seen) == len(set(seen)) == 6


def test_what_happened_at_the_door():
    user = make_user("罗雪")
    name = user.username
    LoginEvent.objects.create(kind="failed", username="nobody", address="192.0.2.7")
    LoginEvent.objects.create(kind="logged_in", username=name, user=user, address="10.1.1.1")
    everything = found(LOGINS)
    assert everything == [("罗雪", "登录成功"), ("nobody（未登录）", "密码错误")]
    assert found(LOGINS, result=REFUSED) == found(LOGINS, ip="192.0.2") == everything[1:]
    assert found(LOGINS, result=DONE) == found(LOGINS, act="logged_in") == everything[:1]
    assert found(LOGINS, actor="罗雪", actors=((user.pk, "罗雪"),)) == everything[:1]
    assert found(LOGINS, organisation="甲公司") == []
