"""Two persons at two windows: a freeze by maker and checker, one's own proposal refused in words, and a
waiting freeze (轮候) that takes over when the first is lifted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from governance.identity.models import User
from governance.identity.roles import Role
from registry.ledger.models import Account, Hold
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.governance.people import make_staff
from tests.registry.ledger.world import World

QUEUE = "/admin/approvals/approval/"


@pytest.fixture
def order(tmp_path: Path) -> Path:
    """The scan of a court's order."""
    path = tmp_path / "协助执行通知书.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


def people() -> tuple[User, User]:
    return (
        make_staff(Role.MAKER, real_name="周敏"),
        make_staff(Role.CHECKER, real_name="许国华"),
    )


def propose_freeze(
    page: Page, account: Account, quantity_t: int, document: str, scan: Path
) -> None:
    page.goto(f"/admin/ledger/account/{account.id}/change/")
    page.get_by_role("link", name="冻结", exact=True).click()
    page.get_by_label("类别").select_option("judicial")
    page.get_by_label("批次", exact=False).first.select_option(index=1)
    page.get_by_label("数量（吨）").fill(str(quantity_t))
    page.get_by_label("文书号").fill(document)
    page.get_by_label("办理理由").fill("依协助执行通知书")
    page.get_by_label("材料").set_input_files(scan)
    page.get_by_role("button", name="提交复核").click()
    expect(page.locator(".messagelist")).to_contain_text("已提交复核")


def decide(page: Page, words: str, button: str, reason: str) -> None:
    """From the queue to the proposal whose title has ``words``, and the button there."""
    page.goto(f"{QUEUE}?turn=mine")
    row = page.locator("#result_list tbody tr").filter(has_text=words).first
    row.locator("th a").click()
    page.get_by_label("意见").fill(reason)
    page.get_by_role("button", name=button).click()


def test_a_freeze_by_maker_and_checker_and_the_next_in_the_queue(site: Site, order: Path):
    w = World(n=1, each_t=100)
    account = Account.objects.get(id=w.accounts[0])
    maker, checker = people()
    desk = site.open("/admin/", size=DESKTOP, user=maker)
    other = site.open("/admin/", size=DESKTOP, user=checker)
    propose_freeze(desk, account, 80, "（2026）京01执保1号", order)
    propose_freeze(desk, account, 50, "（2026）京02执保2号", order)
    assert not Hold.objects.exists()

    decide(other, "80 吨", "通过并办理", "与文书一致")
    expect(other.locator(".messagelist")).to_contain_text("已通过并办理")
    expect(other.locator(".review")).to_contain_text("许国华（复核）")
    decide(other, "50 吨", "通过并办理", "与文书一致，部分轮候")
    expect(other.locator(".review")).to_contain_text("30 吨")
    first, second = Hold.objects.order_by("id")
    assert (first.left_t, second.left_t, second.waiting_t) == (80, 20, 30)

    desk.goto(f"/admin/ledger/hold/{first.id}/change/")
    desk.get_by_role("link", name="解冻", exact=True).click()
    desk.get_by_label("文书号").fill("（2026）京01执保1号之一")
    desk.get_by_label("办理理由").fill("依解除冻结通知书")
    desk.get_by_role("button", name="提交复核").click()
    expect(desk.locator(".messagelist")).to_contain_text("已提交复核")
    decide(other, "解冻", "通过并办理", "与文书一致")
    expect(other.locator(".messagelist")).to_contain_text("已通过并办理")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.left_t, second.waiting_t) == ("released", 50, 0)
    other.goto(f"/admin/ledger/hold/{second.id}/change/")
    expect(other.locator("#content")).to_contain_text("京02执保2号")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_ones_own_proposal_is_refused_in_words(site: Site, order: Path, size: dict[str, int]):
    account = Account.objects.get(id=World(n=1, each_t=100).accounts[0])
    both = make_staff(Role.MAKER, Role.CHECKER, real_name="周敏")
    page = site.open("/admin/", size=size, user=both)
    propose_freeze(page, account, 80, "（2026）京01执保1号", order)
    page.locator(".messagelist a").click()
    expect(page.locator(".why-not")).to_contain_text("不能由您自己复核")
    expect(page.get_by_role("button", name="通过并办理")).to_have_count(0)
    page.wait_for_load_state()  # styles included: they decide the width
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "the page scrolls sideways"
    # By hand, with the page's own token: refused all the same.
    page.evaluate(
        "() => { const b = document.querySelector('button[value=withdraw]'); b.value = 'approve' }"
    )
    page.get_by_label("意见").fill("自己同意")
    with page.expect_response(re.compile(QUEUE)) as answer:
        page.get_by_role("button", name="撤回").click()
    assert answer.value.status == 403
    expect(page.locator(".errornote")).to_contain_text("不能由您自己复核")
    assert not Hold.objects.exists()


def test_refused_with_a_reason_that_the_maker_reads(site: Site, order: Path):
    account = Account.objects.get(id=World(n=1, each_t=100).accounts[0])
    maker, checker = people()
    desk = site.open("/admin/", size=DESKTOP, user=maker)
    propose_freeze(desk, account, 80, "（2026）京01执保1号", order)
    other = site.open(f"{QUEUE}?turn=mine", size=PHONE, user=checker)
    decide(other, "80 吨", "驳回", "")
    expect(other.locator(".errornote")).to_contain_text("没有填写理由")
    decide(other, "80 吨", "驳回", "文书缺第二页，请补齐")
    expect(other.locator(".messagelist")).to_contain_text("已驳回")
    desk.goto(f"{QUEUE}?turn=proposed")
    desk.locator("#result_list tbody th a").first.click()
    expect(desk.locator(".review")).to_contain_text("文书缺第二页，请补齐")
    assert not Hold.objects.exists()
