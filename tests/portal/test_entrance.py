"""Who arrives where: members in the portal, staff in the admin, and both only with a second factor."""

from __future__ import annotations

import pytest

from governance.identity.roles import Role
from registry.organisations.services.enrolment_decisions import refuse_enrolment
from registry.organisations.services.organisation_status import suspend_organisation
from tests.governance.identity.login.door import (
    AGAIN,
    CODE,
    ENROL,
    code_now,
    equip,
    secret_of,
    visitor,
)
from tests.governance.pages import browser, text
from tests.governance.people import PASSWORD, make_actor, make_staff, make_user
from tests.registry.organisations.enrolling import apply_new
from tests.registry.organisations.members import make_member

pytestmark = pytest.mark.django_db


def enter(client, user, to: str = ""):
    return client.post(f"/accounts/login/{to}", {"login": user.username, "password": PASSWORD})


def test_the_log_in_leads_each_to_their_own_pages():
    member, _ = make_member()
    assert enter(visitor(), member).url == "/portal/"
    assert enter(visitor(), make_staff(Role.MAKER)).url == "/admin/"
    assert browser(member).get("/accounts/login/").url == "/portal/"


def test_members_do_not_get_into_the_admin():
    member, _ = make_member()
    client = browser(member)
    for page in ("/admin/", "/admin/organisations/enrolment/", "/admin/ledger/account/"):
        assert client.get(page).status_code == 302
        assert "未授权" in text(client.get(page, follow=True)) or "/login/" in client.get(page).url


def test_members_need_a_second_factor_too(settings):
    settings.MFA_REQUIRED = True
    member, organisation = make_member()
    client = visitor()
    enter(client, member)
    for page in ("/portal/", "/portal/organisation/", "/portal/accounts/", "/portal/standing/"):
        assert client.get(page).url.startswith(ENROL)
    secret = client.get(ENROL).context["form"].secret
    client.post(ENROL, {"code": code_now(secret)})
    assert secret_of(member) == secret
    assert organisation.name_zh in text(client.get("/portal/"))


def test_a_session_without_the_factor_gets_no_further(settings):
    settings.MFA_REQUIRED = True
    member, _ = make_member()
    equip(member)
    client = visitor()
    assert enter(client, member).url.startswith(CODE)
    assert client.get("/portal/").url.startswith("/accounts/login/")
    stolen = browser(member)  # logged in by some other way than the page
    assert stolen.get("/portal/").url.startswith(AGAIN)
    assert stolen.post("/portal/choose/").url == f"{AGAIN}?next=%2Fportal%2F"


def test_strangers_are_sent_to_the_log_in():
    for page in ("/portal/", "/portal/organisation/", "/portal/accounts/", "/portal/standing/"):
        assert visitor().get(page).url == f"/accounts/login/?next={page}"
    assert visitor().post("/portal/enrol/").url.startswith("/accounts/login/")


def test_until_accepted_one_sees_where_the_application_stands_and_no_more():
    user = make_user()
    made = apply_new(user)
    client = browser(user)
    for page in (
        "/portal/",
        "/portal/organisation/",
        "/portal/accounts/",
        "/portal/accounts/BJ-1/",
    ):
        assert client.get(page).url == "/portal/standing/"
    assert "待办理" in text(client.get("/portal/standing/"))
    refuse_enrolment(actor=make_actor(Role.MAKER), reason="执照已过期", enrolment=made.uuid)
    page = text(client.get("/portal/standing/"))
    assert "未通过" in page
    assert "执照已过期" in page
    assert client.get("/portal/").url == "/portal/standing/"


def test_a_suspended_organisation_is_said_to_be():
    member, organisation = make_member()
    suspend_organisation(
        actor=make_actor(Role.MAKER), reason="测试", organisation=organisation.uuid
    )
    page = text(browser(member).get("/portal/", follow=True))
    assert f"“{organisation.name_zh}”已被暂停" in page


def test_staff_are_pointed_to_the_admin():
    assert "进入 管理后台" in text(browser(make_staff(Role.MAKER)).get("/portal/standing/"))
