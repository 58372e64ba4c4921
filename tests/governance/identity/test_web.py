"""From a request to an actor, and which address is believed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from governance.identity.roles import Role
from governance.identity.web import address_of, request_actor
from tests.governance.people import make_staff


def test_a_client_cannot_choose_its_address(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "8.8.8.8"})
    assert address_of(request) == "192.0.2.1"


def test_behind_our_proxy_its_last_word_counts(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get(
        "/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "8.8.8.8, 192.0.2.7"}
    )
    assert address_of(request) == "192.0.2.7"
    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.1")) == "192.0.2.1"


@pytest.mark.django_db
def test_roles_are_loaded_once_a_request(rf, django_assert_num_queries):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    request.user = make_staff(Role.MAKER)
    with django_assert_num_queries(1):
        assert request_actor(request) is request_actor(request)
    assert (request_actor(request).ip, request_actor(request).roles) == ("192.0.2.1", {"maker"})


def test_nobody_without_a_log_in(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert request_actor(request).user_id == 0
    assert request_actor(request).roles == frozenset()
