"""How a person walks: logs in at the door, follows words on the page, takes a step and is told so.

No address is typed but that of the public start page. Every page that :meth:`Walk.look` is asked to look
at must fit a desk and a telephone.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from governance.identity.models import User
from registry.casework.models import Notice
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.e2e.whole_path.cast import Cast
from tests.governance.people import PASSWORD
from tests.registry.matrix.scene import at_ten

PICTURES = "WALK_PICTURES"  # set: what is looked at is also photographed


@dataclass
class Walk:
    site: Site
    cast: Cast
    traveller: Any

    def stranger(self) -> Page:
        """At the public start page."""
        return self.site.open("/", size=DESKTOP)

    @contextmanager
    def person(self, user: User) -> Iterator[Page]:
        """Logged in through the form; where that leads is where they begin."""
        page = self.stranger()
        page.get_by_role("link", name="登录").click()
        page.get_by_label("用户名").fill(user.username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("body")).to_contain_text(user.real_name)
        yield page
        page.context.close()

    def past_notice(self) -> None:
        """The day after the running notice's last."""
        last = Notice.objects.get(ended_at=None).closes_on
        self.traveller.move_to(at_ten(last + dt.timedelta(days=1)))

    def look(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        for size, called in ((PHONE, "phone"), (DESKTOP, "desktop")):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{page.url} scrolls sideways on a {called}"
            if PICTURES in os.environ:
                self.site.screenshots.mkdir(parents=True, exist_ok=True)
                path = self.site.screenshots / f"walk-{name}-{called}.png"
                page.screenshot(path=path, full_page=True)


def pdf(name: str) -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + name.encode()}


def fill(page: Page, **fields: Any) -> None:
    """Each field of the open form, by its name; text, a choice by its words, or a file."""
    for name, value in fields.items():
        field = page.locator(f"form [name={name}]").first
        kind = field.evaluate("e => e.type")
        if kind == "file":
            field.set_input_files(value)
        elif kind == "select-one":
            choices = field.locator("option")
            words = next(each for each in choices.all_inner_texts() if value in each)
            field.select_option(label=words)
        elif kind == "radio":
            page.get_by_role("radio", name=value, exact=True).check()
        elif kind == "checkbox":
            field.set_checked(value)
        else:
            field.fill(value)


# In the portal


def open_case(page: Page, title: str) -> None:
    """From the portal's home: what waits for this person."""
    page.locator(".panels").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def step(page: Page, words: str, reason: str, **fields: Any) -> None:
    """A button of the open case in the portal, its form, and the message that it was done."""
    page.get_by_role("link", name=words, exact=True).first.click()
    send(page, words, reason, **fields)


def send(page: Page, words: str, reason: str, **fields: Any) -> None:
    fill(page, **fields, reason=reason)
    page.get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"“{words}”")


# In the office


def take_up(page: Page, pile: str, title: str) -> None:
    """From the office's start page by the desk to a case."""
    page.get_by_role("link", name="打开待办").click()
    page.get_by_role("link", name=pile).first.click()
    page.locator("#result_list tr").filter(has_text=title).get_by_role("link").first.click()
    page.wait_for_url("**/change/")


def act(page: Page, words: str, reason: str, **fields: Any) -> None:
    """A button of the open case in the office, its form, and the message that it was done."""
    page.locator(".do").get_by_role("link", name=words, exact=True).click()
    fill(page, **fields, reason=reason)
    page.locator(".do").get_by_role("button", name=words, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(f"已办理“{words}”")


def propose(page: Page, words: str, reason: str, **fields: Any) -> None:
    page.locator(".do").get_by_role("link", name=f"提出{words}", exact=True).click()
    fill(page, **fields, reason=reason)
    page.get_by_role("button", name="提交复核").click()
    expect(page.locator(".messagelist")).to_contain_text("已提交复核")


def open_proposal(page: Page, words: str) -> None:
    page.get_by_role("link", name="待我复核").first.click()
    page.locator("#result_list tbody tr").filter(has_text=words).locator("th a").first.click()


def approve(page: Page, reason: str) -> None:
    page.get_by_label("意见").fill(reason)
    page.get_by_role("button", name="通过并办理").click()
    expect(page.locator(".messagelist")).to_contain_text("已通过并办理")
