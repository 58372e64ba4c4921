"""Break-glass: short, seen by everybody, and impossible without a trace."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core import clock
from governance.identity.models import BreakGlass, LoginEvent, RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from governance.identity.services.grants import revoke_role
from tests.databases import FreshDatabase
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff


def open_it(user: User, role: str = "security_admin", minutes: int = 30, **more: str) -> None:
    call_command(
        "break_glass",
        "--user",
        user.username,
        "--role",
        role,
        "--reason",
        more.get("reason", "安全管理员失联"),
        "--minutes",
        str(minutes),
    )


def test_a_right_for_a_short_time(db):
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as moved:
        user = make_staff()
        open_it(user)
        assert actor_of(user).may(Role.SECURITY_ADMIN)
        moved.shift(30 * 60)
        assert not actor_of(user).may(Role.SECURITY_ADMIN)


def test_who_on_which_machine_is_kept(db, monkeypatch):
    monkeypatch.setenv("SUDO_USER", "zhaolei")
    user = make_staff()
    open_it(user)
    opened = BreakGlass.objects.get()
    assert "sudo: zhaolei" in opened.os_user
    assert opened.host
    assert opened.grant.user == user
    assert opened.grant.granted_by.username == "break-glass"
    assert not opened.grant.granted_by.has_usable_password()
    event = LoginEvent.objects.get(kind="break_glass")
    assert "安全管理员失联" in event.detail
    assert opened.os_user in event.detail


def test_every_page_of_everybody_says_so_while_it_lasts(db):
    user = make_staff(real_name="孙悦")
    client = browser(make_staff(Role.MAKER))
    assert "应急授权进行中" not in text(client.get("/admin/"))
    open_it(user)
    for page in ("/admin/", "/admin/organisations/organisation/"):
        shown = text(client.get(page))
        assert "应急授权进行中" in shown
        assert "孙悦" in shown
    grants = text(browser(make_staff(Role.AUDIT_ADMIN)).get("/admin/identity/rolegrant/"))
    assert f"@{BreakGlass.objects.get().host}" in grants
    with time_machine.travel(clock.now() + dt.timedelta(minutes=31)):
        fresh = browser(make_staff(Role.MAKER))
        assert "应急授权进行中" not in text(fresh.get("/admin/"))


def test_the_security_administrator_may_end_it_early(db):
    user = make_staff()
    open_it(user, role="approver")
    grant = BreakGlass.objects.get().grant
    revoke_role(actor=make_actor(Role.SECURITY_ADMIN), grant=grant, reason="已恢复")
    assert not actor_of(user).may(Role.APPROVER)
    assert BreakGlass.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "minutes", "reason", "said"),
    [
        ("security_admin", 30, "  ", "理由"),
        ("security_admin", 0, "r", "1 至 240"),
        ("security_admin", 241, "r", "1 至 240"),
        ("audit_admin", 30, "r", "三员"),
        ("maker", 30, "r", "已有角色"),
    ],
)
def test_refused_with_nothing_changed(db, role, minutes, reason, said):
    user = make_staff(Role.MAKER)
    before = RoleGrant.objects.count()
    with pytest.raises(CommandError, match=said):
        open_it(user, role=role, minutes=minutes, reason=reason)
    assert RoleGrant.objects.count() == before
    assert not LoginEvent.objects.exists()
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_only_active_staff(db, fields):
    user = make_staff()
    User.objects.filter(pk=user.pk).update(**fields)
    with pytest.raises(CommandError, match="不是启用中的工作人员"):
        open_it(user)
    assert not BreakGlass.objects.exists()


def _stand_in() -> User:
    return User.objects.create(username="break-glass", real_name="应急", is_active=False)


@pytest.mark.laws
def test_a_grant_in_its_name_without_a_trace_is_undone(fresh_database: FreshDatabase):
    user, stand_in = make_staff(), _stand_in()
    with pytest.raises(DatabaseError, match="without a trace"), transaction.atomic():
        RoleGrant.objects.create(
            user=user,
            role="maker",
            reason="r",
            granted_by=stand_in,
            valid_to=clock.now() + dt.timedelta(minutes=5),
        )
    assert not RoleGrant.objects.exists()


@pytest.mark.laws
@pytest.mark.parametrize("days", [None, 2])
def test_and_never_for_longer_than_a_day(fresh_database: FreshDatabase, days):
    user, stand_in = make_staff(), _stand_in()
    now = clock.now()
    end = None if days is None else now + dt.timedelta(days=days)
    fields = {"role": "maker", "reason": "r", "valid_from": now, "valid_to": end}

    @transaction.atomic
    def traced_but_long() -> None:
        grant = RoleGrant.objects.create(user=user, granted_by=stand_in, **fields)
        BreakGlass.objects.create(grant=grant, os_user="root", host="h", minutes=1)

    with pytest.raises(DatabaseError, match="within a day"):
        traced_but_long()
    assert not RoleGrant.objects.exists()


@pytest.mark.laws
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE identity_breakglass SET os_user = 'somebody'",
        "DELETE FROM identity_breakglass",
        "TRUNCATE identity_breakglass",
    ],
)
def test_the_trace_is_kept_for_ever(db, attack):
    open_it(make_staff())
    before = list(BreakGlass.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(BreakGlass.objects.values()) == before
