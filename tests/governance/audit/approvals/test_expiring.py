"""Proposals past their term: ended by a command in an operator's name, and nothing else is."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.ending import expire_due
from governance.identity.models import User
from governance.identity.roles import Role
from governance.rulebook.models import RuleParameter
from tests.governance.audit.approvals.people import person, suspension, whole_picture
from tests.governance.audit.approvals.refusing import refused
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db


def run(user: int) -> str:
    out = io.StringIO()
    call_command("expire_approvals", "--as", User.objects.get(pk=user).username, stdout=out)
    return out.getvalue()


def test_those_past_their_term_end_and_the_others_stay():
    maker, operator = person(Role.MAKER), person(Role.OPERATOR, name="值班")
    late = suspension(maker)
    with time_machine.travel(late.expires_at - dt.timedelta(days=1), tick=False):
        young = suspension(maker)
    before = picture()
    with time_machine.travel(late.expires_at, tick=False):
        assert "已过期 0 项" in run(operator.user_id)
    with time_machine.travel(late.expires_at + dt.timedelta(seconds=1), tick=False):
        said = run(operator.user_id)
        assert late.number in said
        assert "已过期 1 项" in said
        assert "已过期 0 项" in run(operator.user_id)
    late.refresh_from_db()
    assert (late.status, late.decider_name, late.decider_role) == ("expired", "值班", "operator")
    assert Approval.objects.get(uuid=young.uuid).status == "pending"
    assert picture() == before


@pytest.mark.parametrize("role", [Role.MAKER, Role.CHECKER, Role.SYSTEM_ADMIN])
def test_only_an_operator(role):
    approval, someone = suspension(person(Role.MAKER)), person(role)
    with time_machine.travel(approval.expires_at + dt.timedelta(days=1)):
        with refused("forbidden"):
            expire_due(actor=someone, reason="到期")
        before = whole_picture()
        with pytest.raises(CommandError, match="没有“复核到期处理”的权限"):
            run(someone.user_id)
    assert whole_picture() == before
    with pytest.raises(CommandError, match="没有用户"):
        call_command("expire_approvals", "--as", "no-such-user")


def test_the_term_is_a_value_of_the_rulebook():
    """R-AUDIT-01: this registry's own choice, and said to be unverified."""
    value = RuleParameter.objects.get(rule="R-AUDIT-01", name="approval_term_days")
    assert not value.verified
    RuleParameter.objects.create(
        rule="R-AUDIT-01", name="approval_term_days", programme_id="BJ", value="3",
        type="integer", unit="天", legal_source="测试", effective_from=dt.date(2020, 1, 1),
    )  # fmt: skip
    approval = suspension(person(Role.MAKER))
    assert approval.expires_at - approval.proposed_at == dt.timedelta(days=3)
