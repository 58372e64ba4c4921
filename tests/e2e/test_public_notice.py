"""A citizen comments on a methodology and reads the answer; another reads the published methodology.
On a desk and on a phone; the pages have no JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from methodologies.publishing.steps import STEPS
from registry.casework.models import Comment
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site, downloaded
from tests.methodologies.publishing.story import Story

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def fits(page: Page, size: dict[str, int], heading: str) -> None:
    page.get_by_role("heading", name=heading).first.wait_for()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "the page scrolls sideways"


@SIZES
def test_a_comment_reaches_the_clerk_and_its_answer_the_public(
    site: Site, size: dict[str, int], tmp_path: Path
):
    s = Story()
    s.laid_open()
    page = site.open("/", size=size)
    page.get_by_role("navigation").get_by_role("link", name="公示").click()
    page.wait_for_url("**/notices/")
    fits(page, size, "公示")
    page.get_by_role("link", name="照明改造").click()
    fits(page, size, "意见与答复")
    assert downloaded(page, "text.pdf", tmp_path).read_bytes().startswith(b"%PDF")
    assert not page.locator(".trap").is_visible() or page.locator(".trap").bounding_box()["x"] < 0
    page.get_by_label("称呼").fill("李晓晴")
    page.get_by_label("联系方式").fill("13800001111")
    page.get_by_label("意见", exact=True).fill("短")
    page.get_by_role("button", name="提交意见").click()
    assert not Comment.objects.exists()
    page.get_by_label("意见", exact=True).fill("基准线取值偏高，建议复核。")
    page.get_by_role("button", name="提交意见").click()
    fits(page, size, "意见已收到")
    assert page.get_by_text(re.compile(r"YJ-\d{8}-[0-9A-F]{8}")).is_visible()

    form = STEPS["answer_comment"].form(case=s.version, actor=s.clerk)
    ((key, words),) = form.fields["comment"].choices
    assert "基准线取值偏高" in words
    s.take(s.clerk, "answer_comment", comment=key, answer="已复核并下调。")

    page.get_by_role("link", name="返回公示").click()
    page.get_by_text("已复核并下调。").wait_for()
    assert page.get_by_text("李**").is_visible()
    assert "李晓晴" not in page.content()


@SIZES
def test_a_published_methodology_is_found_and_read(
    site: Site, size: dict[str, int], tmp_path: Path
):
    s = Story()
    s.published()
    page = site.open("/methodologies/", size=size)
    fits(page, size, "方法学库")
    page.get_by_label("名称或代码").fill("照明")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="照明改造").click()
    fits(page, size, "各版本")
    assert page.get_by_text("ER = saved × EF").is_visible()
    assert page.get_by_text("一百兆瓦时").is_visible()
    given = downloaded(page, "下载 BJ-02-V01.toml", tmp_path)
    assert given.read_text("utf-8") == s.version.definition
