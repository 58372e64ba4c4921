"""The statement in the admin: reached from the account, paged, downloaded, refused in a sentence."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pytest
from openpyxl import load_workbook

from core import clock
from governance.identity.roles import Role
from registry.ledger.admin import statement_pages
from registry.ledger.models import Account
from registry.ledger.statements import pdf
from tests.governance.pages import browser, text
from tests.governance.people import make_staff, make_user
from tests.registry.ledger.verify.story import told
from tests.registry.ledger.world import World, make_account

pytestmark = pytest.mark.django_db


def url(account: int, ending: str = "/") -> str:
    return f"/admin/ledger/account/{account}/statement{ending}"


def test_reached_from_the_account():
    account = World(n=1, each_t=100).accounts[0]
    client = browser(make_staff(Role.SUPERVISOR))
    page = client.get(f"/admin/ledger/account/{account}/change/").content.decode()
    assert f'href="{url(account)}"' in page
    system = Account.objects.get(kind="system", programme="BJ")
    page = client.get(f"/admin/ledger/account/{system.id}/change/").content.decode()
    assert "对账单" not in page
    assert "系统账户" in text(client.get(url(system.id)))


def test_this_month_unless_asked_otherwise():
    account = World(n=1, each_t=1234).accounts[0]
    page = text(browser(make_staff(Role.MAKER)).get(url(account)))
    today = clock.today()
    assert f"{today.replace(day=1)} 至 {today}" in page
    assert "可用 0 1,234 0 1,234" in page
    assert "转入 可用 登记簿 +1,234" in page


def test_an_empty_period_says_so():
    account = make_account().id
    day = clock.today() - dt.timedelta(days=400)
    page = text(browser(make_staff(Role.MAKER)).get(url(account), {"from_day": day, "to_day": day}))
    assert "期间没有变动" in page
    assert "均无减排量" in page


@pytest.mark.parametrize(
    ("days", "words", "status"),
    [
        (("2026-05-02", "2026-05-01"), "晚于终止日", 422),
        (("2026-05-02", "2999-05-01"), "晚于今天", 422),
        (("x", "2026-05-01"), "输入一个有效的日期", 200),
    ],
)
def test_what_is_no_period(days: tuple[str, str], words: str, status: int):
    account = make_account().id
    client = browser(make_staff(Role.MAKER))
    response = client.get(url(account), {"from_day": days[0], "to_day": days[1]})
    assert (response.status_code, words in text(response)) == (status, True)


def test_paged_by_key(monkeypatch: pytest.MonkeyPatch):
    account = told().accounts[0]
    client = browser(make_staff(Role.MAKER))
    days = f"?from_day={clock.today() - dt.timedelta(days=1)}&to_day={clock.today()}"
    rows = r"<td>(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)</td>"
    everything = re.findall(rows, client.get(url(account) + days).content.decode())
    monkeypatch.setattr(statement_pages, "SHOWN", 4)
    seen, next_page = [], url(account) + days
    for _ in range(50):
        page = client.get(next_page).content.decode()
        seen += re.findall(rows, page)
        following = re.search(r'href="(\S+)" rel="next"', page)
        if following is None:
            break
        next_page = html.unescape(following[1])
    assert seen == everything
    assert len(seen) > 8


def test_files():
    account = told().accounts[0]
    client = browser(make_staff(Role.AUDIT_ADMIN))
    excel = client.get(url(account, ".xlsx"))
    number = Account.objects.get(id=account).number
    assert number in excel.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(excel.streaming_content)))
    assert book["明细"].max_row > 10
    paper = client.get(url(account, ".pdf"))
    assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


def test_too_long_for_paper_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch):
    account = told().accounts[0]
    monkeypatch.setattr(pdf, "MOST", 1)
    response = browser(make_staff(Role.MAKER)).get(url(account, ".pdf"))
    assert response.status_code == 422
    assert "请下载 Excel" in text(response)


def test_only_for_those_who_see_accounts():
    account = World(n=1, each_t=5).accounts[0]
    for ending in ("/", ".xlsx", ".pdf"):
        security = browser(make_staff(Role.SECURITY_ADMIN)).get(url(account, ending))
        assert security.status_code == 403
        assert browser(make_user()).get(url(account, ending)).status_code == 302
        assert browser(make_staff(Role.MAKER)).get(url(999_999, ending)).status_code == 404
        assert browser(make_staff(Role.MAKER)).post(url(account, ending)).status_code == 405


def test_few_queries(django_assert_max_num_queries):
    account = told().accounts[0]
    client = browser(make_staff(Role.MAKER))
    with django_assert_max_num_queries(15):
        assert client.get(url(account)).status_code == 200
