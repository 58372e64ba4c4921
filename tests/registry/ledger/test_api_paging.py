"""Pages by cursor: whatever comes in meanwhile, nothing is shown twice and nothing is left out."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from registry.ledger.models import Entry
from tests.core.api.refusals import problem
from tests.governance.identity.api.callers import member_of
from tests.registry.ledger.world import make_account, make_batch, to_trading

pytestmark = pytest.mark.django_db


def follow(client: Client, link: str) -> dict:
    parts = urlsplit(link)
    response = client.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_batches_while_others_are_entered(client: Client):
    account = make_account().id
    first = [make_batch({account: 10}).code for _ in range(5)]
    page = client.get("/api/v1/batches?limit=2").json()
    seen = [row["code"] for row in page["results"]]
    assert page["previous"] is None
    later = []
    while page["next"]:
        later.append(make_batch({account: 10}).code) if len(later) < 3 else None
        page = follow(client, page["next"])
        seen += [row["code"] for row in page["results"]]
    assert seen == first + later


def test_and_back_again(client: Client):
    account = make_account().id
    codes = [make_batch({account: 10}).code for _ in range(5)]
    pages = [client.get("/api/v1/batches?limit=2").json()]
    while pages[-1]["next"]:
        pages.append(follow(client, pages[-1]["next"]))
    assert [len(page["results"]) for page in pages] == [2, 2, 1]
    back = [pages[-1]]
    while back[-1]["previous"]:
        back.append(follow(client, back[-1]["previous"]))
    assert [page["results"] for page in reversed(back)] == [page["results"] for page in pages]
    assert [row["code"] for page in pages for row in page["results"]] == codes


def test_entries_newest_first_while_more_come():
    account = make_account()
    batch = make_batch({account.id: 100})
    for _ in range(6):
        to_trading(account.id, batch.id, 1)
    _, client = member_of(account.id)
    before = list(Entry.objects.filter(moves__isnull=False).distinct().order_by("-id"))
    page = client.get(f"/api/v1/accounts/{account.number}/entries?limit=3").json()
    seen = [row["entry"] for row in page["results"]]
    while page["next"]:
        to_trading(account.id, batch.id, 1)
        page = follow(client, page["next"])
        seen += [row["entry"] for row in page["results"]]
    assert seen == [entry.id for entry in before]
    newer = follow(client, page["previous"])["results"]
    assert [row["entry"] for row in newer] == seen[-1 - 3 : -1]


def test_an_entry_of_many_lines_is_one_row():
    account = make_account()
    batch = make_batch({account.id: 100})
    for _ in range(3):
        to_trading(account.id, batch.id, 10)
    _, client = member_of(account.id)
    page = client.get(f"/api/v1/accounts/{account.number}/entries?limit=200").json()
    numbers = [row["entry"] for row in page["results"]]
    assert len(numbers) == len(set(numbers)) == 4
    assert page["next"] is page["previous"] is None


def test_holdings_by_pages():
    account = make_account()
    for _ in range(5):
        make_batch({account.id: 10})
    _, client = member_of(account.id)
    page = client.get(f"/api/v1/accounts/{account.number}/holdings?limit=2").json()
    seen = [row["batch"] for row in page["results"]]
    while page["next"]:
        page = follow(client, page["next"])
        seen += [row["batch"] for row in page["results"]]
    assert seen == sorted(seen)
    assert len(set(seen)) == 5


@pytest.mark.parametrize("cursor", ["cD14", "cD0tMQ==", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cD0="])
def test_positions_that_no_entry_has(cursor: str):
    account = make_account()
    _, client = member_of(account.id)
    response = client.get(f"/api/v1/accounts/{account.number}/entries", {"cursor": cursor})
    problem(response, 400, "cursor_invalid")
