"""The queue and the page on which one decides: whose turn it is, what is shown, who is refused."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from core import clock
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import refuse
from governance.audit.approvals.services.delegations import delegate
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from tests.governance.audit.approvals.people import account_of, person, suspension, whole_picture
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_staff, make_user
from tests.registry.ledger.world import make_account

pytestmark = pytest.mark.django_db
QUEUE = "/admin/approvals/approval/"


def page(approval: Approval) -> str:
    return f"{QUEUE}{approval.uuid}/change/"


def decide(client, approval: Approval, decision: str, reason: str = "核对无误"):
    return client.post(page(approval), {"decision": decision, "reason": reason})


def test_whose_turn_it_is():
    maker, checker = make_staff(Role.MAKER, Role.CHECKER), make_staff(Role.CHECKER)
    own = suspension(actor_of(maker))
    other = suspension(person(Role.MAKER), make_account("CD"))
    refused = suspension(person(Role.MAKER))
    refuse(actor=actor_of(checker), approval=refused.uuid, reason="缺文书")
    shown = browser(maker).get(f"{QUEUE}?turn=mine")
    assert rows(shown) == [str(other)]
    assert "待我复核 1" in text(shown)
    assert "我提出、待复核 1" in text(shown)
    assert rows(browser(maker).get(f"{QUEUE}?turn=proposed")) == [str(own)]
    assert rows(browser(checker).get(QUEUE)) == [str(other), str(own)]
    assert rows(browser(checker).get(f"{QUEUE}?turn=mine")) == [str(other), str(own)]
    assert rows(browser(checker).get(f"{QUEUE}?turn=decided")) == [str(refused)]
    assert len(rows(browser(checker).get(f"{QUEUE}?turn=all"))) == 3
    assert rows(browser(checker).get(f"{QUEUE}?q={other.number}")) == [str(other)]
    local = browser(make_staff(Role.CHECKER, programme="CD"))
    assert rows(local.get(QUEUE)) == [str(other)]
    assert local.get(page(own)).status_code == 404


def test_the_late_stand_out():
    approval = suspension(person(Role.MAKER))
    checker = make_staff(Role.CHECKER)
    with time_machine.travel(approval.expires_at - dt.timedelta(days=1)):
        assert "将到期" in text(browser(checker).get(QUEUE))
    with time_machine.travel(approval.expires_at + dt.timedelta(days=1)):
        client = browser(checker)
        shown = client.get(f"{QUEUE}?turn=late")
        assert 'class="late"' in shown.content.decode()
        assert "已超期 1" in text(shown)
        review = client.get(page(approval))
        assert "超过复核期限" in text(review)
        assert 'value="approve"' not in review.content.decode()


def test_the_page_says_what_will_happen_who_asked_and_why():
    account = make_account()
    approval = suspension(person(Role.MAKER, name="周敏"), account)
    shown = text(browser(make_staff(Role.CHECKER)).get(page(approval)))
    for part in ("通过后将办理", "账户停用", account.number, "办理前的情况", "正常", "周敏（经办）",
                 "依通知停用", "10.1.2.3", "没有上传文件", "通过并办理", "驳回"):  # fmt: skip
        assert part in shown
    assert "撤回" not in shown.replace("撤回时写明原因", "")


def test_approving_and_refusing_on_the_page():
    first, second = (suspension(person(Role.MAKER)) for _ in range(2))
    client = browser(make_staff(Role.CHECKER, real_name="许国华"))
    done = client.post(page(first), {"decision": "approve", "reason": "核对无误"}, follow=True)
    assert "已通过并办理" in text(done)
    assert account_of(first).status == "suspended"
    for part in ("办结", "许国华（复核）", "核对无误", "198.51.100.7", "分录"):
        assert part in text(client.get(page(first)))
    assert decide(client, second, "refuse", "缺文书").status_code == 302
    assert account_of(second).status == "open"
    assert "缺文书" in text(client.get(page(second)))
    before = whole_picture()
    again = decide(client, first, "refuse")
    assert again.status_code == 409
    assert "已由 许国华 办结" in text(again)
    assert whole_picture() == before


def test_a_reason_is_wanted_and_other_words_are_not_decisions():
    approval, client = suspension(person(Role.MAKER)), browser(make_staff(Role.CHECKER))
    before = whole_picture()
    for decision in ("approve", "refuse"):
        answer = decide(client, approval, decision, " ")
        assert "没有填写理由" in text(answer)
        assert "必填" in text(answer)
    assert decide(client, approval, "delete").status_code == 404
    assert client.post(page(approval), {}).status_code == 404
    assert client.post(f"{QUEUE}{approval.uuid}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{QUEUE}add/", {}).status_code == 403
    assert whole_picture() == before


def test_ones_own_proposal_is_refused_in_words_and_can_be_withdrawn():
    both = make_staff(Role.MAKER, Role.CHECKER)
    approval, client = suspension(actor_of(both)), browser(both)
    shown = client.get(page(approval))
    assert "不能由您自己复核" in text(shown)
    assert 'value="approve"' not in shown.content.decode()
    before = whole_picture()
    for decision in ("approve", "refuse"):
        answer = decide(client, approval, decision)
        assert answer.status_code == 403
        assert "不能由您自己复核" in text(answer)
    assert whole_picture() == before
    assert decide(client, approval, "withdraw", "填错").status_code == 302
    approval.refresh_from_db()
    assert approval.status == "withdrawn"


@pytest.mark.parametrize(
    "role", [Role.MAKER, Role.AUDIT_ADMIN, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN], ids=str
)
def test_who_may_look_but_not_decide(role):
    approval, client = suspension(person(Role.MAKER)), browser(make_staff(role))
    shown = client.get(page(approval))
    assert "没有“复核账户停用”的权限" in text(shown)
    assert "<textarea" not in shown.content.decode()
    before = whole_picture()
    for decision in ("approve", "refuse", "withdraw"):
        assert decide(client, approval, decision).status_code == 403
    assert whole_picture() == before


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.SUPERVISOR, Role.EXPERT], ids=str)
def test_who_may_not_look(role):
    approval, client = suspension(person(Role.MAKER)), browser(make_staff(role))
    before = whole_picture()
    assert client.get(QUEUE).status_code == 403
    assert client.get(page(approval)).status_code == 403
    assert decide(client, approval, "approve").status_code == 403
    assert whole_picture() == before


def test_what_is_refused_while_it_is_done_is_shown_and_stays_pending():
    from registry.ledger.services.accounts import suspend_account
    from tests.registry.ledger.world import CHECKER, ref

    approval, client = suspension(person(Role.MAKER)), browser(make_staff(Role.CHECKER))
    account = account_of(approval)
    suspend_account(actor=CHECKER, account=account.id, reason="先停", reference=ref())
    before = whole_picture()
    answer = decide(client, approval, "approve")
    assert answer.status_code == 409
    assert f"账户 {account.number} 已是“停用”状态" in text(answer)
    assert 'value="approve"' in answer.content.decode()  # it can be tried again, or refused
    assert whole_picture() == before


def test_a_deputy_without_roles_finds_the_way():
    checker, deputy = make_staff(Role.CHECKER, real_name="许国华"), make_user(is_staff=True)
    approval = suspension(person(Role.MAKER))
    assert browser(deputy).get(QUEUE).status_code == 403
    delegate(
        actor=actor_of(checker), giver=checker, taker=User.objects.get(pk=deputy.pk),
        role="checker", valid_to=clock.now() + dt.timedelta(days=3), reason="休假",
    )  # fmt: skip
    client = browser(deputy)
    assert rows(client.get(f"{QUEUE}?turn=mine")) == [str(approval)]
    assert decide(client, approval, "approve").status_code == 302
    assert "代许国华" in text(client.get(page(approval)))


def test_delegations_are_recorded_and_ended_on_their_pages():
    checker, deputy = make_staff(Role.CHECKER), make_staff(Role.MAKER)
    url, tomorrow = "/admin/approvals/delegation/", clock.now() + dt.timedelta(days=1)
    sent = {
        "giver": checker.pk, "taker": deputy.pk, "role": "checker", "programme": "",
        "valid_from_0": "", "valid_from_1": "", "valid_to_0": f"{tomorrow:%Y-%m-%d}",
        "valid_to_1": "18:00", "reason": "休假",
    }  # fmt: skip
    before = whole_picture()
    refused = browser(make_staff(Role.APPROVER)).post(f"{url}add/", sent)
    assert "没有“登记委托”的权限" in text(refused)
    assert whole_picture() == before
    client = browser(checker)
    assert client.post(f"{url}add/", sent).status_code == 302
    (shown,) = rows(client.get(url))
    assert "复核" in shown
    assert rows(browser(make_staff(Role.APPROVER)).get(url)) == []
    from governance.audit.approvals.models import Delegation

    row = Delegation.objects.get()
    change = client.get(f"{url}{row.uuid}/change/")
    assert 'href="../act/end/"' in change.content.decode()
    assert browser(deputy).post(f"{url}{row.uuid}/act/end/", {"reason": "试"}).status_code == 403
    assert client.post(f"{url}{row.uuid}/act/end/", {"reason": "回来了"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_reason == "回来了"


def test_the_first_page_says_what_waits():
    maker, checker = make_staff(Role.MAKER), make_staff(Role.CHECKER)
    suspension(actor_of(maker))
    assert "待我复核 1 项" in text(browser(checker).get("/admin/"))
    assert "待我复核 0 项 我提出、待复核 1 项" in text(browser(maker).get("/admin/"))
    assert "没有需要复核的事项" in text(browser(make_staff(Role.EXPERT)).get("/admin/"))
