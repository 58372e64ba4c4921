"""查序列号: found, told in parts and pages, silent about people, clear about what is no serial."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as ours
from disclosure import serial_texts
from disclosure.views import serials as view
from disclosure.views.serials import EXAMPLE
from registry.ledger import serials as grammar
from registry.ledger.models import Account, Act, Batch, Bucket, Entry
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import open_account
from registry.ledger.services.settlement import Trade, settle
from registry.organisations.models import Holder
from tests.governance.pages import text
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    holder_of,
    make_batch,
    ref,
)
from tests.registry.organisations.holders import make_person

pytestmark = pytest.mark.django_db
urlpatterns = [*ours, path("evidence/proof/<int:entry>.json", lambda request: HttpResponse())]


def look(client: Client, serial: str, **where: object) -> HttpResponse:
    return client.get("/serials/", {"q": serial, **where})


def name_of(account: int) -> str:
    return Holder.objects.get(uuid=Account.objects.get(id=account).holder_uuid).display_name


@pytest.fixture
def world() -> tuple[World, Batch]:
    """1–100 issued to the first, 81–100 deposited, 91–100 sold to the second, 96–100 frozen;
    1–10 retired by the first."""
    w = World(n=2, each_t=100)
    a, b = w.accounts
    mine = {"actor": holder_of(a), "batch": w.batch, "account": a, "reason": "内部理由"}
    units.deposit(serials=(81, 100), reference=ref(), **mine)
    settle(
        actor=EXCHANGE,
        trade=Trade("成交-1", a, b, w.batch, 10, Decimal("84.50")),
        on=DAY,
        reason="日终",
    )
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=b, serials=(96, 100), document="（2026）京0105执1号",
        reason="协助执行", reference=ref(),
    )  # fmt: skip
    purpose = {"purpose": "event_neutrality", "beneficiary": "某人"}
    units.retire(serials=(1, 10), reference=ref(), detail=purpose, **mine)
    return w, Batch.objects.get(id=w.batch)


def test_where_it_is_and_every_step(client: Client, world: tuple[World, Batch]):
    _, batch = world
    response = look(client, batch.serial(97, 97))
    page = text(response)
    assert response.status_code == 200
    for words in ("北京碳普惠", batch.methodology, batch.project, "冻结", "单位持有人", "200 吨"):
        assert words in page, words
    steps = [page.index(word) for word in ("冻结 2", "交易交割", "转入交易", "签发 2")]
    assert steps == sorted(steps)


def test_typed_carelessly(client: Client, world: tuple[World, Batch]):
    _, batch = world
    page = look(client, f" {batch.serial(1, 10).lower()} ".replace("_", "＿")).content.decode()
    assert f'value="{batch.serial(1, 10)}"' in page
    assert "已经使用" in page


def test_a_block_is_told_by_its_parts(client: Client, world: tuple[World, Batch]):
    _, batch = world
    page = look(client, batch.serial(5, 98)).content.decode()
    parts = re.findall(r"<summary>\s*<code>(.*?)</code>", page)
    ranges = [(5, 10), (11, 80), (81, 90), (91, 95), (96, 98)]
    assert parts == [batch.serial(*each) for each in ranges]


def test_nobody_and_no_inner_matter_is_public(client: Client, world: tuple[World, Batch]):
    """What was kept in the ledger and may not be read by strangers."""
    _, batch = world
    page = text(look(client, batch.serial(1, 200)))
    secret = ["内部理由", "协助执行", "京0105", "周敏", "84.50", "成交-1", "某人", "日终"]
    secret += list(Account.objects.exclude(kind="system").values_list("number", flat=True))
    assert [word for word in secret if word in page] == []
    assert "大型活动碳中和" in page


def test_organisations_are_named_where_the_fact_is_public(
    client: Client, world: tuple[World, Batch]
):
    w, batch = world
    first, second = (name_of(account) for account in w.accounts)
    issued_and_retired = text(look(client, batch.serial(3, 3)))
    assert issued_and_retired.count(first) == 4  # held by, retired from and to, issued to
    traded = text(look(client, batch.serial(97, 97)))
    assert first in traded  # issued to it
    assert second not in traded


def test_a_person_is_never_named(client: Client):
    person = make_person(real_name="欧阳小明")
    account = open_account(
        actor=CHECKER, programme="BJ", holder=person.uuid, reason="开户", reference=ref()
    )
    batch = make_batch({account.id: 5})
    units.retire(
        actor=holder_of(account.id), batch=batch.id, account=account.id, quantity_t=5,
        reason="自愿", reference=ref(), detail={"purpose": "personal", "beneficiary": "欧阳小明"},
    )  # fmt: skip
    page = text(look(client, batch.serial(1, 5)))
    assert "个人持有人" in page
    for word in ("欧阳", "小明", account.number, name_of(account.id), "*"):
        assert word not in page, word


@pytest.mark.parametrize(
    "typed", ["碳普惠", "BJ_M_P", "x\x00", "<script>alert(1)</script>", "9" * 500]
)
def test_what_is_no_serial_is_said_with_an_example(client: Client, typed: str):
    response = look(client, typed)
    assert response.status_code == 400
    page = response.content.decode()
    assert "不是序列号" in page
    assert EXAMPLE in page
    assert "<script" not in page


def test_empty_and_unknown(client: Client, world: tuple[World, Batch]):
    _, batch = world
    assert "请输入序列号" in text(look(client, " "))
    for serial in (batch.serial(1, 201), EXAMPLE):
        response = look(client, serial)
        assert response.status_code == 404
        assert "没有签发过序列号" in text(response)
    assert client.get("/serials/").status_code == 200
    assert client.post("/serials/").status_code == 405


def test_the_grammar_is_shown(client: Client):
    assert grammar.PATTERN in html.unescape(client.get("/serials/").content.decode())


def test_in_english(client: Client, world: tuple[World, Batch]):
    w, batch = world
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = text(look(client, batch.serial(97, 97)))
    for words in ("Every step", "frozen", "Traded", "an organisation", "Beijing carbon inclusion"):
        assert words in page, words
    main = page[page.index("Look up") :]
    chinese = "".join(re.findall(r"[\u4e00-\u9fff]+", main.replace(name_of(w.accounts[0]), "")))
    assert chinese in ("", "中文")
    assert "is no serial" in text(look(client, "x"))


def test_every_word_is_in_both_languages():
    tables = (serial_texts.TEXTS, serial_texts.BUCKETS, serial_texts.BUCKETS_MEAN)
    for table in (*tables, serial_texts.ACTS, serial_texts.PURPOSES):
        assert all(zh and en and zh != en for zh, en in table.values())
    assert set(serial_texts.BUCKETS) == set(serial_texts.BUCKETS_MEAN) == set(Bucket)
    moving_nothing = {a for a in Act if a.value.endswith("_account")} | {Act.RENEW}
    assert set(serial_texts.ACTS) == set(Act) - moving_nothing


def test_long_histories_are_paged(
    client: Client, world: tuple[World, Batch], monkeypatch: pytest.MonkeyPatch
):
    _, batch = world
    monkeypatch.setattr(view, "STEPS", 2)
    url, seen = f"/serials/?q={batch.serial(97, 97)}", []
    for _ in range(5):
        page = client.get(url).content.decode()
        seen += re.findall(r'class="what"><b>(.*?)</b>', page)
        following = re.search(r'href="(\S+)" rel="next"', page)
        if following is None:
            break
        url = html.unescape(following[1]).partition("#")[0]
    assert seen == ["冻结", "交易交割", "转入交易", "签发"]


def test_an_earlier_step_of_other_units_is_refused(client: Client, world: tuple[World, Batch]):
    _, batch = world
    retired = Entry.objects.get(act="retire")
    assert look(client, batch.serial(97, 97), earlier=f"{retired.id}.1").status_code == 404
    for odd in ("x", "1", "-1.1", "9" * 30 + ".1"):
        assert look(client, batch.serial(97, 97), earlier=odd, start=odd).status_code == 200


def test_many_parts_are_paged(
    client: Client, world: tuple[World, Batch], monkeypatch: pytest.MonkeyPatch
):
    _, batch = world
    monkeypatch.setattr(view, "PARTS", 2)
    url, seen = f"/serials/?q={batch.serial(1, 200)}", []
    for _ in range(9):
        page = client.get(url).content.decode()
        seen += re.findall(r"<summary>\s*<code>(.*?)</code>", page)
        following = re.search(r'href="(\S+)" rel="next"', page)
        if following is None:
            break
        url = html.unescape(following[1])
    whole = [(k.first, k.last) for k in batch.blocks.order_by("first")]
    assert seen == [batch.serial(*each) for each in whole]


def test_ten_million_tonnes_cost_no_more_than_one(client: Client, django_assert_num_queries):
    w = World(n=1, each_t=10_000_000)
    batch = Batch.objects.get(id=w.batch)
    for serial in (batch.serial(1, 10_000_000), batch.serial(7, 7)):
        with django_assert_num_queries(7):
            assert look(client, serial).status_code == 200


def test_proofs_are_linked_once_they_are_offered(client: Client, world: tuple[World, Batch]):
    _, batch = world
    entry = Entry.objects.get(act="retire").id
    with override_settings(ROOT_URLCONF=__name__):
        page = look(client, batch.serial(3, 3)).content.decode()
    assert f'href="/evidence/proof/{entry}.json" download' in page


def test_the_first_page_has_the_search(client: Client):
    assert 'action="/serials/"' in client.get("/").content.decode()
