"""Passwords: of several kinds, not one had before, changed when set by others or old."""

from __future__ import annotations

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from governance.identity.models import PasswordRecord, RoleGrant
from governance.identity.roles import Role
from tests.governance.identity.login.door import CHANGE, enter, inside, kinds, visitor
from tests.governance.pages import browser, text
from tests.governance.people import PASSWORD, make_staff, make_user

pytestmark = pytest.mark.django_db
NEW = "Bamboo-Forest-31"


def change(client, new: str, old: str = PASSWORD, again: str | None = None):
    form = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post(CHANGE, form)


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("bamboo-forest-31", True),
        ("BambooForestPine7", True),
        ("竹林 Forest 高处", True),
        ("bambooforestpine", False),
        ("bamboo-forest-pine", False),
        ("BAMBOOFOREST31", False),
        ("731946285017364", False),
        ("Bam-31", False),
    ],
)
def test_kinds_and_length(password, good):
    if good:
        validate_password(password)
    else:
        with pytest.raises(ValidationError):
            validate_password(password)


def test_not_one_of_the_last_five():
    user = make_staff(Role.MAKER)
    client, had = browser(user), PASSWORD
    for number in range(5):
        new = f"Bamboo-Forest-{number}"
        assert change(client, new, old=had).status_code == 302
        had = new
    assert "不得与最近 5 次" in text(change(client, "Bamboo-Forest-0", old=had))
    assert "不得与最近 5 次" in text(change(client, had, old=had))
    user.refresh_from_db()
    assert user.check_password(had)
    assert change(client, PASSWORD, old=had).status_code == 302  # six back
    assert PasswordRecord.objects.filter(user=user).count() == 7


def test_a_wrong_old_password_changes_nothing():
    user = make_staff(Role.MAKER)
    assert change(browser(user), NEW, old="not-the-password-9").status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not kinds()


def test_a_password_set_by_others_is_changed_at_the_first_log_in(settings):
    settings.PASSWORD_FIRST_CHANGE = True
    user, client = make_staff(Role.SECURITY_ADMIN), visitor()
    enter(client, user.username)
    assert client.get("/admin/").url.startswith(CHANGE)
    assert client.post("/admin/identity/rolegrant/add/", {"role": "maker"}).url.startswith(CHANGE)
    assert "请先修改密码" in text(client.get(CHANGE))
    assert change(client, PASSWORD).status_code == 200  # the same again
    assert not inside(client)
    assert change(client, NEW).url == "/admin/"
    assert inside(client)
    assert kinds() == ["logged_in", "password_changed"]
    assert RoleGrant.objects.filter(role="maker").count() == 0


def test_set_anew_by_the_system_administrator_it_is_due_again(settings):
    user = make_staff(Role.MAKER)
    change(browser(user), NEW)
    user.refresh_from_db()
    settings.PASSWORD_FIRST_CHANGE = True
    assert inside(browser(user))
    system = browser(make_staff(Role.SYSTEM_ADMIN))
    settings.PASSWORD_FIRST_CHANGE = False
    form = {"usable_password": "true", "password1": "Temporary-Key-88"}
    form["password2"] = form["password1"]
    assert system.post(f"/admin/identity/user/{user.pk}/password/", form).status_code == 302
    settings.PASSWORD_FIRST_CHANGE = True
    client = visitor()
    assert enter(client, user.username, "Temporary-Key-88").status_code == 302
    assert client.get("/admin/").url.startswith(CHANGE)


def test_an_old_password_must_be_changed(settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    with time_machine.travel("2026-03-01T02:00:00+00:00", tick=False) as clock:
        user = make_staff(Role.MAKER)
        clock.shift(89 * 86_400)
        assert inside(browser(user))
        clock.shift(2 * 86_400)
        client = browser(user)
        assert client.get("/admin/").url.startswith(CHANGE)
        assert change(client, NEW).status_code == 302
        assert inside(client)


def test_the_admin_has_no_second_page_for_it():
    client = browser(make_staff(Role.MAKER))
    assert client.get("/admin/password_change/").url == CHANGE


def test_whom_to_ask_is_said():
    page = text(visitor().get("/accounts/forgotten/"))
    assert "本单位的系统管理员" in page
    assert "恢复码" in page


def test_changing_needs_a_log_in():
    make_user()
    assert visitor().get(CHANGE).url.startswith("/accounts/login/")
