"""The browser tests' own ground: the server shows what is committed, and faults are noticed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from governance.identity.roles import Role
from tests.e2e import browsing
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.governance.people import make_staff
from tests.registry.ledger.world import World


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_shows_what_is_committed(site: Site, size: dict[str, int]):
    World(n=1, each_t=1_234_567)
    page = site.open("/", size=size)
    assert page.viewport_size == size
    assert page.get_by_text("1,234,567").first.is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "the page scrolls sideways"


def test_a_user_is_logged_in(site: Site):
    page = site.open("/admin/", size=DESKTOP, user=make_staff(Role.MAKER, real_name="李静"))
    assert "/login" not in page.url
    assert page.locator("#user-tools").inner_text().find("李静") >= 0
    assert "/login" in site.open("/admin/", size=DESKTOP).url  # the next window is a stranger's


def test_no_other_machine_is_reached(site: Site):
    page = site.open("/", size=DESKTOP)
    page.evaluate("fetch('http://example.org/').catch(() => 0)")
    assert [fault for fault in site.faults if "policy" in fault]  # it was not even asked
    site.faults.clear()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
    assert [fault for fault in site.faults if "stranger" in fault]
    site.faults.clear()


def test_a_missing_browser_fails_where_it_is_required(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browsing, "NAMES", ("no-such-browser",))
    monkeypatch.delenv(browsing.REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        browsing.chromium()
    monkeypatch.setenv(browsing.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="BROWSER_REQUIRED"):
        browsing.chromium()
