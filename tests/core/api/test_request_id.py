"""Each answer carries an id; the caller's own, when it is well formed; the log has it too."""

from __future__ import annotations

import logging
import re

import pytest
import structlog
from django.test import Client

pytestmark = pytest.mark.django_db
MADE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.mark.parametrize("sent", ["exchange-2026.11.20_0001", "a" * 64, "0" * 8])
def test_a_well_formed_one_is_kept(client: Client, sent: str):
    assert client.get("/api/v1/programmes", headers={"X-Request-ID": sent})["X-Request-ID"] == sent


@pytest.mark.parametrize(
    "sent", ["", "short", "a" * 65, "with blank 1234", "-leading-dash", "号" * 9]
)
def test_others_are_replaced(client: Client, sent: str):
    given = client.get("/", headers={"X-Request-ID": sent})["X-Request-ID"]
    assert MADE.fullmatch(given)


def test_no_two_are_alike(client: Client):
    assert client.get("/")["X-Request-ID"] != client.get("/")["X-Request-ID"]


def test_the_log_has_it(client: Client):
    seen: list[str | None] = []

    class Looking(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(structlog.contextvars.get_contextvars().get("request_id"))

    handler = Looking()
    logging.getLogger("django.request").addHandler(handler)
    try:
        for name in ("from-outside-1", "from-outside-2"):
            client.get("/api/v1/nothing", headers={"X-Request-ID": name})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert seen == ["from-outside-1", "from-outside-2"]
