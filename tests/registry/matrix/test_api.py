"""Cases through the interface: it reads, and writes nothing, for everybody in every state.

Addresses are found, not listed: whatever under ``/api/v1/`` takes the key of a case is walked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from registry.casework.selectors.visible import public_cases, visible_cases
from tests.registry.matrix.cells import WHO
from tests.registry.matrix.faces import browser_of
from tests.registry.matrix.picture import changed, everything
from tests.registry.matrix.scene import Scene

pytestmark = pytest.mark.django_db
OF_CASES = re.compile(r"^api/v1/.*(case|project|report|change)")
KEY = re.compile(r"<(?:[a-z_]+:)?([a-z_]+)>")
UNSAFE = ("post", "put", "patch", "delete")


def _addresses(found: URLResolver, before: str = "") -> Iterator[str]:
    for each in found.url_patterns:
        if isinstance(each, URLResolver):
            yield from _addresses(each, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


ADDRESSES = sorted({each for each in _addresses(get_resolver()) if OF_CASES.match(each)})
ONE = [each for each in ADDRESSES if len(KEY.findall(each)) == 1]
FOR_ALL = ("api/v1/projects/<uuid:uuid>", "api/v1/reports/<uuid:uuid>")  # what was laid open
OWN = [each for each in ONE if each not in FOR_ALL]
reads_cases = pytest.mark.skipif(not ONE, reason="the interface has no resource of cases yet")


def test_the_public_addresses_are_still_there() -> None:
    assert set(FOR_ALL) <= set(ONE)
    assert OWN


def test_no_address_of_the_interface_takes_a_step() -> None:
    assert [each for each in _addresses(get_resolver()) if "api/" in each and "step" in each] == []


@reads_cases
def test_the_interface_of_cases_reads_for_whom_they_are_and_writes_for_nobody(scene: Scene) -> None:
    clients: dict[str, Client] = {who: browser_of(scene, who) for who in WHO}
    before = everything()
    wrong: list[Any] = []
    for turn, (who, client) in enumerate(clients.items()):
        sees = visible_cases(scene.actor(who)).filter(pk=scene.uuid).exists()
        for each, address in enumerate(ADDRESSES):
            method = UNSAFE[
                (turn + each) % len(UNSAFE)
            ]  # by turns: every address meets every method
            answer = getattr(client, method)(_of(address, scene)).status_code
            if answer not in (403, 404, 405):
                wrong.append((who, address, method, answer))
        read = _read(clients[who], scene, OWN)
        if bool(read) != sees:
            wrong.append((who, sees, read))
    assert wrong == []
    public = {tuple(_read(client, scene, FOR_ALL)) for client in (*clients.values(), Client())}
    laid_open = public_cases().filter(pk=scene.uuid).exists()
    assert len(public) == 1, "what is public does not depend on who asks"
    assert laid_open or public == {()}
    assert changed(before) == []


def _of(address: str, scene: Scene) -> str:
    return "/" + KEY.sub(str(scene.uuid), address)


def _read(client: Client, scene: Scene, addresses: Iterable[str]) -> list[str]:
    """Those of these addresses of one thing that show this case."""
    answers: dict[str, Any] = {each: client.get(_of(each, scene)) for each in addresses}
    return [each for each, answer in answers.items() if answer.status_code == 200]
