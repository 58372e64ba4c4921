"""A budget for each caller: by key's client, by person, by a stranger's network; costly answers apart."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from governance.identity.api.throttling import CallerThrottle
from governance.identity.models import ApiKey
from governance.identity.roles import Role
from governance.identity.services.api_keys import issue_key
from tests.core.api.refusals import problem
from tests.governance.identity.api.callers import new_key, program, with_key
from tests.governance.pages import browser
from tests.governance.people import make_actor, make_staff, seconded

pytestmark = pytest.mark.django_db
PUBLIC = "/api/v1/programmes"
COSTLY = "/api/v1/evidence/proof?id=1"


@pytest.fixture(autouse=True)
def rates(monkeypatch: pytest.MonkeyPatch) -> None:
    small = {"stranger": "3/min", "person": "4/min", "program": "5/min"}
    small |= {f"costly-{who}": "2/min" for who in small}
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", small)


def stranger(ip: str = "198.51.100.9") -> Client:
    return Client(REMOTE_ADDR=ip)


def allowed(client: Client, path: str = PUBLIC) -> int:
    """How many are let through in a row, of ten."""
    for count in range(10):
        response = client.get(path)
        if response.status_code == 429:
            problem(response, 429, "throttled")
            assert 1 <= int(response["Retry-After"]) <= 60
            return count
    return 10


def test_each_has_a_budget_of_its_own():
    assert allowed(stranger()) == 3
    assert allowed(stranger("198.51.100.10")) == 3
    assert allowed(browser(make_staff(Role.MAKER))) == 4
    assert allowed(program()) == 5
    assert allowed(program()) == 5


def test_it_comes_back():
    with time_machine.travel("2026-11-20T02:00:00+00:00", tick=False) as moved:
        assert allowed(stranger()) == 3
        wait = int(stranger().get(PUBLIC)["Retry-After"])
        moved.shift(wait)
        assert allowed(stranger()) == 3


def test_two_keys_of_a_client_have_one_budget():
    key, secret = new_key()
    other = issue_key(
        actor=seconded(make_actor(Role.SECURITY_ADMIN)), client=key.client, reason="备用"
    ).secret
    assert allowed(with_key(secret)) == 5
    assert allowed(with_key(other)) == 0


def test_whoever_has_one_ipv6_address_has_many():
    assert allowed(stranger("2001:db8:1:2::1")) == 3
    assert allowed(stranger("2001:db8:1:2:ffff::9")) == 0
    assert allowed(stranger("2001:db8:1:3::1")) == 3


def test_a_claimed_address_counts_for_nothing():
    client = stranger()
    found = [
        client.get(PUBLIC, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(5)
    ]
    assert found == [200, 200, 200, 429, 429]


def test_costly_answers_have_a_smaller_one():
    client = stranger()
    assert allowed(client, COSTLY) == 2
    assert allowed(client, "/evidence/proof/1.json") == 0  # the same for people's links
    assert client.get(PUBLIC).status_code == 429  # refused or not, each was asked for


def test_keys_are_not_tried_at_leisure():
    new_key()
    found = [with_key(f"ck00000000ff.{n}").get(PUBLIC).status_code for n in range(5)]
    assert found == [401, 401, 401, 429, 429]
    assert not ApiKey.objects.exclude(last_used_at=None).exists()
