"""Callers of the interface for tests: programs with a key, members of a holder, staff."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from django.test import Client

from governance.identity.models import ApiKey, User
from governance.identity.roles import Role
from governance.identity.services.api_clients import create_client
from governance.identity.services.api_keys import issue_key
from registry.ledger.models import Account
from registry.organisations.services.memberships import add_membership
from tests.governance.pages import browser
from tests.governance.people import make_actor, make_user, seconded

ADDRESS = "203.0.113.20"
_numbers = itertools.count(1)


def with_key(secret: str, *, ip: str = ADDRESS) -> Client:
    return Client(REMOTE_ADDR=ip, headers={"Authorization": f"Bearer {secret}"})


def new_key(programmes: Sequence[str] = ("BJ",), **client: str) -> tuple[ApiKey, str]:
    """Of a client of its own."""
    security = seconded(make_actor(Role.SECURITY_ADMIN))
    number = next(_numbers)
    made = create_client(
        actor=security, code=f"exchange.test{number}", name=f"示例交易所{number}",
        programmes=programmes, reason="接入", **client,
    )  # fmt: skip
    return issue_key(actor=security, client=made, reason="接入")


def program(programmes: Sequence[str] = ("BJ",)) -> Client:
    return with_key(new_key(programmes)[1])


def member_of(*accounts: int) -> tuple[User, Client]:
    """A person who acts for the organisations that hold these accounts."""
    user = make_user()
    for account in Account.objects.filter(id__in=accounts):
        add_membership(
            actor=make_actor(Role.MAKER), reason="单位来函", organisation=account.holder_uuid,
            user=user, role="maker",
        )  # fmt: skip
    return user, browser(user)
