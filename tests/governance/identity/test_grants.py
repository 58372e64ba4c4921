"""Granting and ending roles: the right, the 三员 rule, and what the database keeps of both."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from core import clock
from core.errors import CodedError
from core.integrity import broken_constraint
from governance.identity.models import RoleGrant
from governance.identity.roles import ADMINISTRATORS, STAFF, Role, excludes
from governance.identity.selectors import actor_of
from governance.identity.services.grants import grant_role, revoke_role
from tests.governance.people import granter, make_actor, make_staff, make_user

pytestmark = pytest.mark.django_db

MIXED = [(one, other) for one in Role for other in Role if excludes(one, other)]


def refused(code: str, **arguments: object) -> CodedError:
    """Assert that granting is refused with ``code`` and no grant appears or changes."""
    before = list(RoleGrant.objects.order_by("pk").values())
    with pytest.raises(CodedError) as caught, transaction.atomic():
        grant_role(**arguments)
    assert caught.value.code == code
    assert list(RoleGrant.objects.order_by("pk").values()) == before
    return caught.value


def test_grant_records_who_why_and_whence():
    security, user = make_actor(Role.SECURITY_ADMIN), make_user()
    grant = grant_role(
        actor=security, user=user, role="maker", programme="BJ", reason=" 人事任命〔2026〕3号 "
    )
    grant = RoleGrant.objects.get(pk=grant.pk)
    assert (grant.reason, grant.granted_ip) == ("人事任命〔2026〕3号", "10.1.2.3")
    assert grant.granted_by_id == security.user_id
    assert actor_of(user).may(Role.MAKER, programme="BJ")
    assert not actor_of(user).may(Role.MAKER, programme="CD")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_only_the_security_administrator_grants(role):
    error = refused(
        "forbidden", actor=make_actor(role), user=make_user(), role="maker", reason="试"
    )
    assert "安全管理员" in error.zh
    assert error.sentence.status == 403


@pytest.mark.parametrize(("held", "wanted"), MIXED)
def test_three_administrators_are_separate_people(held, wanted):
    user = make_staff(held, real_name="赵敏")
    error = refused(
        "separate_duties",
        actor=make_actor(Role.SECURITY_ADMIN),
        user=user,
        role=wanted,
        reason="兼任",
    )
    assert "赵敏" in error.zh
    assert held.zh in error.zh
    assert wanted.zh in error.zh


@pytest.mark.laws
@pytest.mark.parametrize(("held", "wanted"), MIXED)
def test_database_refuses_mixed_duties_in_raw_sql(held, wanted):
    user = make_staff(held)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        insert_grant(user.pk, wanted)
    assert broken_constraint(caught.value) == "identity_separate_duties"
    assert actor_of(user).roles == {held}


@pytest.mark.laws
def test_database_lets_business_roles_go_together():
    user = make_staff(*sorted(STAFF))
    insert_grant(user.pk, Role.EXPERT)
    assert actor_of(user).roles == STAFF | {Role.EXPERT}


@pytest.mark.laws
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM identity_rolegrant WHERE id = %s",
        "UPDATE identity_rolegrant SET role = 'approver' WHERE id = %s",
        "UPDATE identity_rolegrant SET valid_to = now() WHERE id = %s",  # ended by nobody
        "UPDATE identity_rolegrant SET programme = 'CD' WHERE id = %s",
        "UPDATE identity_rolegrant SET valid_from = valid_from - interval '1 year' WHERE id = %s",
    ],
)
def test_database_keeps_grants_as_made(statement):
    user = make_staff(Role.MAKER)
    grant = user.role_grants.get()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        connection.cursor().execute(statement, [grant.pk])
    assert broken_constraint(caught.value) == "identity_grant_kept"
    assert list(RoleGrant.objects.filter(pk=grant.pk).values("role", "valid_to")) == [
        {"role": "maker", "valid_to": None}
    ]


@pytest.mark.laws
def test_database_wants_a_granter_except_for_first_administrators():
    user = make_user()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        RoleGrant.objects.create(user=user, role=Role.MAKER, reason="无人授权")
    assert broken_constraint(caught.value) == "identity_grant_named"


@pytest.mark.laws
@pytest.mark.parametrize("role", ["System_admin", "root", ""])
def test_database_knows_its_roles(role):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_grant(make_user().pk, role)


def test_duties_may_follow_one_another():
    security = make_actor(Role.SECURITY_ADMIN)
    user = make_staff(Role.MAKER)
    revoke_role(actor=security, grant=user.role_grants.get(), reason="调离")
    grant_role(actor=security, user=user, role="system_admin", reason="新任")
    assert actor_of(user).roles == {"system_admin"}


def test_duties_planned_for_later_count_too():
    security, user = make_actor(Role.SECURITY_ADMIN), make_user()
    later = clock.now() + dt.timedelta(days=30)
    grant_role(actor=security, user=user, role="maker", reason="到任", valid_from=later)
    refused("separate_duties", actor=security, user=user, role="audit_admin", reason="试")
    until = later - dt.timedelta(days=1)
    grant_role(actor=security, user=user, role="audit_admin", reason="临时", valid_to=until)


def test_grant_refusals():
    security, user = make_staff(Role.SECURITY_ADMIN), make_user()
    actor = actor_of(security)
    now = clock.now()
    common = {"actor": actor, "user": user, "role": "maker", "reason": "试"}
    refused("reason_missing", **common | {"reason": "  "})
    refused("reason_too_long", **common | {"reason": "长" * 501})
    refused("role_unknown", **common | {"role": "king"})
    refused("programme_malformed", **common, programme="bj")
    refused("grant_to_self", **common | {"user": security})
    refused("grant_backdated", **common, valid_from=now - dt.timedelta(days=1))
    hour = dt.timedelta(hours=1)
    refused("grant_period", **common, valid_from=now + 2 * hour, valid_to=now + hour)
    grant_role(**common)
    refused("grant_exists", **common)


def test_revoking_ends_at_once_and_once():
    security = make_actor(Role.SECURITY_ADMIN)
    user = make_staff(Role.MAKER)
    grant = user.role_grants.get()
    revoke_role(actor=security, grant=grant, reason="离职")
    ended = RoleGrant.objects.get(pk=grant.pk)
    assert (ended.revoke_reason, ended.revoked_ip) == ("离职", "10.1.2.3")
    assert actor_of(user).roles == frozenset()
    with pytest.raises(CodedError) as caught:
        revoke_role(actor=security, grant=grant, reason="再次")
    assert caught.value.code == "grant_ended"
    assert RoleGrant.objects.get(pk=grant.pk).revoke_reason == "离职"


def test_revoking_a_grant_of_the_future_leaves_no_trace_of_force():
    security, user = make_actor(Role.SECURITY_ADMIN), make_user()
    later = clock.now() + dt.timedelta(days=30)
    grant = grant_role(actor=security, user=user, role="maker", reason="到任", valid_from=later)
    revoke_role(actor=security, grant=grant, reason="取消")
    grant_role(actor=security, user=user, role="audit_admin", reason="改任")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_only_the_security_administrator_revokes(role):
    grant = make_staff(Role.MAKER).role_grants.get()
    with pytest.raises(CodedError) as caught:
        revoke_role(actor=make_actor(role), grant=grant, reason="试")
    assert caught.value.code == "forbidden"
    assert RoleGrant.objects.get(pk=grant.pk).valid_to is None


def test_nobody_ends_a_role_of_their_own():
    user = make_staff(Role.SECURITY_ADMIN)
    with pytest.raises(CodedError) as caught:
        revoke_role(actor=actor_of(user), grant=user.role_grants.get(), reason="辞任")
    assert caught.value.code == "grant_to_self"
    assert actor_of(user).roles == {"security_admin"}


def test_rule_and_database_agree_on_what_excludes_what():
    assert {frozenset(pair) for pair in MIXED} == {
        frozenset((one, other))
        for one in ADMINISTRATORS
        for other in ADMINISTRATORS | STAFF
        if one != other
    }


def insert_grant(user_id: int, role: str) -> None:
    connection.cursor().execute(
        "INSERT INTO identity_rolegrant (user_id, role, programme, reason, granted_by_id,"
        " granted_ip, granted_at, valid_from, revoked_ip, revoke_reason)"
        " VALUES (%s, %s, '', '测试', %s, '', now(), now(), '', '')",
        [user_id, role, granter().pk],
    )
