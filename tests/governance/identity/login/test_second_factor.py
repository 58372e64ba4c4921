"""Staff enter with a password and a code; a code works once; nothing opens half-way."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.models import Authenticator

from governance.identity.models import RoleGrant, SpentCode, User
from governance.identity.roles import Role
from tests.governance.identity.login.door import (
    AGAIN,
    CODE,
    ENROL,
    code_now,
    enter,
    equip,
    inside,
    kinds,
    secret_of,
    visitor,
    wrong_code,
)
from tests.governance.pages import browser, text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED = True


def test_password_then_code_opens_the_admin():
    user, client = make_staff(Role.MAKER), visitor()
    equip(user)
    assert enter(client, user.username).url.startswith(CODE)
    assert not inside(client)
    assert client.post(CODE, {"code": code_now()}).url == "/admin/"
    assert inside(client)
    assert kinds() == ["logged_in"]


def test_a_wrong_code_opens_nothing_and_is_recorded():
    user, client = make_staff(Role.MAKER), visitor()
    equip(user)
    enter(client, user.username)
    refused = client.post(CODE, {"code": wrong_code()})
    assert "验证码错误或已用过" in text(refused)
    assert not inside(client)
    assert kinds() == ["factor_failed"]


def test_a_code_seen_over_the_shoulder_works_in_no_other_window(settings):
    """Also beyond allauth's own memory of 30 s in one process."""
    user = make_staff(Role.MAKER)
    equip(user)
    first, second = visitor(), visitor("203.0.113.9")
    with time_machine.travel("2026-11-20T02:00:15+00:00", tick=False) as clock:
        code = code_now()
        enter(first, user.username)
        first.post(CODE, {"code": code})
        assert inside(first)
        clock.shift(32)  # still valid by tolerance, forgotten by the cache
        enter(second, user.username)
        refused = second.post(CODE, {"code": code})
        assert "已用过" in text(refused)
        assert not inside(second)
        assert second.post(CODE, {"code": code_now()}).url == "/admin/"
    assert SpentCode.objects.filter(user=user).count() == 2


def test_staff_without_a_second_factor_must_enrol_first():
    user, client = make_staff(Role.MAKER), visitor()
    assert enter(client, user.username).status_code == 302
    assert client.get("/admin/").url.startswith(ENROL)
    page = client.get(ENROL)
    assert "启用第二因素后才能继续" in text(page)
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    assert client.post(ENROL, {"code": wrong_code(secret)}).status_code == 200
    assert not inside(client)
    done = client.post(ENROL, {"code": code_now(secret)}, follow=True)
    assert "恢复码只显示这一次" in text(done)
    assert len(done.context["unused_codes"]) == 10
    assert inside(client)
    assert secret_of(user) == secret
    assert kinds() == ["logged_in", "factor_failed", "factor_added"]
    shown_again = text(client.get("/accounts/second-factor/recovery/"))
    assert done.context["unused_codes"][0] not in shown_again


def test_the_secret_is_not_readable_in_the_database():
    user = make_staff(Role.MAKER)
    secret = equip(user)
    assert secret not in str(Authenticator.objects.get(user=user).data)
    assert secret_of(user) == secret


def test_a_recovery_code_works_once():
    user, client = make_staff(Role.MAKER), visitor()
    enter(client, user.username)
    secret = client.get(ENROL).context["form"].secret
    codes = client.post(ENROL, {"code": code_now(secret)}, follow=True).context["unused_codes"]
    lost = visitor()
    enter(lost, user.username)
    assert lost.post(CODE, {"code": codes[0]}).url == "/admin/"
    assert inside(lost)
    again = visitor()
    enter(again, user.username)
    assert again.post(CODE, {"code": codes[0]}).status_code == 200
    assert not inside(again)


@pytest.mark.parametrize("equipped", [True, False])
def test_a_direct_post_without_the_second_factor_does_nothing(equipped):
    """A session logged in by password alone, however it came about."""
    user = make_staff(Role.SECURITY_ADMIN)
    if equipped:
        equip(user)
    other = make_staff()
    client = browser(user)
    before = RoleGrant.objects.count()
    form = {"user": other.pk, "role": "maker", "programme": "", "reason": "直接提交"}
    form |= {"valid_from_0": "", "valid_from_1": "", "valid_to_0": "", "valid_to_1": ""}
    answer = client.post("/admin/identity/rolegrant/add/", form)
    assert answer.status_code == 302
    assert answer.url.startswith(AGAIN if equipped else ENROL)
    assert RoleGrant.objects.count() == before


def test_a_half_open_session_gives_no_rights_on_any_page(rf):
    from governance.identity.web import NOBODY, request_actor

    user = make_staff(Role.SECURITY_ADMIN)
    request = rf.get("/elsewhere/")
    request.user, request.session = user, browser(user).session
    assert request_actor(request) is NOBODY


def test_one_more_code_opens_a_session_from_before_the_enrolment():
    user = make_staff(Role.MAKER)
    client = browser(user)
    equip(user)
    assert client.get("/admin/").url.startswith(AGAIN)
    assert client.post(f"{AGAIN}?next=/admin/", {"code": wrong_code()}).status_code == 200
    assert not inside(client)
    assert client.post(f"{AGAIN}?next=/admin/", {"code": code_now()}).url == "/admin/"
    assert inside(client)


def test_a_password_only_session_cannot_make_recovery_codes():
    user = make_staff(Role.MAKER)
    client = browser(user)
    equip(user)
    client.post("/accounts/reauthenticate/", {"password": "demo-password-2026"})
    client.post("/accounts/second-factor/recovery/new/")
    assert not Authenticator.objects.filter(user=user, type="recovery_codes").exists()


def test_nor_can_one_that_logged_in_a_minute_before_the_enrolment():
    user, client = make_staff(Role.MAKER), visitor()
    enter(client, user.username)
    equip(user)
    client.post("/accounts/second-factor/recovery/new/")
    assert not Authenticator.objects.filter(user=user, type="recovery_codes").exists()
    assert not inside(client)


def test_staff_cannot_remove_what_they_must_have():
    user, client = make_staff(Role.MAKER), visitor()
    equip(user)
    enter(client, user.username)
    client.post(CODE, {"code": code_now()})
    client.post("/accounts/second-factor/remove/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_nobody_signs_up():
    client = visitor()
    for path in ("/accounts/signup/", "/accounts/email/", "/accounts/password/reset/"):
        assert client.get(path).status_code == 404
    assert not User.objects.exists()


def test_without_the_rule_the_password_is_enough(settings):
    settings.MFA_REQUIRED = False
    user, client = make_staff(Role.MAKER), visitor()
    assert enter(client, user.username).url == "/admin/"
    assert inside(client)
