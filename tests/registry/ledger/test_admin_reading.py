"""The ledger's pages: what they show, how they are found, how few queries they take, who may look."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from core import clock
from governance.identity import list_paging
from governance.identity.roles import Role
from registry.ledger.admin import batches
from registry.ledger.models import Account, Batch, Bucket, Entry, Hold
from registry.ledger.services import holds, units
from registry.ledger.services.settlement import settle, undo_trade
from registry.ledger.services.trades import Trade
from registry.organisations.models import Organisation
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_staff, make_user
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    holder_of,
    make_account,
    make_batch,
    ref,
)

pytestmark = pytest.mark.django_db

ACCOUNTS, BATCHES = "/admin/ledger/account/", "/admin/ledger/batch/"
ENTRIES, HOLDS = "/admin/ledger/entry/", "/admin/ledger/hold/"
LISTS = [ACCOUNTS, BATCHES, ENTRIES, HOLDS]
WHY = {"reason": "测试"}


@pytest.fixture
def world() -> World:
    """Three accounts of 1,000 t, 400 of them in trading; one trade, one freeze with its queue."""
    w = World(n=3, each_t=1000, listed_t=400)
    a, b, _ = w.accounts
    trade = Trade(ref("CJ"), a, b, w.batch, 150, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, reason="当日成交")
    freeze = {"actor": CHECKER, "batch": w.batch, "account": a, **WHY}
    holds.freeze(quantity_t=900, document="甲法院（2026）执保1号", reference=ref(), **freeze)
    holds.freeze(quantity_t=50, document="乙法院（2026）执保2号", reference=ref(), **freeze)
    return w


@pytest.fixture
def clerk():
    return browser(make_staff(Role.MAKER))


def page(client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, url
    return text(response)


def detail(model: str, key: int) -> str:
    return f"/admin/ledger/{model}/{key}/change/"


def test_accounts_with_balances_by_bucket(world, clerk):
    account = Account.objects.get(id=world.accounts[0])
    listed = page(clerk, ACCOUNTS, q=account.number)
    # available 600 - 600 frozen; trading 400 - 150 sold - 250 frozen
    assert f"{account.number} 北京测试" in listed
    assert "BJ 正常 — — — 850 — —" in listed
    assert rows(clerk.get(ACCOUNTS, {"q": "北京测试"}))
    assert rows(clerk.get(ACCOUNTS, {"q": "没有的名字"})) == []
    assert "没有符合条件的账户" in page(clerk, ACCOUNTS, q="没有的名字")
    assert rows(clerk.get(ACCOUNTS, {"programme": "CD"})) == []
    assert len(rows(clerk.get(ACCOUNTS, {"kind__exact": "system"}))) == 1


def test_an_account_is_found_by_credit_code(world, clerk):
    account = Account.objects.get(id=world.accounts[1])
    code = Organisation.objects.get(uuid=account.holder_uuid).uscc
    assert rows(clerk.get(ACCOUNTS, {"q": code})) == [account.number]


def test_an_account_shows_batches_holds_moves_and_its_life(world, clerk):
    account, batch = Account.objects.get(id=world.accounts[1]), Batch.objects.get(id=world.batch)
    shown = page(clerk, detail("account", account.id))
    assert f"{batch.code} 600 550 — — — —" in shown
    assert "没有冻结，也没有预留" in shown
    assert "交易交割" in shown
    assert "测试开户" in shown
    frozen = page(clerk, detail("account", world.accounts[0]))
    assert "乙法院（2026）执保2号" in frozen


def test_from_entry_to_moves_to_account_and_back(world, clerk):
    entry = Entry.objects.get(act="settle")
    shown = clerk.get(detail("entry", entry.id))
    source = detail("account", world.accounts[0])
    assert source in shown.content.decode()
    assert f"{BATCHES}{world.batch}/change/?from=851" in shown.content.decode()
    back = clerk.get(source).content.decode()
    assert detail("entry", entry.id) in back
    assert f"{ENTRIES}?account={world.accounts[0]}" in back
    assert clerk.get(ENTRIES, {"account": world.accounts[0]}).status_code == 200


def test_entries_say_who_why_and_under_which_number(world, clerk):
    entry = Entry.objects.get(act="settle")
    shown = page(clerk, detail("entry", entry.id))
    for expected in ("周敏", "交易机构接口", "当日成交", "10.0.0.1", "84.50", entry.reference):
        assert expected in shown
    listed = page(clerk, ENTRIES)
    assert "当日成交" in listed
    assert "多于" not in listed


def test_entries_are_found_by_number_reference_and_account(world, clerk):
    entry = Entry.objects.get(act="settle")
    account = Account.objects.get(id=world.accounts[1])
    for term in (str(entry.id), entry.reference, entry.reference[:6]):
        assert str(entry) in rows(clerk.get(ENTRIES, {"q": term})), term
    found = rows(clerk.get(ENTRIES, {"q": account.number.lower()}))
    assert str(entry) in found
    assert len(found) == 3  # issue, deposit, settle
    assert rows(clerk.get(ENTRIES, {"q": "BJ-999999"})) == []
    assert rows(clerk.get(ENTRIES, {"q": "9" * 40})) == []
    assert rows(clerk.get(ENTRIES, {"act__exact": "settle"})) == [str(entry)]
    assert rows(clerk.get(ENTRIES, {"account": "x"})) == []
    assert rows(clerk.get(ENTRIES, {"account": "999999999999"})) == []


def test_an_undone_trade_and_its_undoing_name_each_other(world, clerk):
    _, b, c = world.accounts
    trade = Trade(ref(), b, c, world.batch, 7, None)
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    undo_trade(actor=EXCHANGE, trade=trade.reference, on=DAY, reference=ref(), **WHY)
    undo = Entry.objects.get(act="undo")
    assert f"撤销的成交： {undo.undoes}" in page(clerk, detail("entry", undo.id))
    assert f"已被撤销： {undo.id}" in page(clerk, detail("entry", undo.undoes))


def test_a_retirement_is_told_in_chinese(world, clerk):
    reply = units.retire(
        actor=holder_of(world.accounts[1]), batch=world.batch, account=world.accounts[1],
        quantity_t=5, reference=ref(), reason="会议碳中和",
        detail={"purpose": "event_neutrality", "beneficiary": "某会议", "其他": "照写"},
    )  # fmt: skip
    shown = page(clerk, detail("entry", reply["entry"]))
    for expected in ("用途：大型活动碳中和", "受益人：某会议", "其他：照写"):
        assert expected in shown
    assert "purpose" not in shown


def test_a_batch_says_where_its_units_are(world, clerk):
    batch = Batch.objects.get(id=world.batch)
    shown = page(clerk, detail("batch", batch.id))
    assert "可用 1,200" in shown
    assert "冻结 850" in shown
    assert "合计 3,000" in shown
    assert batch.serial(1001, 1600) in shown
    issue = Entry.objects.get(act="issue")
    assert detail("entry", issue.id) in clerk.get(detail("batch", batch.id)).content.decode()


def test_blocks_of_a_batch_are_paged_by_serial(world, clerk, monkeypatch):
    monkeypatch.setattr(batches, "SHOWN", 2)
    batch = Batch.objects.get(id=world.batch)
    first = clerk.get(detail("batch", batch.id)).content.decode()
    assert "后面的序列号段" in first
    shown = page(clerk, detail("batch", batch.id), **{"from": "1700"})
    assert "从 1,700 起" in shown
    assert batch.serial(1601, 2000) in shown  # the block that holds serial 1700
    for odd in ("0", "99999999999", "x", "3000", "9999"):
        assert clerk.get(detail("batch", batch.id), {"from": odd}).status_code == 200


def test_batches_are_found_by_code_and_by_printed_serial(world, clerk):
    other = make_batch({make_account("CD").id: 10}, programme="CD", project="XIANGMU-9")
    batch = Batch.objects.get(id=world.batch)
    assert rows(clerk.get(BATCHES, {"q": "mu-9"})) == [other.code]
    assert rows(clerk.get(BATCHES, {"q": batch.serial(5, 9)})) == [batch.code]
    assert rows(clerk.get(BATCHES, {"programme": "CD"})) == [other.code]


def test_a_hold_shows_its_units_its_queue_and_its_moves(world, clerk):
    first, second = Hold.objects.order_by("id")
    shown = page(clerk, detail("hold", first.id))
    assert "甲法院（2026）执保1号 850 50" in shown
    assert "乙法院（2026）执保2号 0 50" in shown
    assert "现在的序列号段" in shown
    waiting = page(clerk, detail("hold", second.id))
    assert "现在没有减排量" in waiting
    assert "全部在轮候" in waiting


def test_holds_are_found_by_document_account_and_what_needs_an_eye(world, clerk):
    first, second = Hold.objects.order_by("id")
    a = Account.objects.get(id=world.accounts[0])
    assert rows(clerk.get(HOLDS, {"q": "乙法院"})) == [str(second)]
    assert len(rows(clerk.get(HOLDS, {"q": a.number}))) == 2
    assert len(rows(clerk.get(HOLDS, {"eye": "waiting"}))) == 2
    assert rows(clerk.get(HOLDS, {"eye": "soon"})) == []
    third = holds.freeze(
        actor=CHECKER, batch=world.batch, account=world.accounts[1], quantity_t=1,
        document="丙", reference=ref(), expires_on=clock.today() + dt.timedelta(days=9), **WHY,
    )  # fmt: skip
    assert rows(clerk.get(HOLDS, {"eye": "soon"})) == [str(Hold.objects.get(id=third["hold"]))]
    assert rows(clerk.get(HOLDS, {"eye": "past"})) == []
    assert rows(clerk.get(HOLDS, {"programme": "CD"})) == []
    assert str(first) == f"第 {first.id} 号 司法冻结"


@pytest.mark.parametrize("url", LISTS)
def test_a_list_takes_as_many_queries_for_many_rows(
    url, clerk, django_assert_max_num_queries, django_assert_num_queries
):
    """Session, user and roles; count, page, and a query or two for what the rows show."""
    w = World(n=2, each_t=100, listed_t=50)
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=5, document="甲",
        reference=ref(), **WHY,
    )  # fmt: skip
    with django_assert_max_num_queries(10) as few:
        clerk.get(url)
    w = World(n=6, each_t=100, listed_t=50)
    for account in w.accounts:
        holds.freeze(
            actor=CHECKER, batch=w.batch, account=account, quantity_t=5, document="甲",
            reference=ref(), **WHY,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        clerk.get(url)


def test_detail_pages_take_few_queries(world, clerk, django_assert_max_num_queries):
    entry, hold = Entry.objects.get(act="settle"), Hold.objects.first()
    for url in (
        detail("account", world.accounts[0]),
        detail("batch", world.batch),
        detail("entry", entry.id),
        detail("hold", hold.id),
    ):
        with django_assert_max_num_queries(15):
            assert clerk.get(url).status_code == 200


def test_counting_stops_where_nobody_pages(world, clerk, monkeypatch):
    monkeypatch.setattr(list_paging, "COUNTED", 2)
    assert "多于 2 条" in page(clerk, ACCOUNTS)


@pytest.mark.parametrize(
    "role", [Role.CHECKER, Role.APPROVER, Role.AUDIT_ADMIN, Role.SUPERVISOR], ids=str
)
def test_readers_read(role, world):
    client = browser(make_staff(role))
    for url in (*LISTS, detail("account", world.accounts[0]), detail("batch", world.batch)):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.EXPERT, Role.DISTRICT, Role.HOLDER],
    ids=str,
)  # fmt: skip
def test_others_do_not(role, world):
    client = browser(make_staff(role))
    for url in (*LISTS, detail("account", world.accounts[0]), detail("hold", 1)):
        assert client.get(url).status_code in (302, 403)
    assert "登记簿" not in text(client.get("/admin/")).replace("碳普惠减排量登记簿", "")


def test_strangers_are_sent_to_the_log_in(world, client):
    for url in LISTS:
        assert client.get(url).status_code == 302
        assert browser(make_user()).get(url).status_code == 302


@pytest.mark.parametrize("url", LISTS)
def test_nothing_is_added_changed_or_deleted(url, world, django_user_model):
    """Not even by a superuser of a developer's machine."""
    for user in (
        make_staff(Role.MAKER, Role.CHECKER, Role.APPROVER),
        make_staff(is_superuser=True),
    ):
        client = browser(user)
        key = {ACCOUNTS: world.accounts[0], BATCHES: world.batch}.get(url)
        key = key or (Entry if url == ENTRIES else Hold).objects.first().id
        shown = client.get(f"{url}{key}/change/")
        assert "deletelink" not in shown.content.decode()
        assert 'name="_save"' not in shown.content.decode()
        assert "历史" not in text(shown)
        assert client.post(f"{url}{key}/change/", {"status": "closed"}).status_code == 403
        assert client.post(f"{url}{key}/delete/", {"post": "yes"}).status_code == 403
        client.post(url, {"action": "delete_selected", "_selected_action": [key], "post": "yes"})
        if url != ACCOUNTS:
            assert client.get(f"{url}add/").status_code == 403
    assert Bucket.RETIRED not in {hold.bucket for hold in Hold.objects.all()}
    assert Account.objects.get(id=world.accounts[0]).status == "open"
    assert Hold.objects.count() == 2
