"""Walking through the entrance with Django's test client, with a telephone in hand."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import Client

from governance.identity.models import LoginEvent, User
from tests.governance.people import PASSWORD

LOGIN, CODE = "/accounts/login/", "/accounts/second-factor/code/"
ENROL, AGAIN = "/accounts/second-factor/set-up/", "/accounts/second-factor/again/"
CHANGE = "/accounts/password/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def visitor(ip: str = "198.51.100.7") -> Client:
    return Client(REMOTE_ADDR=ip, HTTP_USER_AGENT="Testbrowser/1")


def enter(client: Client, username: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(f"{LOGIN}?next=/admin/", {"login": username, "password": password})


def equip(user: User) -> str:
    """Give the user a telephone; its secret."""
    TOTP.activate(user, SECRET)
    return SECRET


def secret_of(user: User) -> str:
    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


def code_now(secret: str = SECRET, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def wrong_code(secret: str = SECRET) -> str:
    valid = {code_now(secret, steps=step) for step in range(-2, 3)}
    return next(f"{n:06}" for n in range(10) if f"{n:06}" not in valid)


def kinds() -> list[str]:
    return list(LoginEvent.objects.order_by("pk").values_list("kind", flat=True))


def inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200
