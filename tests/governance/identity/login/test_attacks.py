"""Ways in that were tried: headers the log cannot keep, a site under a prefix, a proxy's odd words."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.test import Client

from governance.identity.login.gate import EntranceGate
from governance.identity.roles import Role
from governance.identity.web import address_of
from tests.governance.identity.login.door import LOGIN, enter, equip, kinds, visitor
from tests.governance.pages import browser
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def strict(settings):
    settings.MFA_REQUIRED = True


@pytest.mark.parametrize("header", ["HTTP_USER_AGENT", "HTTP_ACCEPT"])
def test_no_header_keeps_a_failure_from_being_counted(header):
    """The count is written with these headers; one that cannot be written would be a free try."""
    user = make_staff(Role.MAKER)
    equip(user)
    for password in ("wrong-password-1", "demo-password-2026"):
        client = Client(**{header: "x\0y"})
        answer = client.post(LOGIN, {"login": user.username, "password": password})
        assert answer.status_code == 400
    assert kinds() == []


def test_whatever_is_typed_is_counted():
    user = make_staff(Role.MAKER)
    client = Client(HTTP_USER_AGENT="a" * 9000, HTTP_ACCEPT="b" * 9000)
    for extra in ("?next=%00", "?%00=1", "?x=" + "y" * 5000):
        client.post(f"{LOGIN}{extra}", {"login": user.username, "password": "wrong", "z\0": "\0"})
    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == 3


@pytest.mark.parametrize("said", ["unknown", "1.2.3.4:80", "'", "x" * 60, "1.2.3.4, nonsense"])
def test_a_proxys_odd_word_is_no_address(settings, rf, said):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", HTTP_X_FORWARDED_FOR=said, REMOTE_ADDR="10.0.0.9")
    assert address_of(request) == "10.0.0.9"
    client = Client(HTTP_X_FORWARDED_FOR=said, HTTP_X_FORWARDED_PROTO="https")
    user = make_staff(Role.MAKER)
    assert enter(client, user.username, "wrong-password-1").status_code == 200
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"


def test_under_a_prefix_the_gate_stands_before_the_same_pages(rf):
    user = make_staff(Role.MAKER)
    session = browser(user).session
    request = rf.get("/admin/", SCRIPT_NAME="/registry")
    request.user, request.session = user, session
    assert (request.path, request.path_info) == ("/registry/admin/", "/admin/")
    answer = EntranceGate(lambda _: pytest.fail("the page was shown"))(request)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_way_out_after_the_log_in(settings, target):
    settings.MFA_REQUIRED = False
    user, client = make_staff(Role.MAKER), visitor()
    form = {"login": user.username, "password": "demo-password-2026", "next": target}
    assert client.post(LOGIN, form).url == "/admin/"
    for page in ("/accounts/login/", "/accounts/logout/"):
        method = client.get if "login" in page else client.post
        answer = method(page, {"next": target})
        assert answer.status_code == 302
        assert answer.url in ("/", "/admin/")


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "password/reset/", "password/set/", "password/reset/key/1-a/",
     "confirm-email/x/", "login/code/", "2fa/authenticate/", "2fa/totp/deactivate/", "social/"],
)  # fmt: skip
def test_no_other_page_of_the_library_is_open(path):
    assert visitor().get(f"/accounts/{path}").status_code == 404
    assert visitor().post(f"/accounts/{path}").status_code == 404
    assert visitor().get("/_allauth/browser/v1/auth/session").status_code == 404


def test_the_session_gets_a_new_name_at_the_log_in(settings):
    settings.MFA_REQUIRED = False
    user, client = make_staff(Role.MAKER), visitor()
    planted = client.session
    planted["x"] = "1"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    enter(client, user.username)
    assert client.session.session_key != planted.session_key
    assert not type(planted)(planted.session_key).exists(planted.session_key)
