"""The site as the browser sees it: a server thread of this process on a free port of 127.0.0.1.

It works on whatever database Django's default connection points at, so a test writes with services and
the pages show it at once. Whatever the pages do wrong meanwhile is kept in ``faults``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Download, Page, Response

from governance.identity.models import User

PATIENCE_MS = 15_000


@dataclass
class Site:
    """``open`` gives a page; ``log_in`` makes the next pages those of a user."""

    browser: Browser
    url: str
    screenshots: Path
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str, *, size: dict[str, Any], user: User | None = None) -> Page:
        """A new window of this size at ``path``, with cookies of its own."""
        context = self.browser.new_context(
            viewport=size, base_url=self.url, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("response", self._look_at)
        context.on("requestfailed", lambda request: self._look_abroad(request.url))
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("console", lambda said: self._hear(said.text))
        self._contexts.append(context)
        if user is not None:
            context.add_cookies([self._session(user)])
        page = context.new_page()
        page.goto(path)
        return page

    def picture(self, name: str) -> list[Path]:
        """A picture of each open window, for whoever reads a failure."""
        pages = [page for context in self._contexts for page in context.pages]
        self.screenshots.mkdir(parents=True, exist_ok=True)
        taken = []
        for number, page in enumerate(pages, 1):
            taken.append(self.screenshots / f"{name}-{number}.png")
            page.screenshot(path=taken[-1], full_page=True)
        return taken

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _session(self, user: User) -> Any:
        """A log-in without the form: how one logs in is another test's business."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self.url}

    def _look_at(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")
        self._look_abroad(response.url)

    def _hear(self, said: str) -> None:
        if "Content Security Policy" in said:
            self.faults.append(f"policy: {said}")

    def _look_abroad(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:", "about:")):
            self.faults.append(f"asked a stranger: {url}")


def downloaded(page: Page, link: str, folder: Path) -> Path:
    """Click the link with these words and keep the file it gives, under its own name."""
    with page.expect_download() as expected:
        page.get_by_role("link", name=link).click()
    download: Download = expected.value
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


@contextmanager
def serving() -> Iterator[str]:
    """The address of the running site."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    try:
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
