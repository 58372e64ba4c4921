"""三员 in the admin: what each sees; what a superuser's mark is worth; the first appointment."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command

from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from tests.governance.pages import browser
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db
PAGES = ["user", "rolegrant", "loginevent", "protection", "failedlogin", "apiclient", "apikey"]
SEEN = {
    Role.SYSTEM_ADMIN: set(PAGES) - {"loginevent"},
    Role.SECURITY_ADMIN: set(PAGES) - {"loginevent"},
    Role.AUDIT_ADMIN: set(PAGES),
    Role.APPROVER: set(),
    Role.HOLDER: set(),
}


@pytest.mark.parametrize("role", sorted(SEEN))
def test_what_each_sees(role):
    client = browser(make_staff(role))
    answers = {page: client.get(f"/admin/identity/{page}/").status_code for page in PAGES}
    assert {page for page, status in answers.items() if status == 200} == SEEN[role]
    assert {status for page, status in answers.items() if page not in SEEN[role]} <= {403}


@pytest.mark.parametrize(
    ("role", "adds"),
    [
        (Role.SYSTEM_ADMIN, {"user", "apiclient"}),  # a client is proposed, and another decides
        (Role.SECURITY_ADMIN, {"rolegrant"}),
        (Role.AUDIT_ADMIN, set()),
    ],
)
def test_what_each_writes(role, adds):
    client = browser(make_staff(role))
    may = {p for p in PAGES if client.get(f"/admin/identity/{p}/add/").status_code == 200}
    assert may == adds


def test_in_production_a_superuser_is_nobody(settings):
    user = make_staff(is_superuser=True)
    assert user.has_perm("identity.view_user")
    assert browser(user).get("/admin/identity/user/").status_code == 200
    settings.ENVIRONMENT = "production"
    client = browser(user)
    for page in PAGES:
        assert client.get(f"/admin/identity/{page}/").status_code == 403
    others = ("ledger/entry", "organisations/organisation", "approvals/approval")
    for page in others:
        assert client.get(f"/admin/{page}/").status_code == 403
    assert not user.has_perm("identity.view_user")
    assert not user.has_perms(["ledger.view_entry"])
    assert not user.has_module_perms("identity")
    form = {"user": user.pk, "role": "maker", "programme": "", "reason": "r"}
    assert client.post("/admin/identity/rolegrant/add/", form).status_code == 403
    assert not RoleGrant.objects.exists()


def test_allauths_own_pages_are_not_in_the_admin():
    client = browser(make_staff(is_superuser=True))
    for page in ("mfa/authenticator", "account/emailaddress", "axes/accessattempt"):
        assert client.get(f"/admin/{page}/").status_code == 404


def appoint(capsys, **change: str) -> str:
    people = {"system": "fang:方正", "security": "qin:秦岚", "audit": "lu:陆明"} | change
    options = [part for duty, who in people.items() for part in (f"--{duty}", who)]
    call_command("appoint_administrators", *options, "--reason", "系统启用")
    return capsys.readouterr().out


def test_the_first_three_are_appointed_by_command_once(capsys):
    said = appoint(capsys)
    assert RoleGrant.objects.count() == 3
    first = re.search(r"fang 的初始密码.*: (\S+)", said)
    assert first is not None
    user = User.objects.get(username="fang")
    assert user.check_password(first[1])
    assert user.is_staff
    assert not user.is_superuser
    with pytest.raises(CommandError, match="任命过"):
        appoint(capsys)
    assert RoleGrant.objects.count() == 3


def test_three_different_people_or_nothing(capsys):
    with pytest.raises(CommandError, match="三名不同"):
        appoint(capsys, audit="fang:方正")
    assert not User.objects.exists()
