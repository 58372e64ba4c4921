"""Pages of the three administrators: accounts, roles."""

from __future__ import annotations

import pytest

from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from tests.governance.pages import browser, rows, text
from tests.governance.people import PASSWORD, make_staff, make_user

pytestmark = pytest.mark.django_db

USERS = "/admin/identity/user/"
GRANTS = "/admin/identity/rolegrant/"


def grant_form(user: User, **changes: object) -> dict:
    return {
        "user": user.pk,
        "role": "maker",
        "programme": "",
        "valid_from_0": "",
        "valid_from_1": "",
        "valid_to_0": "",
        "valid_to_1": "",
        "reason": "人事任命",
    } | changes


def test_system_administrator_makes_accounts_without_rights():
    client = browser(make_staff(Role.SYSTEM_ADMIN))
    new = {
        "username": "wang.fang",
        "real_name": "王芳",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "phone": "",
        "district_code": "110112",
        "is_staff": "on",
        "is_superuser": "on",
    }
    assert client.get(f"{USERS}add/").status_code == 200
    response = client.post(f"{USERS}add/", new)
    assert response.status_code == 302, text(response)
    user = User.objects.get(username="wang.fang")
    assert (user.real_name, user.is_superuser, user.check_password(PASSWORD)) == (
        "王芳",
        False,
        True,
    )
    assert actor_of(user).roles == frozenset()
    page = client.get(f"{USERS}{user.pk}/change/").content.decode()
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    assert rows(client.get(USERS, {"q": "芳"})) == [str(user)]


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.MAKER])
def test_others_do_not_make_accounts(role):
    client, count = browser(make_staff(role)), User.objects.count()
    assert client.get(USERS).status_code == 200
    assert client.post(f"{USERS}add/", {"username": "x"}).status_code == 403
    assert User.objects.count() == count


def test_security_administrator_grants_and_ends():
    security, user = make_staff(Role.SECURITY_ADMIN), make_user("赵敏")
    client = browser(security)
    assert client.get(f"{GRANTS}add/").status_code == 200
    assert client.post(f"{GRANTS}add/", grant_form(user)).status_code == 302
    grant = user.role_grants.get()
    assert (grant.granted_by_id, grant.granted_ip) == (security.pk, "198.51.100.7")
    page = text(client.get(f"{GRANTS}{grant.pk}/change/"))
    assert "人事任命" in page
    assert client.post(f"{GRANTS}{grant.pk}/act/revoke/", {"reason": "离任"}).status_code == 302
    assert actor_of(user).roles == frozenset()
    assert RoleGrant.objects.get(pk=grant.pk).revoke_reason == "离任"


def test_mixed_duties_are_a_form_error():
    user = make_staff(Role.AUDIT_ADMIN, real_name="赵敏")
    client, count = browser(make_staff(Role.SECURITY_ADMIN)), RoleGrant.objects.count()
    response = client.post(f"{GRANTS}add/", grant_form(user))
    assert "三员须由不同人员担任" in text(response)
    assert RoleGrant.objects.count() == count


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.MAKER])
def test_others_do_not_grant(role):
    user, client = make_user(), browser(make_staff(role))
    grant = make_staff(Role.EXPERT).role_grants.get()
    count = RoleGrant.objects.count()
    assert client.post(f"{GRANTS}add/", grant_form(user)).status_code == 403
    assert client.post(f"{GRANTS}{grant.pk}/act/revoke/", {"reason": "试"}).status_code == 403
    assert RoleGrant.objects.count() == count
    assert RoleGrant.objects.get(pk=grant.pk).valid_to is None


def test_index_is_in_chinese_and_shows_only_what_one_may_see():
    page = text(browser(make_staff(Role.SECURITY_ADMIN)).get("/admin/"))
    assert "角色授权" in page
    assert "主体" not in page
    page = text(browser(make_staff(Role.MAKER)).get("/admin/"))
    assert "主体" in page
    assert "机制" in page
    assert "角色授权" not in page


@pytest.mark.parametrize("page", ["rulebook/programme/", "rulebook/ruleparameter/"])
def test_rulebook_is_for_reading(page):
    client = browser(make_staff(Role.APPROVER))
    assert client.get(f"/admin/{page}", {"q": "京"}).status_code == 200
    assert client.get(f"/admin/{page}add/").status_code == 403
