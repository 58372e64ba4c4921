"""From monitoring data to issued units, and the page on which anybody finds them."""

from __future__ import annotations

from playwright.sync_api import expect

from registry.ledger.models import Batch
from registry.projects.models import Project
from tests.e2e.whole_path import project
from tests.e2e.whole_path.walking import (
    Walk,
    act,
    approve,
    fill,
    open_case,
    open_proposal,
    pdf,
    propose,
    step,
    take_up,
)

# The published example of the methodology: 63,831 t of 2025.
DATA = {"EG": "72668", "EF_OM": "0.9913", "EF_BM": "0.5398"}
ISSUED_T, SHOWN = 63831, "63,831"
KIND = "减排量核算报告"


def applied(walk: Walk) -> None:
    owner = walk.cast.owner
    with walk.person(owner.maker) as page:
        page.get_by_role("link", name="项目与申请", exact=True).click()
        page.get_by_role("link", name="新建核算报告").click()
        fill(page, project=project.TITLE, period_from="2025-01-01", period_to="2025-12-31")
        page.get_by_role("button", name="建立草稿").click()
        page.get_by_role("link", name="填报监测数据").click()
        fill(page, **{f"inputs-{symbol}": value for symbol, value in DATA.items()})
        walk.look(page, "data-form")
        page.get_by_role("button", name="填报监测数据").click()
        step(page, "计算减排量", "按填报数据计算")
        expect(page.locator(".statement")).to_contain_text(str(ISSUED_T))
        walk.look(page, "statement")
        page.locator(".crumbs a").nth(1).click()
        files = {"category": "减排量核算报告（监测报告）", "materials": pdf("监测报告.pdf")}
        step(page, "上传材料", "监测报告盖章件", **files)
        walk.look(page, "report-case")
    with walk.person(owner.checker) as page:
        open_case(page, project.TITLE)
        step(page, "提交申请", "数据已核对")
    with walk.person(walk.cast.clerk) as page:
        take_up(page, f"{KIND} · 已提交", project.TITLE)
        act(page, "受理并公示", "材料齐全")
    walk.past_notice()
    with walk.person(walk.cast.clerk) as page:
        take_up(page, f"{KIND} · 公示", project.TITLE)
        act(page, "结束公示", "公示期内没有意见")


def verified(walk: Walk) -> None:
    body = walk.cast.verifier
    project.named(walk, project.TITLE, "核查", body)
    with walk.person(body.maker) as page:
        open_case(page, project.TITLE)
        step(page, "声明无利益冲突", "与项目业主无利益关系")
        step(page, "上传核查报告", "核查完成", materials=pdf("核查报告.pdf"))
    with walk.person(body.checker) as page:
        open_case(page, project.TITLE)
        project.conclude(page, "核查", "减排量核算准确。", verified_t=str(ISSUED_T))


def issued(walk: Walk) -> None:
    for pile, words in ((f"{KIND} · 审核", "登记减排量"), (f"{KIND} · 已登记", "签发减排量")):
        with walk.person(walk.cast.clerk) as page:
            take_up(page, pile, project.TITLE)
            propose(page, words, "核查结论为符合")
        with walk.person(walk.cast.checker) as page:
            open_proposal(page, project.TITLE)
            page.get_by_role("link", name="打开审批汇总").click()
            walk.look(page, "dossier")
            page.go_back()
            approve(page, "同意")
            walk.look(page, "approval-done")


def found(walk: Walk) -> None:
    """By anybody who types the serials of the batch."""
    batch = Batch.objects.get()
    page = walk.stranger()
    page.get_by_role("navigation").get_by_role("link", name="查序列号").click()
    page.get_by_label("序列号或号段").fill(batch.serial(1, ISSUED_T))
    page.get_by_role("button", name="查询").click()
    expect(page.locator("main")).to_contain_text(SHOWN)
    expect(page.locator("main")).to_contain_text(Project.objects.get().code)
    walk.look(page, "serials")
    page.context.close()


def whole(walk: Walk) -> None:
    applied(walk)
    verified(walk)
    issued(walk)
    found(walk)
