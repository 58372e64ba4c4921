"""From a draft to a registered project, its validation among it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.whole_path import methodology
from tests.e2e.whole_path.cast import Team
from tests.e2e.whole_path.walking import (
    Walk,
    act,
    approve,
    fill,
    open_case,
    open_proposal,
    pdf,
    propose,
    send,
    step,
    take_up,
)

TITLE = "青岚一期光伏"
FINDING, RESPONSE = "权属证明缺土地租赁合同，请补充说明。", "租赁合同见项目设计文件附件三。"
CONTENT = {
    "district": "通州区", "methodology": methodology.NAME, "technology": "固定支架单晶硅组件",
    "description": "地面光伏电站 50 MW，全部上网。", "address": "北京市通州区张家湾镇工业路 8 号",
    "construction_from": "2021-03-01", "operation_from": "2021-12-01",
    "crediting_from": "2022-01-01", "crediting_to": "2028-12-31", "expected_t": "63831",
    "additionality": "没有其他收益来源", "no_legal_duty": True, "outside_allowances": True,
    "not_claimed": True,
}  # fmt: skip
DOCUMENTS = (("申请表", "申请表.pdf"), ("项目设计文件", "设计.pdf"), ("权属证明", "权属.pdf"))


def applied(walk: Walk) -> None:
    owner = walk.cast.owner
    with walk.person(owner.maker) as page:
        page.get_by_role("link", name="项目与申请", exact=True).click()
        page.get_by_role("link", name="新建项目").click()
        fill(page, programme="北京", title=TITLE)
        page.get_by_role("button", name="建立草稿").click()
        step(page, "填写申请内容", "首次填报", **CONTENT)
        for category, name in DOCUMENTS:
            step(page, "上传材料", "随申请报送", category=category, materials=pdf(name))
    with walk.person(owner.checker) as page:
        open_case(page, TITLE)
        step(page, "提交申请", "内容已核对")
    with walk.person(walk.cast.clerk) as page:
        take_up(page, "项目 · 已提交", TITLE)
        walk.look(page, "project-review")
        act(page, "受理并公示", "材料齐全")
    walk.past_notice()
    with walk.person(walk.cast.clerk) as page:
        take_up(page, "项目 · 公示", TITLE)
        act(page, "结束公示，进入审定", "公示期内没有意见")


def named(walk: Walk, title: str, word: str, body: Team) -> None:
    """The owner's 复核 names the body that is to validate or verify."""
    with walk.person(walk.cast.owner.checker) as page:
        open_case(page, title)
        words = f"委托{word}机构"
        step(page, words, "按合同委托", organisation=body.organisation.name_zh)


def validated(walk: Walk) -> None:
    body = walk.cast.validator
    named(walk, TITLE, "审定", body)
    with walk.person(body.maker) as page:
        open_case(page, TITLE)
        step(page, "声明无利益冲突", "与项目业主无利益关系")
        step(page, "提出审核发现", "文件审查", text=FINDING)
    with walk.person(walk.cast.owner.maker) as page:
        open_case(page, TITLE)
        page.get_by_role("link", name="答复", exact=True).click()
        send(page, "答复审核发现", "说明如上", response=RESPONSE)
    with walk.person(body.maker) as page:
        open_case(page, TITLE)
        page.get_by_role("link", name="关闭", exact=True).click()
        send(page, "关闭审核发现", "已核对合同")
        step(page, "上传审定报告", "审定完成", materials=pdf("审定报告.pdf"))
    with walk.person(body.checker) as page:
        open_case(page, TITLE)
        conclude(page, "审定", "项目符合方法学的适用条件。")


def conclude(page: Page, word: str, statement: str, **more: str) -> None:
    step(
        page,
        f"签发{word}结论",
        "同意签发",
        statement=statement,
        materials=pdf("签发页.pdf"),
        **more,
    )


def registered(walk: Walk) -> None:
    with walk.person(walk.cast.clerk) as page:
        take_up(page, "项目 · 审核", TITLE)
        propose(page, "登记项目", "审定结论为符合，建议登记")
    with walk.person(walk.cast.approver) as page:
        open_proposal(page, TITLE)
        approve(page, "同意登记")
    with walk.person(walk.cast.owner.maker) as page:
        page.get_by_role("link", name="项目与申请", exact=True).click()
        page.get_by_role("link", name=TITLE).click()
        expect(page.locator(".lead")).to_contain_text("已登记")


def whole(walk: Walk) -> None:
    applied(walk)
    validated(walk)
    registered(walk)
