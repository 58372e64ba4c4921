"""Sessions end when idle and after a day's work, and say so; the log-in and log-out are recorded."""

from __future__ import annotations

import pytest
import time_machine

from governance.identity.models import LoginEvent
from governance.identity.roles import Role
from tests.governance.identity.login.door import LOGIN, enter, inside, kinds, visitor
from tests.governance.pages import text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db
NOON = "2026-11-20T04:00:00+00:00"


def test_idle_for_half_an_hour_ends_it():
    user, client = make_staff(Role.MAKER), visitor()
    with time_machine.travel(NOON, tick=False) as clock:
        enter(client, user.username)
        clock.shift(29 * 60)
        assert inside(client)
        clock.shift(29 * 60)
        assert inside(client)
        clock.shift(31 * 60)
        answer = client.get("/admin/", follow=True)
        assert "没有操作" in text(answer)
        assert not inside(client)
    assert kinds() == ["logged_in", "idle"]


def test_a_post_after_the_idle_time_does_nothing():
    user, client = make_staff(Role.SECURITY_ADMIN), visitor()
    with time_machine.travel(NOON, tick=False) as clock:
        enter(client, user.username)
        clock.shift(31 * 60)
        answer = client.post("/admin/identity/rolegrant/add/", {"role": "maker"})
        assert answer.status_code == 302
        assert "login" in answer.url


def test_the_absolute_limit_ends_a_busy_session():
    user, client = make_staff(Role.MAKER), visitor()
    with time_machine.travel(NOON, tick=False) as clock:
        enter(client, user.username)
        for _ in range(35):
            clock.shift(20 * 60)
            assert inside(client)
        clock.shift(25 * 60)
        assert not inside(client)
    assert kinds() == ["logged_in", "expired"]


def test_public_pages_stay_cacheable():
    answer = visitor().get("/")
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("leave", ["/admin/logout/", "/accounts/logout/"])
def test_who_when_from_where_with_what(leave):
    user, client = make_staff(Role.MAKER), visitor("203.0.113.5")
    enter(client, user.username)
    client.post(leave)
    assert not inside(client)
    came, went = LoginEvent.objects.order_by("pk")
    assert (came.kind, went.kind) == ("logged_in", "logged_out")
    for event in (came, went):
        assert (event.user, event.address, event.agent) == (user, "203.0.113.5", "Testbrowser/1")


def test_an_unknown_name_is_recorded_as_typed_and_told_nothing():
    known = make_staff(Role.MAKER)
    one = text(enter(visitor(), "nobody-here", "x"))
    other = text(enter(visitor(), known.username, "x"))
    assert one.replace("nobody-here", "") == other.replace(known.username, "")
    event = LoginEvent.objects.order_by("pk").first()
    assert (event.kind, event.username, event.user) == ("failed", "nobody-here", None)


def test_an_inactive_user_does_not_enter():
    user, client = make_staff(Role.MAKER, is_active=False), visitor()
    enter(client, user.username)
    assert not inside(client)
    assert kinds() == ["failed"]


def test_the_admin_sends_to_the_one_log_in_page():
    answer = visitor().get("/admin/login/?next=/admin/identity/")
    assert answer.url.startswith(LOGIN)
    assert "next=" in answer.url


def test_no_way_out_to_another_site():
    user, client = make_staff(Role.MAKER), visitor()
    form = {"login": user.username, "password": "demo-password-2026"}
    answer = client.post(f"{LOGIN}?next=https://evil.example/", form)
    assert answer.url == "/admin/"
