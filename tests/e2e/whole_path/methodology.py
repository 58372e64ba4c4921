"""From a proposal to a published methodology."""

from __future__ import annotations

from playwright.sync_api import expect

from methodologies.catalogue import FOLDER
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

FILE, CODE, NAME = "sample-pv-v1.toml", "SAMPLE-PV", "并网光伏发电"
# As if it rested on an official text: what is a sample says of itself that nothing is issued by it.
DEFINITION = (FOLDER / FILE).read_text("utf-8").replace('status = "sample"', 'status = "official"')
COMMENT, ANSWER = (
    "组合边际因子取四位小数，请说明依据。",
    "依所引文件取四位小数，已在编制说明中写明。",
)
SCORES = {
    "additionality": "20", "accuracy": "21", "monitoring": "22", "applicability": "12",
    "wording": "8",
}  # fmt: skip


def compiled(walk: Walk) -> None:
    compiler = walk.cast.compiler
    with walk.person(compiler.maker) as page:
        page.get_by_role("link", name="方法学编制", exact=True).click()
        page.get_by_role("link", name="编制方法学").click()
        fill(page, programme="北京", name_zh=NAME, code=CODE, version_code="V1")
        fill(page, product_class="能源替代", summary="适用于并网的光伏发电项目。")
        page.get_by_role("button", name="建立草稿").click()
        for category, name in (("方法学文本", "文本.pdf"), ("编制说明", "说明.pdf")):
            step(page, "添加材料", "随申请报送", category=category, materials=pdf(name))
        file = {"name": FILE, "mimeType": "text/plain", "buffer": DEFINITION.encode()}
        step(page, "上传公式文件", "按文本编写", file=file)
        step(page, "验证算例", "用公开项目的数字验证")
        walk.look(page, "portal-case")
    with walk.person(compiler.checker) as page:
        open_case(page, NAME)
        step(page, "确认公式与算例", "与文本一致")
        step(page, "提交", "材料齐全，请予评估")


def accepted(walk: Walk) -> None:
    with walk.person(walk.cast.clerk) as page:
        page.get_by_role("link", name="打开待办").click()
        walk.look(page, "desk")
        page.go_back()
        take_up(page, "方法学 · 已提交", NAME)
        walk.look(page, "review")
        act(page, "受理", "材料齐全")
        page.locator(".do").get_by_role("link", name="邀请专家", exact=True).click()
        page.locator(".do").get_by_role("button", name="邀请专家", exact=True).click()
        expect(page.locator(".errorlist").first).to_be_visible()
        walk.look(page, "step-error")
        page.get_by_role("link", name="返回").click()
        for expert in walk.cast.experts:
            act(page, "邀请专家", "熟悉本领域", expert=expert.real_name)


def assessed(walk: Walk) -> None:
    for expert in walk.cast.experts:
        with walk.person(expert) as page:
            take_up(page, "方法学 · 专家评估", NAME)
            act(page, "利益冲突声明", "本人声明", conflict="与编制单位及本方法学无利益冲突")
            act(page, "评分", "评估意见", opinion="方法合理，数据可以核查，来源清楚。", **SCORES)
            act(page, "表决", "表决", vote="同意")


def laid_open(walk: Walk) -> None:
    with walk.person(walk.cast.clerk) as page:
        take_up(page, "方法学 · 专家评估", NAME)
        act(page, "公示", "专家同意，公开征求意见", summary="现公开征求意见。")
    page = walk.stranger()
    page.get_by_role("navigation").get_by_role("link", name="公示").click()
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_label("称呼").fill("李晓晴")
    page.get_by_label("联系方式").fill("13800001111")
    page.get_by_label("意见", exact=True).fill(COMMENT)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator("main")).to_contain_text("意见已收到")
    with walk.person(walk.cast.clerk) as office:
        take_up(office, "方法学 · 公示", NAME)
        office.get_by_role("link", name="答复这条意见").click()
        fill(office, answer=ANSWER)
        office.get_by_role("button", name="答复意见").click()
        expect(office.locator(".notices")).to_contain_text(ANSWER)
    page.get_by_role("link", name="返回公示").click()
    expect(page.locator("main")).to_contain_text(ANSWER)
    walk.look(page, "public-notice")
    page.context.close()


def published(walk: Walk) -> None:
    walk.past_notice()
    with walk.person(walk.cast.clerk) as page:
        take_up(page, "方法学 · 公示", NAME)
        propose(page, "发布", "公示期满，意见已答复")
    with walk.person(walk.cast.approver) as page:
        open_proposal(page, NAME)
        walk.look(page, "approval")
        approve(page, "同意发布")
    page = walk.stranger()
    page.get_by_role("navigation").get_by_role("link", name="方法学").click()
    page.get_by_role("link", name=NAME).first.click()
    expect(page.locator("main")).to_contain_text("EF_CM")
    walk.look(page, "public-methodology")
    page.context.close()


def whole(walk: Walk) -> None:
    compiled(walk)
    accepted(walk)
    assessed(walk)
    laid_open(walk)
    published(walk)
