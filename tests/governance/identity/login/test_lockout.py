"""Failures lock a user name and an address; the security administrator unlocks with a reason."""

from __future__ import annotations

import pytest
import time_machine
from axes.models import AccessAttempt

from core.errors import CodedError
from governance.identity.models import LoginEvent
from governance.identity.roles import Role
from governance.identity.services.protection import (
    reset_second_factor,
    unlock_address,
    unlock_user,
)
from tests.governance.identity.login.door import (
    CODE,
    code_now,
    enter,
    equip,
    inside,
    kinds,
    visitor,
    wrong_code,
)
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff

pytestmark = pytest.mark.django_db


def fail(username: str, times: int, ip: str = "198.51.100.7") -> None:
    for _ in range(times):
        last = enter(visitor(ip), username, "not-the-password-9")
    assert last.status_code in (200, 429)


def test_five_failures_lock_the_user_from_every_address():
    user = make_staff(Role.MAKER)
    for number in range(5):
        fail(user.username, 1, ip=f"203.0.113.{number}")
    client = visitor("192.0.2.1")
    locked = enter(client, user.username)
    assert locked.status_code == 429
    assert "暂时锁定" in text(locked)
    assert not inside(client)
    assert kinds() == ["failed"] * 5 + ["locked", "refused_locked"]


def test_four_failures_do_not_and_a_success_forgives():
    user = make_staff(Role.MAKER)
    fail(user.username, 4)
    assert enter(visitor(), user.username).status_code == 302
    fail(user.username, 4)
    assert enter(visitor(), user.username).status_code == 302


def test_the_lock_ends_by_itself_and_trying_does_not_lengthen_it():
    user = make_staff(Role.MAKER)
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as clock:
        fail(user.username, 5)
        clock.shift(29 * 60)
        assert enter(visitor(), user.username).status_code == 429
        clock.shift(61)
        assert enter(visitor(), user.username).status_code == 302


def test_an_address_that_tries_many_names_is_locked_for_all(settings):
    settings.LOCKOUT_ADDRESS_FAILURES = 8
    user = make_staff(Role.MAKER)
    for number in range(8):
        fail(f"guess{number}", 1)
    assert enter(visitor(), user.username).status_code == 429
    assert enter(visitor("192.0.2.1"), user.username).status_code == 302


def test_owning_one_account_does_not_clear_the_count_of_the_address(settings):
    settings.LOCKOUT_ADDRESS_FAILURES = 8
    own, victim = make_staff(Role.MAKER), make_staff(Role.MAKER)
    for number in range(8):
        enter(visitor(), own.username)
        fail(f"guess{number}", 1)
    assert enter(visitor(), victim.username).status_code == 429


def test_wrong_codes_lock_too_and_the_password_gives_no_fresh_tries():
    user, client = make_staff(Role.MAKER), visitor()
    equip(user)
    for _ in range(4):
        enter(client, user.username)
        client.post(CODE, {"code": wrong_code()})
    locked = client.post(CODE, {"code": wrong_code()})
    assert locked.status_code == 429
    right = client.post(CODE, {"code": code_now()})
    assert right.status_code == 429
    assert not inside(client)
    assert enter(visitor("192.0.2.1"), user.username).status_code == 429
    found = kinds()
    assert found.count("factor_failed") == 5
    assert found[-3:] == ["locked", "refused_locked", "refused_locked"]


def test_passwords_are_kept_nowhere():
    user = make_staff(Role.MAKER)
    enter(visitor(), user.username, "mistyped-Secret-77")
    kept = str(list(AccessAttempt.objects.values())) + str(list(LoginEvent.objects.values()))
    assert "mistyped-Secret-77" not in kept


def test_the_security_administrator_unlocks_with_a_reason():
    user, actor = make_staff(Role.MAKER), make_actor(Role.SECURITY_ADMIN)
    fail(user.username, 5)
    unlock_user(actor=actor, username=user.username, reason="电话核实本人输错")
    assert enter(visitor(), user.username).status_code == 302
    event = LoginEvent.objects.get(kind="unlocked")
    assert (event.user, event.done_by_id, event.detail, event.address) == (
        user,
        actor.user_id,
        "电话核实本人输错",
        actor.ip,
    )


def test_an_address_is_unlocked():
    actor = make_actor(Role.SECURITY_ADMIN)
    fail("nobody", 5)
    unlock_address(actor=actor, address="198.51.100.7", reason="本单位出口")
    assert not AccessAttempt.objects.exists()
    assert "198.51.100.7" in LoginEvent.objects.get(kind="unlocked").detail


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_unlocks_or_resets(role):
    user = make_staff(Role.MAKER)
    equip(user)
    fail(user.username, 5)
    before = list(AccessAttempt.objects.values()), kinds()
    actor = make_actor(role)
    for act in (
        lambda: unlock_user(actor=actor, username=user.username, reason="r"),
        lambda: unlock_address(actor=actor, address="198.51.100.7", reason="r"),
        lambda: reset_second_factor(actor=actor, user=user, reason="r"),
    ):
        with pytest.raises(CodedError) as refused:
            act()
        assert refused.value.code == "forbidden"
    assert (list(AccessAttempt.objects.values()), kinds()) == before


def test_not_oneself_not_nothing_not_without_reason():
    security = make_staff(Role.SECURITY_ADMIN)
    from governance.identity.selectors import actor_of

    actor, other = actor_of(security), make_staff()
    equip(security)
    for code, act in (
        (
            "own_protection",
            lambda: unlock_user(actor=actor, username=security.username, reason="r"),
        ),
        ("own_protection", lambda: reset_second_factor(actor=actor, user=security, reason="r")),
        ("not_locked", lambda: unlock_user(actor=actor, username=other.username, reason="r")),
        ("not_locked", lambda: unlock_address(actor=actor, address="192.0.2.9", reason="r")),
        ("no_second_factor", lambda: reset_second_factor(actor=actor, user=other, reason="r")),
        ("reason_missing", lambda: unlock_user(actor=actor, username="x", reason=" ")),
    ):
        with pytest.raises(CodedError) as refused:
            act()
        assert refused.value.code == code
    assert not kinds()


def test_unlocking_and_resetting_on_the_page():
    user = make_staff(Role.MAKER, real_name="周敏")
    equip(user)
    fail(user.username, 5)
    client = browser(make_staff(Role.SECURITY_ADMIN))
    assert "5（已锁定）" in text(client.get("/admin/identity/protection/"))
    page = f"/admin/identity/protection/{user.pk}/"
    shown = text(client.get(f"{page}change/"))
    assert "解除锁定" in shown
    assert "重置第二因素" in shown
    client.post(f"{page}act/unlock/", {"reason": "核实"})
    client.post(f"{page}act/reset-factor/", {"reason": "手机遗失，当面核实"})
    assert kinds()[-2:] == ["unlocked", "factor_reset"]
    auditor = browser(make_staff(Role.AUDIT_ADMIN))
    assert auditor.post(f"{page}act/unlock/", {"reason": "r"}).status_code == 403


def test_a_reset_second_factor_ends_the_persons_sessions_and_no_others():
    lost, other = make_staff(Role.MAKER), make_staff(Role.MAKER)
    equip(lost)
    with_the_telephone, beside = browser(lost), browser(other)
    assert with_the_telephone.get("/admin/").status_code == 200
    reset_second_factor(actor=make_actor(Role.SECURITY_ADMIN), user=lost, reason="手机遗失")
    assert with_the_telephone.get("/admin/").status_code == 302
    assert beside.get("/admin/").status_code == 200
