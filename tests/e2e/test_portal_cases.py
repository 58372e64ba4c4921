"""A report in the portal, from the first form to its submission; and what its verifying body does there."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from governance.identity.models import User
from registry.reductions.models import Report
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site, downloaded
from tests.registry.organisations.enrolling import PDF
from tests.registry.reductions.world import World, on

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def user(actor: Any) -> User:
    return User.objects.get(pk=actor.user_id)


def fits(page: Page, size: dict[str, Any]) -> None:
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} scrolls sideways"


def send(page: Page, reason: str, button: str) -> None:
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()


@SIZES
def test_a_report_from_its_data_to_its_submission(site: Site, size: dict[str, int], tmp_path: Path):
    with transaction.atomic():
        world = World()
    page = site.open("/portal/cases/", size=size, user=user(world.owner.maker))
    fits(page, size)
    page.get_by_role("link", name="新建核算报告").click()
    page.get_by_label("项目").select_option(index=1)
    page.get_by_label("监测期起").fill("2025-01-01")
    page.get_by_label("监测期止").fill("2024-12-31")
    page.get_by_role("button", name="建立草稿").click()
    expect(page.locator(".field.wrong")).to_contain_text("早于起日")
    page.get_by_label("监测期止").fill("2025-12-31")
    fits(page, size)
    page.get_by_role("button", name="建立草稿").click()
    expect(page.get_by_role("status")).to_contain_text("草稿已建立")
    fits(page, size)

    page.get_by_role("link", name="填报监测数据").click()
    fits(page, size)
    book = load_workbook(downloaded(page, "下载 Excel 模板", tmp_path))
    sheet = book.worksheets[1]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    value = 5  # the column of values
    for symbol, text in (("EG_export", "很多"), ("EF_OM", "0.7"), ("EF_BM", "0.4")):
        sheet.cell(rows[symbol], value, text)
    upload(page, book)
    send(page, "首次填报", "填报监测数据")
    expect(page.locator(".faults .bad")).to_contain_text("很多")
    fits(page, size)
    sheet.cell(rows["EG_export"], value, "803701")
    upload(page, book)
    send(page, "首次填报", "填报监测数据")
    page.get_by_role("link", name="计算减排量").click()
    send(page, "按填报数据计算", "计算减排量")
    expect(page.locator(".statement")).to_contain_text("803701")
    fits(page, size)
    paper = downloaded(page, "下载 PDF", tmp_path)
    assert paper.read_bytes().startswith(b"%PDF-")

    page.locator(".crumbs a").nth(1).click()
    page.get_by_role("link", name="上传材料").click()
    page.get_by_label("材料类别").select_option(label="减排量核算报告（监测报告）")
    file = {"name": "核算报告.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.locator("[name=materials]").set_input_files(file)  # type: ignore[arg-type]
    send(page, "核算报告盖章件", "上传材料")
    expect(page.locator("#files")).to_contain_text("核算报告.pdf")
    fits(page, size)

    other = site.open("/portal/", size=size, user=user(world.owner.checker))
    expect(other.locator("main")).to_contain_text("待我办理")
    fits(other, size)
    other.get_by_role("link", name="减排量核算报告").first.click()
    other.get_by_role("link", name="提交申请").click()
    fits(other, size)
    send(other, "数据已核对", "提交申请")
    expect(other.get_by_role("status")).to_contain_text("现为“已提交”")
    assert Report.objects.get().number


def upload(page: Page, book: Any) -> None:
    content = io.BytesIO()
    book.save(content)
    file = {
        "name": "数据.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": content.getvalue(),
    }
    page.locator("[name=workbook]").set_input_files(file)  # type: ignore[arg-type]


@SIZES
def test_a_finding_is_raised_answered_and_closed(site: Site, size: dict[str, int]):
    with transaction.atomic(), on():
        world = World()
        report = world.verifying()
    page = site.open("/portal/", size=size, user=user(world.body.maker))
    expect(page.get_by_role("link", name="编制方法学")).to_have_count(0)
    page.get_by_role("link", name="审定核查", exact=True).click()
    page.locator(".cases").get_by_role("link").first.click()
    fits(page, size)
    page.get_by_role("link", name="提出审核发现").click()
    page.get_by_label("内容").fill("上网电量与结算单不一致，请说明。")
    send(page, "现场核对", "提出审核发现")

    owner = site.open("/portal/messages/", size=size, user=user(world.owner.maker))
    fits(owner, size)
    expect(owner.locator(".sections .count")).to_be_visible()
    owner.get_by_role("button", name="提出审核发现").click()
    fits(owner, size)
    owner.get_by_role("link", name="答复", exact=True).click()
    owner.get_by_label("答复*").fill("以结算单为准，已更正。")
    send(owner, "附结算单", "答复审核发现")
    expect(owner.locator("main")).to_contain_text("以结算单为准")

    page.reload()
    page.get_by_role("link", name="关闭", exact=True).click()
    fits(page, size)
    send(page, "已核对", "关闭审核发现")
    finding = report.engagements.get().findings.get()
    assert (finding.responded_by, finding.closed_by) == ("周经办", "周经办")
    assert finding.closed_at is not None
