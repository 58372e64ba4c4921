"""The log of log-ins: read by the audit administrator, changed by nobody, kept half a year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core import clock
from core.errors import CodedError
from governance.identity.models import LoginEvent
from governance.identity.roles import Role
from governance.identity.services.login_retention import prune_login_log
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_actor, make_staff
from tests.governance.rulebook.values import put_value

pytestmark = pytest.mark.django_db
LIST = "/admin/identity/loginevent/"


def event(days_ago: int = 0, kind: str = "failed") -> LoginEvent:
    moment = clock.now() - dt.timedelta(days=days_ago)
    return LoginEvent.objects.create(kind=kind, username="zhou", happened_at=moment)


@pytest.mark.laws
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE identity_loginevent SET address = '127.0.0.1'",
        "DELETE FROM identity_loginevent",
        "TRUNCATE identity_loginevent",
    ],
)
def test_nobody_changes_deletes_or_empties_it(attack):
    event(days_ago=100)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert LoginEvent.objects.filter(address="").count() == 1


@pytest.mark.laws
@pytest.mark.parametrize("kind", ["pruned", "break_glass"])
def test_what_was_pruned_and_break_glass_stay_for_ever(kind):
    event(days_ago=4000, kind=kind)
    with pytest.raises(DatabaseError), transaction.atomic():
        LoginEvent.objects.all().delete()
    assert LoginEvent.objects.count() == 1


def test_the_command_removes_only_what_is_old_enough_and_says_who():
    kept, old = event(days_ago=180), event(days_ago=187)
    operator = make_staff(Role.OPERATOR)
    call_command("prune_login_log", "--as", operator.username, "--reason", "年度清理")
    assert not LoginEvent.objects.filter(pk=old.pk).exists()
    assert LoginEvent.objects.filter(pk=kept.pk).exists()
    trace = LoginEvent.objects.get(kind="pruned")
    assert trace.done_by == operator
    assert "1 条：年度清理" in trace.detail


def test_a_longer_parameter_keeps_longer():
    put_value("R-RECORD-01", "system_log_months", "36")
    old = event(days_ago=400)
    operator = make_staff(Role.OPERATOR)
    call_command("prune_login_log", "--as", operator.username, "--reason", "清理")
    assert LoginEvent.objects.filter(pk=old.pk).exists()


def test_a_shorter_parameter_is_refused():
    put_value("R-RECORD-01", "system_log_months", "1")
    event(days_ago=400)
    operator = make_staff(Role.OPERATOR)
    with pytest.raises(CommandError, match="6"):
        call_command("prune_login_log", "--as", operator.username, "--reason", "清理")
    assert LoginEvent.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.AUDIT_ADMIN}))
def test_nobody_else_prunes(role):
    event(days_ago=400)
    with pytest.raises(CodedError) as refused:
        prune_login_log(actor=make_actor(role), keep_months=6, reason="清理")
    assert refused.value.code == "forbidden"
    assert LoginEvent.objects.count() == 1


def test_the_audit_administrator_reads_searches_and_filters():
    client = browser(make_staff(Role.AUDIT_ADMIN))
    assert "还没有登录记录" in text(client.get(LIST))
    event()
    LoginEvent.objects.create(kind="logged_in", username="xu", address="203.0.113.9")
    assert len(rows(client.get(LIST))) == 2
    assert len(rows(client.get(f"{LIST}?kind__exact=failed"))) == 1
    assert len(rows(client.get(f"{LIST}?q=203.0.113.9"))) == 1


def test_it_takes_as_many_queries_for_many_rows(django_assert_max_num_queries):
    client = browser(make_staff(Role.AUDIT_ADMIN))
    for _ in range(60):
        LoginEvent.objects.create(kind="failed", username="zhou", user=make_staff())
    with django_assert_max_num_queries(15):
        client.get(LIST)


def test_even_there_nothing_is_changed():
    found = event()
    client = browser(make_staff(Role.AUDIT_ADMIN))
    page = client.get(f"{LIST}{found.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert "deletelink" not in page
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{found.pk}/change/", {"kind": "logged_in"}).status_code == 403
    assert client.post(f"{LIST}{found.pk}/delete/", {"post": "yes"}).status_code == 403
    assert LoginEvent.objects.get(pk=found.pk).kind == "failed"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDIT_ADMIN}))
def test_others_do_not_read_it(role):
    assert browser(make_staff(role)).get(LIST).status_code == 403
