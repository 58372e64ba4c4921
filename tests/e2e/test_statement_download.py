"""A clerk goes from an account to its statement and downloads it; both files are opened and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page
from pypdf import PdfReader

from core import clock
from governance.identity.roles import Role
from registry.ledger.models import Account, Batch
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site, downloaded
from tests.governance.people import make_staff
from tests.registry.ledger.world import World


@pytest.fixture
def account(site: Site) -> Account:
    """1,000 t issued to it, 300 of them in trading."""
    return Account.objects.get(id=World(n=2, each_t=1000, listed_t=300).accounts[0])


@pytest.fixture
def statement(site: Site, account: Account) -> Page:
    """The page of the statement, come to from the account."""
    clerk = make_staff(Role.MAKER)
    page = site.open(f"/admin/ledger/account/{account.id}/change/", size=DESKTOP, user=clerk)
    page.get_by_role("link", name="对账单").click()
    page.get_by_role("heading", name="变动明细").wait_for()
    return page


def test_excel(statement: Page, account: Account, tmp_path: Path):
    path = downloaded(statement, "下载 Excel", tmp_path)
    today = clock.today()
    assert path.name == f"statement-{account.number}-{today.replace(day=1)}-{today}.xlsx"
    book = load_workbook(path)
    batch = Batch.objects.get()
    balances = list(book["余额"].iter_rows(values_only=True))
    assert (batch.code, "可用", 0, 1000, 300, 700) in balances
    assert (batch.code, "交易", 0, 300, 0, 300) in balances
    rows = list(book["明细"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == ["签发", "转入交易"]
    assert rows[0][8] == 1000
    assert rows[1][10] == 300


def test_pdf(statement: Page, account: Account, tmp_path: Path):
    path = downloaded(statement, "下载 PDF", tmp_path)
    reader = PdfReader(path)
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for words in ("减排量对账单", account.number, "各批次余额", "变动明细", "签发", "转入交易"):
        assert words in text, words
    assert "第1页，共1页" in text
    again = downloaded(statement, "下载 PDF", tmp_path / "again")
    assert again.read_bytes() == path.read_bytes()


def test_a_period_that_is_none(statement: Page):
    today = clock.today()
    statement.get_by_label("起始日").fill(str(today))
    statement.get_by_label("终止日").fill("2020-01-31")
    statement.get_by_role("button", name="查看").click()
    assert "晚于终止日" in statement.get_by_role("alert").inner_text()


def test_on_a_phone(site: Site, account: Account):
    page = site.open(
        f"/admin/ledger/account/{account.id}/statement/",
        size=PHONE,
        user=make_staff(Role.SUPERVISOR),
    )
    assert page.get_by_role("link", name="下载 PDF").is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page scrolls sideways"
