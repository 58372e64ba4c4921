"""Programs and their keys: issued once, found by hash, revoked for good."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import DatabaseError, connection, transaction

from core.errors import CodedError
from governance.identity.admin.secret_once import secret_page
from governance.identity.models import ApiClient, ApiKey, User
from governance.identity.roles import Role
from governance.identity.services.api_clients import create_client, switch_off_client
from governance.identity.services.api_keys import (
    actor_of_key,
    actor_of_proven_key,
    issue_key,
    key_in_force,
    revoke_key,
    rotate,
)
from tests.governance.identity.login.door import enter, inside, visitor
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff, make_user, seconded

pytestmark = pytest.mark.django_db
IP = "203.0.113.20"


@pytest.fixture
def security():
    return seconded(make_actor(Role.SECURITY_ADMIN))


@pytest.fixture
def client_of(security) -> ApiClient:
    return create_client(
        actor=security,
        code="exchange.bjgx",
        name="北京示例绿色交易所",
        programmes=["BJ"],
        reason="接入协议",
    )


def refused(code: str, act) -> None:
    with pytest.raises(CodedError) as refusal:
        act()
    assert refusal.value.code == code


def everything() -> tuple[list[Any], list[Any]]:
    return list(ApiKey.objects.values()), list(ApiClient.objects.values())


def pem(key) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_a_key_is_an_actor_confined_to_its_programmes(security, client_of):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    actor = actor_of_key(issued.secret, ip=IP)
    assert (actor.source, actor.ip) == ("exchange.bjgx", IP)
    assert actor.may(Role.EXCHANGE, programme="BJ")
    assert not actor.may(Role.EXCHANGE, programme="CD")
    assert not actor.may(*(set(Role) - {Role.EXCHANGE}))
    key = ApiKey.objects.get()
    assert key.last_used_address == IP
    assert key.last_used_at is not None


def test_the_secret_is_kept_nowhere(security, client_of):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    assert issued.secret not in str(list(ApiKey.objects.values()))
    assert issued.secret.startswith(issued.key.prefix)


@pytest.mark.parametrize(
    "change", [lambda s: s[:-1], lambda s: s + "x", lambda s: "", lambda s: "."]
)
def test_a_wrong_secret_is_refused(security, client_of, change):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    refused("key_refused", lambda: actor_of_key(change(issued.secret), ip=IP))
    assert ApiKey.objects.get().last_used_at is None


def test_before_its_time_after_it_and_revoked(security, client_of):
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as moved:
        issued = issue_key(actor=security, client=client_of, reason="接入", days=10)
        moved.shift(10 * 86_400 - 1)
        actor_of_key(issued.secret, ip=IP)
        moved.shift(1)
        refused("key_refused", lambda: actor_of_key(issued.secret, ip=IP))
    other = issue_key(actor=security, client=client_of, reason="接入")
    revoke_key(actor=security, key=other.key, reason="疑似泄露")
    refused("key_refused", lambda: actor_of_key(other.secret, ip=IP))
    refused("key_ended", lambda: revoke_key(actor=security, key=other.key, reason="再次"))
    refused("key_ended", lambda: rotate(actor=security, key=other.key, reason="再次"))


def test_rotation_leaves_time_to_change_over(security, client_of):
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as moved:
        old = issue_key(actor=security, client=client_of, reason="接入")
        new = rotate(actor=security, key=old.key, reason="年度轮换", overlap_hours=24)
        moved.shift(23 * 3600)
        actor_of_key(old.secret, ip=IP)
        actor_of_key(new.secret, ip=IP)
        moved.shift(2 * 3600)
        refused("key_refused", lambda: actor_of_key(old.secret, ip=IP))
        actor_of_key(new.secret, ip=IP)


def test_a_public_key_needs_no_secret(security, client_of):
    public = pem(Ed25519PrivateKey.generate())
    issued = issue_key(actor=security, client=client_of, reason="接入", public_key=public)
    assert issued.secret == ""
    found = key_in_force(issued.key.prefix)
    assert actor_of_proven_key(found, ip=IP).source == "exchange.bjgx"
    for guess in (issued.key.prefix, f"{issued.key.prefix}.", f"{issued.key.prefix}.x"):
        refused("key_refused", lambda guess=guess: actor_of_key(guess, ip=IP))


@pytest.mark.parametrize("kind", ["rsa", "text"])
def test_other_public_keys_are_refused(security, client_of, kind):
    public = "not a key" if kind == "text" else pem(generate_private_key(65537, 2048))
    refused(
        "key_public",
        lambda: issue_key(actor=security, client=client_of, reason="r", public_key=public),
    )
    assert not ApiKey.objects.exists()


def test_switched_off_everything_is_refused(security, client_of):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    switch_off_client(actor=security, client=client_of, reason="协议终止")
    refused("key_refused", lambda: actor_of_key(issued.secret, ip=IP))
    refused("client_inactive", lambda: issue_key(actor=security, client=client_of, reason="r"))
    again = lambda: switch_off_client(actor=security, client=client_of, reason="r")  # noqa: E731
    refused("client_inactive", again)
    assert ApiKey.objects.get().revoke_reason == "协议终止"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("client_code", {"code": "Exchange BJ"}),
        ("client_code", {"code": "exchange"}),
        ("client_code", {"code": "exchange." + "x" * 40}),
        ("client_code", {"code": "exchange.bjgx"}),
        ("client_scope", {"programmes": []}),
        ("client_scope", {"programmes": ["bj"]}),
        ("reason_missing", {"reason": " "}),
    ],
)
def test_a_bad_client_is_not_registered(security, client_of, code, change):
    given = {"code": "exchange.other", "name": "另一所", "programmes": ["CD"], "reason": "r"}
    before = User.objects.count()
    refused(code, lambda: create_client(actor=security, **(given | change)))
    assert (ApiClient.objects.count(), User.objects.count()) == (1, before)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_the_term_has_bounds(security, client_of, days):
    refused("key_term", lambda: issue_key(actor=security, client=client_of, reason="r", days=days))
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_may(security, client_of, role):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    actor = seconded(make_actor(role))
    before = list(ApiKey.objects.values()), list(ApiClient.objects.values())
    for act in (
        lambda: issue_key(actor=actor, client=client_of, reason="r"),
        lambda: revoke_key(actor=actor, key=issued.key, reason="r"),
        lambda: rotate(actor=actor, key=issued.key, reason="r"),
        lambda: switch_off_client(actor=actor, client=client_of, reason="r"),
        lambda: create_client(actor=actor, code="a.b", name="x", programmes=["BJ"], reason="r"),
    ):
        refused("forbidden", act)
    assert (list(ApiKey.objects.values()), list(ApiClient.objects.values())) == before


@pytest.mark.parametrize("own", [False, True], ids=["alone", "own proposal"])
def test_one_person_alone_does_not(security, client_of, own):
    """Without an approval, or under one that the same person proposed."""
    issued = issue_key(actor=security, client=client_of, reason="接入")
    mine = replace(security.seconding, maker_id=security.user_id) if own else None
    actor = replace(security, seconding=mine)
    before = everything()
    for act in (
        lambda: issue_key(actor=actor, client=client_of, reason="r"),
        lambda: rotate(actor=actor, key=issued.key, reason="r"),
        lambda: create_client(actor=actor, code="a.b", name="x", programmes=["BJ"], reason="r"),
    ):
        refused("second_person_needed", act)
    assert everything() == before


@pytest.mark.laws
@pytest.mark.parametrize("table", ["apikey", "apiclient"])
@pytest.mark.parametrize(
    "fault", ["proposed_by_id = {by}", "proposed_by_id = NULL", "approval_number = ''"]
)
def test_the_tables_take_no_row_of_one_person(security, client_of, table, fault):
    """A copy of a good row, changed in this one thing, as a program with the tables open would."""
    issue_key(actor=security, client=client_of, reason="接入")
    before = everything()
    spare = make_user().pk
    column, value = fault.format(by=security.user_id).split(" = ")
    new = {
        column: value,
        "id": "-1",
        "prefix": "'ck-other'",
        "code": "'a.b'",
        "user_id": str(spare),
    }
    row = ApiKey if table == "apikey" else ApiClient
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(new.get(name, name) for name in columns)
    names = ", ".join(columns)
    attack = f"INSERT INTO identity_{table} ({names}) SELECT {values} FROM identity_{table}"
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    law = "identity_key_two_persons" if table == "apikey" else "identity_client_two_persons"
    cause: Any = caught.value.__cause__
    assert cause.diag.constraint_name == law
    assert everything() == before


@pytest.mark.laws
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE identity_apikey SET proposed_by_id = issued_by_id + 1",
        "UPDATE identity_apikey SET approval_number = 'FH-ALL-2026-999999'",
        "UPDATE identity_apiclient SET proposed_by_id = created_by_id + 1",
        "UPDATE identity_apiclient SET approval_number = 'FH-ALL-2026-999999'",
        "DELETE FROM identity_apikey",
        "UPDATE identity_apikey SET secret_hash = repeat('0', 64)",
        "UPDATE identity_apikey SET valid_to = valid_to + interval '1 year'",
        "UPDATE identity_apikey SET public_key = 'x'",
        "UPDATE identity_apikey SET revoked_at = now()",
        "UPDATE identity_apiclient SET programmes = '{CD}'",
        "UPDATE identity_apiclient SET code = 'exchange.other'",
        "DELETE FROM identity_apiclient",
    ],
)
def test_keys_and_clients_hold_against_every_client(security, client_of, attack):
    issue_key(actor=security, client=client_of, reason="接入")
    before = list(ApiKey.objects.values()), list(ApiClient.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert (list(ApiKey.objects.values()), list(ApiClient.objects.values())) == before


@pytest.mark.laws
def test_a_revoked_key_stays_revoked(security, client_of):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    revoke_key(actor=security, key=issued.key, reason="泄露")
    with pytest.raises(DatabaseError), transaction.atomic():
        ApiKey.objects.update(revoked_at=None, revoked_by=None, revoke_reason="")
    assert ApiKey.objects.get().revoked_at is not None


def test_its_user_cannot_log_in(client_of):
    browser_of = visitor()
    enter(browser_of, client_of.user.username, "")
    assert not inside(browser_of)
    assert not client_of.user.has_usable_password()


def test_pages_show_no_secret_and_offer_no_issuing(security, client_of):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    client = browser(make_staff(Role.SECURITY_ADMIN))
    page = client.get(f"/admin/identity/apiclient/{client_of.pk}/change/")
    assert issued.key.prefix in text(page)
    assert issued.key.secret_hash not in page.content.decode()
    assert client.get("/admin/identity/apikey/add/").status_code == 403
    assert client.get("/admin/identity/apiclient/add/").status_code == 403
    revoke = f"/admin/identity/apikey/{issued.key.pk}/act/revoke/"
    client.post(revoke, {"reason": "更换系统"})
    refused("key_refused", lambda: actor_of_key(issued.secret, ip=IP))


def test_empty_lists_say_what_to_do():
    client = browser(make_staff(Role.AUDIT_ADMIN))
    assert "两人办理" in text(client.get("/admin/identity/apiclient/"))


def test_the_secret_is_shown_once_and_not_cached(security, client_of, rf):
    issued = issue_key(actor=security, client=client_of, reason="接入")
    request = rf.get("/admin/")
    request.user = make_staff(Role.SECURITY_ADMIN)
    page = secret_page(request, issued).render()
    assert issued.secret in text(page)
    assert "no-store" in page["Cache-Control"]
