"""Serial search over the interface: the public page's facts, and not one fact more."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from disclosure.api import serials
from disclosure.views import serials as view
from registry.ledger.models import Account, Batch, Entry, Request
from tests.core.api.refusals import problem
from tests.disclosure.test_serials import name_of, world  # noqa: F401  a fixture
from tests.governance.pages import text
from tests.registry.ledger.world import World
from tests.registry.organisations.holders import make_person

pytestmark = pytest.mark.django_db
SERIALS = "/api/v1/serials"


def look(client: Client, q: str, **where: object) -> dict:
    response = client.get(SERIALS, {"q": q, **where})
    assert response.status_code == 200, response.content
    return response.json()


def leaves(found: object) -> list[object]:
    if isinstance(found, dict):
        return [leaf for inner in found.values() for leaf in leaves(inner)]
    if isinstance(found, list):
        return [leaf for inner in found for leaf in leaves(inner)]
    return [found]


def test_where_it_is_and_every_step(client: Client, world):  # noqa: F811
    _, batch = world
    found = look(client, batch.serial(97, 97))
    assert found["batch"]["code"] == batch.code
    assert found["quantity_t"] == 1
    (part,) = found["parts"]
    assert (part["bucket"], part["holder"]["zh"]) == ("frozen", "单位持有人")
    assert [step["act"] for step in part["steps"]] == ["freeze", "settle", "deposit", "issue"]
    assert all(step["proof"] == f"/evidence/proof/{step['entry']}.json" for step in part["steps"])


def test_all_of_it_stands_on_the_page_too(client: Client, world):  # noqa: F811
    """Every text and number of the answer, but codes and addresses, is shown to people."""
    _, batch = world
    for first, last in ((1, 10), (97, 97), (1, 200)):
        q = batch.serial(first, last)
        pages = []
        for language in ("zh-hans", "en"):
            client.cookies["django_language"] = language
            pages.append(text(client.get("/serials/", {"q": q})))
        page = " ".join(pages).replace(",", "")
        found = look(client, q)
        for part in found["parts"]:
            for key in ("bucket", "earlier"):
                part.pop(key)
            for step in part["steps"]:
                for key in (
                    "act",
                    "source_bucket",
                    "destination_bucket",
                    "purpose",
                    "proof",
                    "on_date",
                ):
                    step.pop(key)
        found["batch"].pop("serials")
        found["batch"].pop("code")
        for leaf in leaves(found):
            if leaf not in (None, ""):
                assert re.search(rf"{re.escape(str(leaf))}", page), (leaf, q)


def test_who_holds_and_trades_is_not_told(client: Client, world):  # noqa: F811
    """Of what was issued to the first and partly sold to the second."""
    w, batch = world
    told = client.get(SERIALS, {"q": batch.serial(11, 100)}).content.decode()
    assert name_of(w.accounts[0]) in told  # to whom it was issued
    secrets = [account.number for account in Account.objects.all()]
    secrets += [name_of(w.accounts[1]), "84.5", "成交-1", "执1号", "某人", "内部理由", "日终"]
    secrets += list(Request.objects.values_list("actor_name", flat=True))
    secrets += list(Entry.objects.values_list("reference", flat=True))
    assert [each for each in secrets if each in told] == []


def test_parts_and_earlier_steps_by_pages(client: Client, world, monkeypatch):  # noqa: F811
    monkeypatch.setattr(serials, "PARTS", 2)
    monkeypatch.setattr(serials, "STEPS", 1)
    _, batch = world
    whole = batch.serial(1, 200)
    seen, start = [], 1
    while start:
        found = look(client, whole, start=start)
        seen += [part["serials"] for part in found["parts"]]
        start = found["next_start"]
    assert len(seen) == len(set(seen)) == 6
    part = look(client, batch.serial(97, 97))["parts"][0]
    acts = []
    while part:
        acts += [step["act"] for step in part["steps"]]
        if not part["earlier"]:
            break
        part = look(client, batch.serial(97, 97), earlier=part["earlier"])["parts"][0]
    assert acts == ["freeze", "settle", "deposit", "issue"]


def test_the_same_number_of_parts_as_the_page():
    assert (serials.PARTS, serials.STEPS) == (view.PARTS, view.STEPS)


def test_as_people_type_it(client: Client, world):  # noqa: F811
    _, batch = world
    typed = f" {batch.serial(1, 10).lower().replace('-', '—')} "
    assert look(client, typed)["serials"] == batch.serial(1, 10)


@pytest.mark.parametrize(
    ("status", "code", "query"),
    [
        (422, "invalid", {}),
        (422, "invalid", {"q": ""}),
        (422, "invalid", {"q": "x" * 301}),
        (422, "serial_malformed", {"q": "abc"}),
        (422, "invalid", {"q": "abc", "start": "0"}),
        (422, "invalid", {"q": "abc", "earlier": "x"}),
        (400, "parameter_unknown", {"q": "abc", "Start": "1"}),
    ],
)
def test_asked_wrongly(client: Client, status: int, code: str, query: dict[str, str]):
    problem(client.get(SERIALS, query), status, code)


def test_never_issued(client: Client, world):  # noqa: F811
    _, batch = world
    problem(client.get(SERIALS, {"q": batch.serial(1, 201)}), 404, "serial_unknown")
    foreign = {"q": batch.serial(1, 10), "earlier": "1.1"}
    problem(client.get(SERIALS, foreign), 404, "serial_unknown")


def test_batches(client: Client):
    w = World(n=1)
    batch = Batch.objects.get(id=w.batch)
    (row,) = client.get("/api/v1/batches").json()["results"]
    assert row == client.get(f"/api/v1/batches/{batch.code}").json()
    assert (row["serials"], row["quantity_t"]) == (batch.serial(1, 1000), 1000)
    for query, count in (
        ({"programme": "BJ"}, 1), ({"programme": "CD"}, 0), ({"vintage": "2025"}, 1),
        ({"vintage": "2024"}, 0), ({"project": batch.project}, 1), ({"methodology": "X"}, 0),
    ):  # fmt: skip
        assert len(client.get("/api/v1/batches", query).json()["results"]) == count, query
    problem(client.get("/api/v1/batches?vintage=2025.5"), 422, "invalid")
    problem(client.get("/api/v1/batches?vintage=x"), 422, "invalid")


def test_a_person_is_never_named(client: Client, world):  # noqa: F811
    person = make_person(real_name="欧阳某某")
    _, batch = world
    assert person.real_name not in client.get(SERIALS, {"q": batch.serial(1, 200)}).content.decode()
