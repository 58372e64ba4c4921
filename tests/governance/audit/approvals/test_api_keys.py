"""Clients and keys by two persons: proposed by the system administrator, done by the security one, the
secret in that one answer and in no table of the database."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session

from governance.audit.approvals.api_keys import CLIENT, KEY, ROTATION
from governance.audit.approvals.services.deciding import approve
from governance.identity.models import ApiClient, ApiKey, User
from governance.identity.roles import Role
from governance.identity.services.api_keys import actor_of_key
from tests.governance.audit.approvals.people import person
from tests.governance.audit.approvals.programs import (
    NEW,
    QUEUE,
    SECRET,
    ask,
    issued,
    key_payload,
    refused,
    registered,
    rows_of,
    whole_database,
)
from tests.governance.pages import browser, text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db


def test_a_client_is_registered_by_two_who_are_named():
    approval = ask(CLIENT, NEW)
    assert approval.programme == "BJ"
    assert not ApiClient.objects.exists()
    security = person(Role.SECURITY_ADMIN)
    approval = approve(actor=security, approval=approval.uuid, reason="与协议一致")
    client = ApiClient.objects.get()
    assert approval.result == {"client": "exchange.bjgx"}
    assert (client.proposed_by_id, client.created_by_id) == (approval.maker_id, security.user_id)
    assert client.approval_number == approval.number
    assert not client.keys.exists()


def test_the_secret_is_answered_once_and_stored_in_no_table(caplog):
    approval = ask(KEY, key_payload(registered()))
    caplog.set_level(logging.DEBUG)
    client = browser(make_staff(Role.SECURITY_ADMIN))
    page = f"{QUEUE}{approval.uuid}/change/"
    sent = {"decision": "approve", "reason": "核对无误"}
    answer = client.post(page, sent)
    (secret,) = SECRET.findall(text(answer))
    assert "no-store" in answer["Cache-Control"]
    assert actor_of_key(secret, ip="203.0.113.20").source == "exchange.bjgx"
    key = ApiKey.objects.get()
    tables = whole_database()
    assert key.prefix in str(tables["public.identity_apikey"])  # the search does find what is there
    assert len(tables) > 40
    told = str(tables) + str([each.get_decoded() for each in Session.objects.all()])
    assert secret not in told
    assert secret.partition(".")[2] not in told
    assert not SECRET.search(told)
    assert secret.partition(".")[2] not in caplog.text
    approval.refresh_from_db()
    assert approval.result == {"key": key.prefix, "client": "exchange.bjgx"}
    assert not SECRET.search(text(client.get(page)))
    again = client.post(page, sent)  # the page loaded anew
    assert again.status_code == 409
    assert not SECRET.search(text(again))
    assert ApiKey.objects.count() == 1


def test_the_rehearsal_leaves_no_key_and_no_user():
    client = registered()
    before = rows_of("identity_apikey", "identity_apiclient")
    ask(KEY, key_payload(client))
    assert rows_of("identity_apikey", "identity_apiclient") == before
    users = User.objects.count()
    ask(CLIENT, NEW | {"code": "exchange.other"}, maker=person(Role.SYSTEM_ADMIN))
    assert User.objects.count() == users + 1  # the proposer, made for this line


def test_a_rotation_shortens_the_old_key_and_shows_the_new_secret():
    client = registered()
    old, _ = issued(client)
    payload = {"key": old.prefix, "overlap_hours": 0, "days": 30, "public_key": ""}
    approval = ask(ROTATION, payload)
    old.refresh_from_db()
    assert old.is_in_force  # nothing happened yet
    security = browser(make_staff(Role.SECURITY_ADMIN))
    answer = security.post(
        f"{QUEUE}{approval.uuid}/change/", {"decision": "approve", "reason": "核对无误"}
    )
    (secret,) = SECRET.findall(text(answer))
    old.refresh_from_db()
    assert not old.is_in_force
    assert actor_of_key(secret, ip="203.0.113.20").source == client.code
    assert ApiKey.objects.exclude(pk=old.pk).get().proposed_by_id == approval.maker_id


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_only_the_system_administrator_proposes(role):
    client, someone = registered(), person(role)
    for kind, payload in ((CLIENT, NEW | {"code": "a.b"}), (KEY, key_payload(client))):
        with refused("forbidden"):
            ask(kind, payload, maker=someone)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_only_the_security_administrator_decides(role):
    approval, someone = ask(KEY, key_payload(registered())), person(role)
    with refused("forbidden"):
        approve(actor=someone, approval=approval.uuid, reason="试")


def test_a_right_in_one_programme_does_not_reach_a_client_of_two():
    local = person(Role.SECURITY_ADMIN, programme="BJ")
    both = ask(CLIENT, NEW | {"programmes": ["BJ", "CD"]})
    other = ask(CLIENT, NEW | {"code": "exchange.cd", "programmes": ["CD"]})
    own = ask(CLIENT, NEW | {"code": "exchange.bj", "programmes": ["BJ"]})
    maker = person(Role.SYSTEM_ADMIN, programme="BJ")
    for approval in (both, other):
        with refused("forbidden"):
            approve(actor=local, approval=approval.uuid, reason="试")
    with refused("forbidden"):
        ask(CLIENT, NEW | {"code": "exchange.x", "programmes": ["BJ", "CD"]}, maker=maker)
    assert approve(actor=local, approval=own.uuid, reason="同意").status == "approved"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("client_unknown", {"client": "exchange.nobody"}),
        ("key_term", {"days": 0}),
        ("key_term", {"days": 367}),
        ("key_public", {"public_key": "not a key"}),
    ],
)
def test_what_could_not_be_done_is_not_proposed(code, change):
    client, maker = registered(), person(Role.SYSTEM_ADMIN)
    with refused(code):
        ask(KEY, key_payload(client) | change, maker=maker)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("key_unknown", {"key": "ck0000000000"}),
        ("key_overlap", {"overlap_hours": -1}),
        ("key_overlap", {"overlap_hours": 721}),
        ("key_public", {"public_key": "not a key"}),
    ],
)
def test_neither_is_a_rotation(code, change):
    key, _ = issued(registered())
    maker = person(Role.SYSTEM_ADMIN)
    given = {"key": key.prefix, "overlap_hours": 24, "days": 365, "public_key": ""}
    with refused(code):
        ask(ROTATION, given | change, maker=maker)
