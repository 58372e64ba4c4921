"""From an entry to its moves, to where they are now, and back to issuance; balances on past days;
holdings over all accounts; entries by keyset and by day."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import time_machine
from openpyxl import load_workbook

from core.clock import SHANGHAI
from governance.identity import list_export
from governance.identity.roles import Role
from registry.ledger.admin.base import BEFORE
from registry.ledger.admin.entries import EntryAdmin
from registry.ledger.admin.positions import PositionAdmin
from registry.ledger.models import Account, Batch, Entry, Hold, Move
from registry.ledger.selectors.balances import balances
from registry.ledger.selectors.past import balances_on
from registry.ledger.services import holds, units
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import CHECKER, DAY, World, ref, to_trading
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db
ENTRIES = "/admin/ledger/entry/"
HOLDINGS = "/admin/ledger/position/"


@pytest.fixture
def clerk():
    return browser(make_staff(Role.MAKER))


@pytest.fixture
def world() -> World:
    return World(n=2, each_t=100)


def on_day(day: dt.date):
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), SHANGHAI))


def move_units(w: World, quantity_t: int, on: dt.date, *, back: bool = False) -> Entry:
    source, destination = w.accounts[::-1] if back else w.accounts
    with on_day(on):
        reply = units.transfer(
            actor=CHECKER, batch=w.batch, source=source, destination=destination,
            quantity_t=quantity_t, reference=ref(), reason="继承",
        )  # fmt: skip
    return Entry.objects.get(id=reply["entry"])


def test_entry_to_move_to_block_and_back(world, clerk):
    a, b = (Account.objects.get(id=each).number for each in world.accounts)
    entry = move_units(world, 40, DAY)
    move = Move.objects.get(entry=entry)
    line = f"{ENTRIES}{entry.id}/line/1/"
    assert line in clerk.get(f"{ENTRIES}{entry.id}/change/").content.decode()
    shown = text(clerk.get(line))
    batch = Batch.objects.get(id=world.batch)
    assert batch.serial(move.first, move.last) in shown
    assert f"{a} · 可用 {b} · 可用 40" in shown
    issue = Entry.objects.get(act="issue")
    body = clerk.get(line).content.decode()
    assert f"{ENTRIES}{issue.id}/change/" in body  # the way back ends at issuance
    # Part of it goes on: the page of the first move says where each part is now, and by which move.
    later = move_units(world, 15, DAY, back=True)
    shown, body = text(clerk.get(line)), clerk.get(line).content.decode()
    assert f"{ENTRIES}{later.id}/line/1/" in body
    assert re.search(rf"15 {a} · 可用", shown)
    assert re.search(rf"25 {b} · 可用", shown)
    batch_page = clerk.get(f"/admin/ledger/batch/{world.batch}/change/").content.decode()
    assert f"{ENTRIES}{later.id}/line/1/" in batch_page


def test_a_move_that_is_not_there(world, clerk):
    entry = Entry.objects.get(act="issue")
    for line in (f"{entry.id}/line/99", f"{10**17}/line/1", f"{10**40}/line/1", f"1/line/{10**12}"):
        assert clerk.get(f"{ENTRIES}{line}/").status_code == 404
    assert browser(make_staff(Role.EXPERT)).get(f"{ENTRIES}{entry.id}/line/1/").status_code == 403


def test_balances_on_a_past_day_are_what_they_were(world):
    """Written down out of order of days, too."""
    a, b = world.accounts
    issued = Entry.objects.get(act="issue").on_date
    third, first, second = (issued + dt.timedelta(days=n) for n in (3, 1, 2))
    move_units(world, 30, third)
    move_units(world, 20, first)
    with on_day(second):
        holds.freeze(
            actor=CHECKER, batch=world.batch, account=a, quantity_t=7, document="甲",
            reference=ref(), reason="司法协助",
        )  # fmt: skip

    def held(account: int, day: dt.date) -> dict[str, int]:
        return {each.bucket.value: each.quantity_t for each in balances_on(account, day)}

    assert held(a, issued - dt.timedelta(days=1)) == {}
    assert held(a, issued) == {"available": 100}
    assert held(a, first) == {"available": 80}
    assert held(a, second) == {"available": 73, "frozen": 7}
    assert held(a, third) == {"available": 43, "frozen": 7}
    assert held(b, third) == {"available": 150}
    for account in world.accounts:
        assert balances_on(account, dt.date.max) == balances(account)


def test_the_account_page_shows_a_past_day(world, clerk):
    a = world.accounts[0]
    url, issued = f"/admin/ledger/account/{a}/change/", Entry.objects.get(act="issue").on_date
    move_units(world, 30, issued - dt.timedelta(days=1), back=True)
    day = (issued - dt.timedelta(days=1)).isoformat()
    shown = text(clerk.get(url, {"on": day}))
    assert f"{day} 日终余额（吨）" in shown
    assert "看现在" in shown
    assert "日终余额（吨）" not in text(clerk.get(url))
    for odd in ("2999-01-01", "x", "2026-02-30", ""):
        assert "日终余额（吨）" not in text(clerk.get(url, {"on": odd}))
    assert "那一天日终没有减排量" in text(clerk.get(url, {"on": "2001-01-01"}))


def test_holdings_list_balances_and_holds(world, clerk):
    a = Account.objects.get(id=world.accounts[0])
    to_trading(a.id, world.batch, 10)
    holds.freeze(
        actor=CHECKER, batch=world.batch, account=a.id, quantity_t=5, document="甲",
        reference=ref(), reason="司法协助",
    )  # fmt: skip
    hold = Hold.objects.get()
    shown = text(clerk.get(HOLDINGS))
    assert re.search(rf"{a.number} \S+ \S+ 可用 85 —", shown)
    assert re.search(rf"{a.number} \S+ \S+ 交易 10 —", shown)
    assert re.search(rf"{a.number} \S+ \S+ 冻结 5 第 {hold.id} 号", shown)
    assert len(rows(clerk.get(HOLDINGS))) == 4  # nothing is left unissued
    assert len(rows(clerk.get(HOLDINGS, {"bucket": "frozen"}))) == 1
    assert len(rows(clerk.get(HOLDINGS, {"q": a.number}))) == 3
    assert len(rows(clerk.get(HOLDINGS, {"programme": "CD"}))) == 0
    project = Batch.objects.get(id=world.batch).project
    assert len(rows(clerk.get(HOLDINGS, {"q": project}))) == 4
    row = clerk.get(HOLDINGS).context["cl"].result_list[0]
    opened = clerk.get(f"{HOLDINGS}{row.pk}/change/")
    assert opened["Location"] == f"/admin/ledger/account/{row.account_id}/change/"
    assert clerk.get(f"{HOLDINGS}x/change/").status_code == 404


def test_holdings_page_by_keyset(clerk, monkeypatch):
    w = World(n=3, each_t=100, listed_t=10)
    for n in range(3):
        holds.freeze(
            actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=5, document=f"甲{n}",
            reference=ref(), reason="司法协助",
        )  # fmt: skip
    whole = [row.pk for row in clerk.get(HOLDINGS).context["cl"].result_list]
    assert len(whole) == 9
    monkeypatch.setattr(PositionAdmin, "list_per_page", 2)
    seen, url = [], HOLDINGS
    while url:
        page = clerk.get(url).context["cl"]
        seen += [row.pk for row in page.result_list]
        url = HOLDINGS + page.older if page.older else ""
    assert seen == whole
    for odd in ("x", "1.1.x.1", "9999999999.1.frozen.1"):
        assert clerk.get(HOLDINGS, {BEFORE: odd}).status_code == 200


def test_holdings_by_the_holders_name(clerk):
    w = World(n=1)
    name = rows(clerk.get(HOLDINGS)) and clerk.get(HOLDINGS).context["cl"].result_list[0].holder
    assert len(rows(clerk.get(HOLDINGS, {"q": name[-2:]}))) == len(w.accounts)
    assert rows(clerk.get(HOLDINGS, {"q": "无此名"})) == []


def test_entries_page_by_keyset_through_all_of_them(world, clerk, monkeypatch):
    for n in range(9):
        move_units(world, 1, DAY + dt.timedelta(days=n % 3))
    monkeypatch.setattr(EntryAdmin, "list_per_page", 4)
    for query, expected in (
        ("", Entry.objects.order_by("-id")),
        (f"since={DAY}", Entry.objects.filter(on_date__gte=DAY).order_by("-on_date", "-id")),
        ("act__exact=transfer", Entry.objects.filter(act="transfer").order_by("-id")),
    ):
        seen, url = [], f"{ENTRIES}?{query}"
        while url:
            response = clerk.get(url)
            seen += [entry.pk for entry in response.context["cl"].result_list]
            older = response.context["cl"].older
            assert not older or "更早的 4 条" in text(response)
            url = ENTRIES + older if older else ""
        assert seen == list(expected.values_list("pk", flat=True)), query
        assert len(seen) >= 9


def test_another_filter_begins_at_the_newest_again(world, clerk, monkeypatch):
    for _ in range(3):
        move_units(world, 1, DAY)
    monkeypatch.setattr(EntryAdmin, "list_per_page", 2)
    older = clerk.get(ENTRIES).context["cl"].older
    assert BEFORE in older
    second = clerk.get(ENTRIES + older)
    links = re.findall(r'href="(\?[^"]*act__exact[^"]*)"', second.content.decode())
    assert links
    assert not any(BEFORE in link for link in links)
    assert "回到最新" in text(second)
    for odd in ("x", "1", "1.x", "99999999.1", "0.1", "1.9999999999999999999"):
        assert clerk.get(ENTRIES, {BEFORE: odd}).status_code == 200


def test_entries_of_a_period(world, clerk):
    early, late = move_units(world, 1, DAY), move_units(world, 1, DAY + dt.timedelta(days=5))
    day = {"since": str(DAY), "until": str(DAY)}
    assert rows(clerk.get(ENTRIES, day)) == [str(early)]
    assert str(late) in rows(clerk.get(ENTRIES, {"since": str(DAY + dt.timedelta(days=5))}))
    wrong = clerk.get(ENTRIES, {"since": "2026-02-30"})
    assert rows(wrong) == []
    assert "请改正" in text(wrong)


def exported(client, url: str, **query: str) -> list[tuple]:
    response = client.get(f"{url}export/", query)
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_a_list_exports_what_it_shows(world, clerk):
    a = Account.objects.get(id=world.accounts[0])
    found = exported(clerk, "/admin/ledger/account/", q=a.number)
    assert f"查找“{a.number}”" in found[0][0]
    assert found[1][:5] == ("账号", "持有人", "机制", "状态", "可用")
    assert len(found) == 3
    assert (found[2][0], found[2][3], found[2][4]) == (a.number, "正常", 100)


def test_an_export_stops_at_its_limit_and_says_so(world, clerk, monkeypatch):
    for _ in range(4):
        move_units(world, 1, DAY)
    monkeypatch.setattr(list_export, "LIMIT", 3)
    found = exported(clerk, ENTRIES)
    assert len(found) == 2 + 3
    assert "只列出最前的 3 条" in found[0][0]


def test_names_do_not_become_formulas():
    make_organisation(name_zh="=CMD()示例")
    client = browser(make_staff(Role.MAKER))
    response = client.get("/admin/organisations/organisation/export/")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "=CMD()示例")
    assert cell.data_type != "f"
