"""Fixtures for walks with a browser: ``site`` is a server over a ``fresh_database`` and the browser
that looks at it. A walk that fails leaves pictures in ``.run/screenshots``; a page that answers 500,
breaks a script or asks another machine for anything fails the walk too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from config.settings.base import RUN_DIR
from tests.databases import FreshDatabase
from tests.e2e.browsing import FLAGS, chromium
from tests.e2e.site import Site, serving

SCREENSHOTS = RUN_DIR / "screenshots"
_failed = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Started once. Playwright keeps an event loop in this thread, in which Django would refuse its
    database for fear of being called from async code; nothing here is."""
    path = chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site(
    request: pytest.FixtureRequest, browser: Browser, fresh_database: FreshDatabase
) -> Iterator[Site]:
    with serving() as url:
        site = Site(browser, url, SCREENSHOTS)
        yield site
        if request.node.stash.get(_failed, False):
            taken = site.picture(re.sub(r"[^\w-]+", "-", request.node.name))
            print("screenshots:", *taken)
        site.close()
    assert site.faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report
