"""The public first page: totals as the ledger gives them, two languages, nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from disclosure.texts import TEXTS
from disclosure.views import landing
from tests.governance.pages import text

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Totals:
    programme: str
    issued_t: int
    held_t: int
    retired_t: int
    cancelled_t: int


@pytest.fixture(autouse=True)
def totals(monkeypatch):
    found = [Totals("BJ", 1_234_567, 1_000_000, 234_560, 7)]
    monkeypatch.setattr(landing, "programme_totals", lambda: found)
    return found


def test_totals_by_programme(client):
    page = text(client.get("/"))
    assert "1,234,567 1,000,000 234,560 7" in page
    for name in ("全国温室气体自愿减排", "北京碳普惠", "碳惠天府"):
        assert name in page
    assert "0 0 0 0" in page  # a programme without a batch


def test_totals_of_an_empty_registry(client, totals):
    totals.clear()
    assert client.get("/").status_code == 200


def test_switches_to_english_and_back(client):
    assert "每一吨减排量" in text(client.get("/"))
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/"}, follow=True)
    page = response.content.decode()
    assert 'lang="en"' in page
    assert "Every tonne of reduction" in page
    assert "Beijing carbon inclusion" in page
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert "每一吨减排量" in text(client.get("/"))


def test_every_text_is_in_both_languages_and_used():
    assert all(zh and en and zh != en for zh, en in TEXTS.values())


def test_nothing_comes_from_elsewhere(client):
    page = client.get("/").content.decode()
    sources = re.findall(r'(?:src|href|action)="([^"]+)"', page)
    assert sources
    assert all(source.startswith(("/", "#")) for source in sources)
    assert "<script" not in page
    assert "style=" not in page


def test_links_to_the_staff_pages(client):
    page = client.get("/").content.decode()
    assert 'href="/admin/"' in page
    assert client.get("/admin/login/").status_code == 200


def test_only_reading(client):
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
