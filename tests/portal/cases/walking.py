"""Browsers of the people of a case, and the addresses of its pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from governance.identity.actor import Actor
from governance.identity.models import User
from registry.casework.models import Case
from registry.organisations.models import Organisation
from tests.governance.pages import browser


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def at_portal(actor: Actor) -> Client:
    return browser(user_of(actor))


def choose(client: Client, organisation: Organisation) -> None:
    assert client.post("/portal/choose/", {"organisation": organisation.uuid}).status_code == 302


def page(case: Case, rest: str = "") -> str:
    return f"/portal/cases/{case.pk}/{rest}"


def send(client: Client, case: Case, step: str, reason: str = "办理", **data: Any) -> HttpResponse:
    """Send a step's form as its page, opened now, would send it."""
    version = Case.objects.get(pk=case.pk).version
    given = {"case_version": version, "reason": reason} | data
    return client.post(page(case, f"step/{step}/"), given)
