"""账户: one's own figures, page by page, the statement, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pytest
from openpyxl import load_workbook

from core import clock
from governance.audit.trail.models import Export
from portal.views import accounts as page_of_account
from registry.ledger.models import Account
from registry.ledger.selectors.balances import balances
from registry.ledger.statements import pdf
from registry.organisations.models import MemberRole, Organisation
from tests.governance.pages import browser, text
from tests.registry.ledger.verify.story import told
from tests.registry.ledger.world import World
from tests.registry.organisations.members import make_member

pytestmark = pytest.mark.django_db


def holder(account: int, role: MemberRole = MemberRole.MAKER):
    """A browser of a member of the account's organisation, and the account."""
    found = Account.objects.get(id=account)
    user, _ = make_member(role, Organisation.objects.get(uuid=found.holder_uuid))
    return browser(user), found


def url(account: Account, ending: str = "/") -> str:
    return f"/portal/accounts/{account.number}{ending}"


@pytest.mark.parametrize("role", list(MemberRole))
def test_what_one_has(role: MemberRole):
    client, account = holder(World(n=2, each_t=1_234_567, listed_t=300).accounts[0], role)
    for page in ("/portal/", "/portal/accounts/"):
        assert f"{account.number} 1,234,267 300 0 0" in text(client.get(page))
    page = text(client.get(url(account)))
    assert "北京碳普惠" in page
    assert re.search(r"BJ_SAMPLE-01-V01_P\d+_2025_0001 1,234,267 300 0 0", page)
    assert "转入 可用 登记簿 +1,234,567" in page
    assert "可用 → 交易 — 300" in page


def test_the_sums_are_those_of_the_ledger():
    client, account = holder(told().accounts[0])
    shown = dict(client.get(url(account)).context["sums"])
    sums: dict[str, int] = dict.fromkeys(shown, 0)
    for balance in balances(account.id):
        sums[str(balance.bucket.label)] += balance.quantity_t
    assert shown == {label: f"{t:,}" for label, t in sums.items()}
    assert any(sums.values())


def test_movements_newest_first_and_paged(monkeypatch: pytest.MonkeyPatch):
    client, account = holder(told().accounts[0])
    everything = client.get(url(account)).context["movements"]
    assert [each["at"] for each in everything] == sorted(
        (each["at"] for each in everything), reverse=True
    )
    monkeypatch.setattr(page_of_account, "MOVEMENTS", 4)
    seen, following = [], url(account)
    for _ in range(50):
        page = client.get(following)
        seen += page.context["movements"]
        older = re.search(r'href="(\S+)" rel="next"', page.content.decode())
        if older is None:
            break
        following = url(account) + html.unescape(older[1])
    assert seen == everything
    assert len(seen) > 8


def test_batches_are_paged(monkeypatch: pytest.MonkeyPatch):
    client, account = holder(told().accounts[0])
    codes = [row.code for row in client.get(url(account)).context["batches"]]
    monkeypatch.setattr(page_of_account, "BATCHES", 1)
    pages = [client.get(url(account), {"batches": n + 1}) for n in range(len(codes))]
    assert [row.code for page in pages for row in page.context["batches"]] == codes


def test_statements():
    client, account = holder(told().accounts[0])
    paper = client.get(url(account, "/statement.pdf"))
    assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    excel = client.get(url(account, "/statement.xlsx"))
    assert account.number in excel.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(excel.streaming_content)))
    assert book["明细"].max_row > 10


def test_a_statement_taken_away_is_in_the_trail():
    client, account = holder(told().accounts[0])
    client.get(url(account, "/statement.pdf"))
    export = Export.objects.get()
    assert export.what.startswith(f"对账单 {account.number} ")
    assert export.asked.endswith("，pdf")
    assert client.get(url(account, "/statement.pdf"), {"to_day": "x"}).status_code == 200
    assert Export.objects.count() == 1, "nothing was given"


def test_no_statement_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch):
    client, account = holder(told().accounts[0])
    tomorrow = {"to_day": clock.today() + dt.timedelta(days=1)}
    refused = client.get(url(account, "/statement.pdf"), tomorrow)
    assert (refused.status_code, "晚于今天" in text(refused)) == (422, True)
    nonsense = client.get(url(account, "/statement.pdf"), {"to_day": "x"})
    assert "有效的日期" in text(nonsense)
    monkeypatch.setattr(pdf, "MOST", 1)
    assert "请下载 Excel" in text(client.get(url(account, "/statement.pdf")))


def test_nobody_elses_account_exists():
    world = World(n=2, each_t=10)
    mine, other = (Account.objects.get(id=each) for each in world.accounts)
    system = Account.objects.get(kind="system", programme="BJ")
    client, _ = holder(mine.id)
    assert other.number not in text(client.get("/portal/accounts/"))
    unknown = Account(number="BJ-999999")
    for account in (other, system, unknown):
        for ending in ("/", "/statement.pdf", "/statement.xlsx"):
            assert client.get(url(account, ending)).status_code == 404
    assert client.post(url(mine)).status_code == 405


def test_of_ones_organisations_only_the_one_chosen():
    first, second = (Account.objects.get(id=each) for each in World(n=2, each_t=10).accounts)
    user, own = make_member(organisation=Organisation.objects.get(uuid=first.holder_uuid))
    _, also = make_member(organisation=Organisation.objects.get(uuid=second.holder_uuid), user=user)
    client = browser(user)
    client.post("/portal/choose/", {"organisation": own.uuid})
    assert client.get(url(first)).status_code == 200
    assert client.get(url(second)).status_code == 404
    client.post("/portal/choose/", {"organisation": also.uuid})
    assert client.get(url(second)).status_code == 200


@pytest.mark.parametrize("mark", ["x", "1", "-1.0", "9" * 30 + ".1", "1.1.1"])
def test_a_mark_nobody_made(mark: str):
    client, account = holder(World(n=1, each_t=10).accounts[0])
    assert len(client.get(url(account), {"before": mark}).context["movements"]) == 1


def test_an_organisation_without_an_account():
    user, _ = make_member()
    assert "还没有账户" in text(browser(user).get("/portal/accounts/"))


def test_few_queries_and_nothing_kept(django_assert_max_num_queries):
    client, account = holder(told().accounts[0])
    with django_assert_max_num_queries(15):
        page = client.get(url(account))
    assert "no-store" in page.headers["Cache-Control"]
