"""Cases of each kind with everybody around them, and what the interface answers each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.governance.pages import browser
from tests.registry.matrix.building import build
from tests.registry.matrix.scene import Scene, standing_still

QUERIES = 15


@contextmanager
def built(kind: str, state: str) -> Iterator[Scene]:
    with standing_still() as traveller:
        yield build(kind, state, traveller)


def of(scene: Scene, who: str) -> Client:
    return browser(scene.users[who])


def asked(client: Client, address: str, **query: Any) -> Any:
    """The answer's JSON; few questions to the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, (address, answer.content.decode())
    said = [q["sql"][:160] for q in queries]
    assert len(said) <= QUERIES, (address, len(said), said)
    return answer.json()


def status(client: Client, address: str, **query: Any) -> int:
    answer = client.get(f"/api/v1/{address}", query)
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", address
    return answer.status_code


def listed(client: Client, address: str = "cases", **query: Any) -> set[str]:
    return {row["uuid"] for row in asked(client, address, **query)["results"]}
