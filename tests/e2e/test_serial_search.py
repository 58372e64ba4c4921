"""A citizen types a serial: found, in parts, not found, no serial; on a desk and on a phone, by keyboard
alone and without JavaScript (the pages have none)."""

from __future__ import annotations

import pytest

from registry.ledger.models import Batch
from registry.ledger.services import units
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.registry.ledger.world import World, holder_of, ref


@pytest.fixture
def batch(site: Site) -> Batch:
    """100 tonnes, of which 1–10 are retired."""
    w = World(n=1, each_t=100)
    units.retire(
        actor=holder_of(w.accounts[0]), batch=w.batch, account=w.accounts[0], serials=(1, 10),
        reason="年会碳中和", reference=ref(), detail={"purpose": "event_neutrality"},
    )  # fmt: skip
    return Batch.objects.get(id=w.batch)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_found_from_the_first_page_by_keyboard(site: Site, batch: Batch, size: dict[str, int]):
    page = site.open("/", size=size)
    page.get_by_label("序列号或号段").focus()
    page.keyboard.type(batch.serial(1, 10).lower())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=batch.serial(1, 10)).wait_for()
    assert page.get_by_text("已经使用，不能再转移或使用").is_visible()
    steps = page.locator(".timeline .what b").all_inner_texts()
    assert steps == ["注销", "签发"]
    assert page.get_by_text("用途：大型活动碳中和").is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "the page scrolls sideways"


def test_a_block_in_two_places_opens_part_by_part(site: Site, batch: Batch):
    page = site.open(f"/serials/?q={batch.serial(1, 100)}", size=PHONE)
    parts = page.locator("details.part")
    assert parts.count() == 2
    issued = parts.nth(1).get_by_text("签发", exact=True)
    assert not issued.is_visible()
    parts.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    assert issued.is_visible()
    parts.nth(1).get_by_role("link", name="这一段的变动").click()
    page.get_by_role("heading", name=batch.serial(11, 100)).wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_not_found_and_no_serial(site: Site, batch: Batch, size: dict[str, int]):
    page = site.open("/serials/", size=size)
    said = page.get_by_role("alert")
    for typed, answer in (
        (batch.serial(1, 10).replace("_2025_", "_2024_"), "没有签发过序列号"),
        ("我的减排量", "不是序列号"),
    ):
        page.get_by_label("序列号或号段").fill(typed)
        page.get_by_role("button", name="查询").click()
        page.get_by_text(answer).wait_for()
        assert "BJ_" in said.inner_text()  # what was typed, or an example
        assert page.get_by_label("序列号或号段").input_value() == typed
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]


def test_in_english(site: Site, batch: Batch):
    page = site.open(f"/serials/?q={batch.serial(3, 3)}", size=DESKTOP)
    page.get_by_role("button", name="English").click()
    page.get_by_text("Used; never moves or counts again.").wait_for()
    assert page.locator(".timeline .what b").all_inner_texts() == ["Retired", "Issued"]
