"""The public first page: totals as the ledger gives them, two languages, nothing from elsewhere."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command

from disclosure.texts import TEXTS
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from registry.ledger.services import units
from tests.governance.pages import text
from tests.registry.ledger.world import APPROVER, World, holder_of, make_account, make_batch, ref

pytestmark = pytest.mark.django_db


def test_totals_by_programme(client):
    w = World(n=1, each_t=1_234_567)
    acts = {"batch": w.batch, "account": w.accounts[0], "reason": "测试"}
    units.retire(actor=holder_of(w.accounts[0]), quantity_t=234_560, reference=ref(), **acts)
    units.cancel(actor=APPROVER, quantity_t=7, reference=ref(), **acts)
    page = text(client.get("/"))
    assert "1,234,567 1,000,000 234,560 7" in page
    for name in ("全国温室气体自愿减排", "北京碳普惠", "碳惠天府"):
        assert name in page
    assert "0 0 0 0" in page  # a programme without a batch


def test_totals_of_the_demo(client):
    call_command("demo", stdout=io.StringIO())
    page = text(client.get("/"))
    assert "0 0 0 0" not in page


def test_totals_of_an_empty_registry(client):
    page = text(client.get("/"))
    assert page.count("0 0 0 0") == 3


def test_imported_history_is_not_ours(client):
    Programme.objects.create(
        code="CAR", name_zh="外地登记簿", name_en="Elsewhere", authority="—", legal_source=IMPORTED
    )
    make_batch({make_account("CAR").id: 777}, programme="CAR")
    page = text(client.get("/"))
    assert "外地登记簿" not in page
    assert "777" not in page


def test_the_page_is_fast(client, django_assert_num_queries):
    """Whether the totals changed, the totals, and the programmes; nothing by account, batch or visitor."""
    World(n=3, each_t=10)
    with django_assert_num_queries(3):
        client.get("/")
    with django_assert_num_queries(2):
        client.get("/")


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


def test_links_to_the_one_log_in(client):
    page = client.get("/").content.decode()
    assert 'href="/accounts/login/"' in page
    assert "注册" in client.get("/accounts/login/").content.decode()


def test_only_reading(client):
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
