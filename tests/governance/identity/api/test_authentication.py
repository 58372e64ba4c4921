"""Who is calling: keys in force and sessions fully open; anything else is nobody or refused."""

from __future__ import annotations

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from core import clock
from core.errors import CodedError
from governance.audit.trail.models import Refusal
from governance.identity.errors import IdentityCode
from governance.identity.models import ApiKey
from governance.identity.roles import Role
from governance.identity.services.api_clients import switch_off_client
from governance.identity.services.api_keys import issue_key, revoke_key
from governance.rulebook.api.views import DeadlineView
from tests.core.api.refusals import problem
from tests.governance.identity.api.callers import ADDRESS, new_key, program, with_key
from tests.governance.identity.test_api_keys import pem
from tests.governance.pages import browser
from tests.governance.people import make_actor, make_staff, seconded

pytestmark = pytest.mark.django_db
ACCOUNTS = "/api/v1/accounts"
PUBLIC = "/api/v1/programmes"


def refused(client: Client) -> None:
    """Also where strangers are let in: a wrong key is said, not overlooked."""
    before = list(ApiKey.objects.values())
    for path in (ACCOUNTS, PUBLIC):
        response = client.get(path)
        problem(response, 401, "key_refused")
        assert response["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'
    assert list(ApiKey.objects.values()) == before


def test_a_key_in_force():
    key, secret = new_key()
    assert with_key(secret).get(ACCOUNTS).status_code == 200
    key.refresh_from_db()
    assert key.last_used_address == ADDRESS


def test_nobody_is_told_how_to_say_who_he_is(client: Client):
    response = client.get(ACCOUNTS)
    problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize(
    "change",
    [
        lambda secret: secret[:-1],
        lambda secret: secret + "x",
        lambda secret: secret.partition(".")[0],
        lambda secret: "",
        lambda secret: "x" * 5000,
        lambda secret: "ck\x00.x",
        lambda secret: "密钥.x",
    ],
)
def test_what_is_no_key(change):
    _, secret = new_key()
    client = Client()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {change(secret)}"
    refused(client)


def test_revoked():
    key, secret = new_key()
    assert with_key(secret).get(ACCOUNTS).status_code == 200
    revoke_key(actor=make_actor(Role.SECURITY_ADMIN), key=key, reason="疑似泄露")
    refused(with_key(secret))


def test_not_yet_and_no_longer():
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as moved:
        key, secret = new_key()
        moved.move_to(key.valid_to)
        refused(with_key(secret))
        moved.shift(-1)
        assert with_key(secret).get(ACCOUNTS).status_code == 200
        later = issue_key(
            actor=seconded(make_actor(Role.SECURITY_ADMIN)), client=key.client, reason="下期",
            valid_from=clock.now().replace(year=2028),
        )  # fmt: skip
        refused(with_key(later.secret))


def test_switched_off():
    key, secret = new_key()
    switch_off_client(actor=make_actor(Role.SECURITY_ADMIN), client=key.client, reason="协议终止")
    refused(with_key(secret))


def test_a_deposited_public_key_is_no_secret():
    key, _ = new_key()
    public = issue_key(
        actor=seconded(make_actor(Role.SECURITY_ADMIN)), client=key.client, reason="公钥",
        public_key=pem(Ed25519PrivateKey.generate()),
    ).key  # fmt: skip
    for guess in (public.prefix, f"{public.prefix}.", f"{public.prefix}.x"):
        refused(with_key(guess))


def test_another_scheme_is_left_alone(client: Client):
    client.defaults["HTTP_AUTHORIZATION"] = "Basic dXNlcjpwYXNz"
    problem(client.get(ACCOUNTS), 401, "not_authenticated")
    assert client.get(PUBLIC).status_code == 200


def test_a_session(settings):
    assert browser(make_staff(Role.MAKER)).get(ACCOUNTS).status_code == 200


def test_a_session_without_its_second_factor_is_nobody(settings):
    settings.MFA_REQUIRED = True
    client = browser(make_staff(Role.MAKER))
    problem(client.get(ACCOUNTS), 401, "not_authenticated")
    assert client.get(PUBLIC).status_code == 200


def test_a_person_no_longer_active_is_nobody():
    user = make_staff(Role.MAKER)
    client = browser(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    problem(client.get(ACCOUNTS), 401, "not_authenticated")


def test_a_key_opens_no_page():
    client = program()
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/ledger/account/").status_code == 302


def test_public_answers_stay_free_of_cookies(client: Client):
    response = client.get(PUBLIC)
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert program().get(ACCOUNTS)["Cache-Control"] == "private, no-store"


def test_misspelt_requests_are_not_the_trails_business():
    client = program()
    client.get(f"{ACCOUNTS}?x=1")
    client.get(f"{ACCOUNTS}/BJ-999999")
    client.get("/api/v1/serials?q=x")
    assert not Refusal.objects.exists()


@pytest.mark.parametrize(("is_act", "status"), [(False, 403), (True, 422)])
def test_what_a_program_may_not_do_is(monkeypatch, is_act, status):
    """A view that acts, and one that is forbidden: no room has either yet."""
    kind = IdentityCode.FORBIDDEN if status == 403 else IdentityCode.REASON_MISSING

    def refuse(view, request):
        raise CodedError(kind, act="登记", act_en="x", needed="经办", needed_en="maker")

    monkeypatch.setattr(DeadlineView, "get", refuse)
    monkeypatch.setattr(DeadlineView, "is_act", is_act)
    assert program().get("/api/v1/calendar/deadline").status_code == status
    refusal = Refusal.objects.get()
    assert (refusal.code, refusal.ip) == (kind.name.lower(), ADDRESS)
    assert refusal.actor_name.startswith("示例交易所")
