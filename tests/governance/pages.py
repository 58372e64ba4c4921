"""Walking the admin with Django's test client."""

from __future__ import annotations

import html
import re

from django.test import Client

from core import clock
from governance.identity.login.sessions import SEEN, STARTED
from governance.identity.models import User


def browser(user: User, *, ip: str = "198.51.100.7") -> Client:
    client = Client(REMOTE_ADDR=ip)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[STARTED] = session[SEEN] = clock.now().timestamp()  # as the log-in page does
    session.save()
    return client


def text(response) -> str:
    """The page's visible text, roughly: tags out, blanks joined."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def rows(response) -> list[str]:
    """What the first column of a change list shows."""
    return [str(found) for found in response.context["cl"].result_list]
