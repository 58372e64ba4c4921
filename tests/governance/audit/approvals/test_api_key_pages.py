"""The pages that propose clients and keys: who sees the buttons, what the form asks, and that a request
sent by hand with the wrong role changes nothing."""

from __future__ import annotations

import pytest

from governance.audit.approvals.models import Approval
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.services.api_clients import switch_off_client
from governance.identity.services.api_keys import revoke_key
from tests.governance.audit.approvals.people import person
from tests.governance.audit.approvals.programs import NEW, issued, registered, state
from tests.governance.pages import browser, text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db
CLIENTS, KEYS = "/admin/identity/apiclient/", "/admin/identity/apikey/"
PROPOSING = {"days": "365", "public_key": "", "overlap_hours": "24", "reason": "接入协议"}
NEW_CLIENT = NEW | {"programmes": "bj，ccer", "reason": "接入协议"}


def test_registering_is_proposed_on_the_add_page():
    client = browser(make_staff(Role.SYSTEM_ADMIN))
    shown = client.get(f"{CLIENTS}add/")
    assert "申请登记接口客户端" in text(shown)
    ticket = shown.context["form"]["ticket"].value()
    before = state()[1:]
    for _ in range(2):  # the button pressed twice is one proposal
        answer = client.post(f"{CLIENTS}add/", NEW_CLIENT | {"ticket": ticket}, follow=True)
    assert "已提交复核" in text(answer)
    approval = Approval.objects.get()
    assert approval.payload == NEW | {"programmes": ["BJ", "CCER"]}
    assert (approval.programme, approval.object_label) == ("", "exchange.bjgx")
    assert state()[1:] == before


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("code", "Exchange BJ", "不合格式或已被使用"),
        ("programmes", "B1", "2 至 10 个大写字母"),
        ("reason", "", "必填"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field, value, told):
    client = browser(make_staff(Role.SYSTEM_ADMIN))
    before = state()
    answer = client.post(f"{CLIENTS}add/", NEW_CLIENT | {"ticket": "t", field: value})
    assert told in str(answer.context["form"].errors[field])
    assert state() == before


def test_a_key_and_its_rotation_are_proposed_on_their_pages():
    row = registered()
    client = browser(make_staff(Role.SYSTEM_ADMIN))
    page = f"{CLIENTS}{row.pk}/"
    assert "申请签发密钥" in text(client.get(f"{page}change/"))
    sent = PROPOSING | {"ticket": "one"}
    answer = client.post(f"{page}act/issue-key/", sent, follow=True)
    assert "已提交复核" in text(answer)
    asked = Approval.objects.get(status="pending")
    assert asked.payload == {"client": row.code, "days": 365, "public_key": ""}
    assert not row.keys.exists()
    shown = client.get(f"{page}change/")  # where both approvals can be opened
    registration = Approval.objects.get(number=row.approval_number)
    for approval in (asked, registration):
        assert f"/admin/approvals/approval/{approval.uuid}/change/" in shown.content.decode()
    assert asked.title in text(shown)

    key, _ = issued(registered(code="exchange.other"))
    page = f"{KEYS}{key.pk}/"
    assert "申请轮换" in text(client.get(f"{page}change/"))
    answer = client.post(f"{page}act/rotate/", PROPOSING | {"ticket": "two"}, follow=True)
    assert "已提交复核" in text(answer)
    told = {"key": key.prefix, "overlap_hours": 24, "days": 365, "public_key": ""}
    assert Approval.objects.get(object_label="exchange.other", status="pending").payload == told


def test_no_button_leads_nowhere():
    """Neither for who may not propose, nor where there is nothing to propose."""
    row = registered()
    key, _ = issued(row)
    pages = (f"{CLIENTS}{row.pk}/change/", f"{KEYS}{key.pk}/change/")
    words = ("申请签发密钥", "申请轮换")
    for role in sorted(ADMINISTRATORS - {Role.SYSTEM_ADMIN}):
        client = browser(make_staff(role))
        for page, word in zip(pages, words, strict=True):
            assert word not in text(client.get(page))
        assert f"{CLIENTS}add/" not in client.get(CLIENTS).content.decode()
    maker, security = browser(make_staff(Role.SYSTEM_ADMIN)), person(Role.SECURITY_ADMIN)
    assert "申请登记接口客户端" in text(maker.get(CLIENTS))
    assert f"{KEYS}add/" not in maker.get(KEYS).content.decode()
    revoke_key(actor=security, key=key, reason="疑似泄露")
    assert "申请轮换" not in text(maker.get(pages[1]))
    switch_off_client(actor=security, client=row, reason="协议终止")
    assert "申请签发密钥" not in text(maker.get(pages[0]))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_by_hand_with_the_wrong_role_nothing_changes(role):
    row = registered()
    key, _ = issued(row)
    client = browser(make_staff(role))
    before = state()
    sent = PROPOSING | {"ticket": "t"}
    for url in (f"{CLIENTS}{row.pk}/act/issue-key/", f"{KEYS}{key.pk}/act/rotate/"):
        assert client.get(url).status_code == 403
        assert client.post(url, sent).status_code == 403
    assert client.get(f"{CLIENTS}add/").status_code == 403
    assert client.post(f"{CLIENTS}add/", NEW_CLIENT | {"ticket": "t"}).status_code == 403
    assert client.post(f"{KEYS}add/", sent).status_code == 403
    assert state() == before


def test_the_scope_of_a_right_counts_on_the_pages():
    row = registered(programmes=["CD"])
    client = browser(make_staff(Role.SYSTEM_ADMIN, programme="BJ"))
    before = state()
    url = f"{CLIENTS}{row.pk}/act/issue-key/"
    assert client.post(url, PROPOSING | {"ticket": "t"}).status_code == 403
    assert "申请签发密钥" not in text(client.get(f"{CLIENTS}{row.pk}/change/"))
    assert state() == before
