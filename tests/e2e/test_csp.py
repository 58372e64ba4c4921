"""Under the strict policy every page still works: nothing is blocked, the console stays empty, and a script
written into a page does not run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from governance.audit.evidence.services.sealing import seal
from governance.identity.roles import Role
from registry.ledger.models import Account
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.governance.identity.api.callers import member_of
from tests.governance.people import PASSWORD, make_staff
from tests.registry.ledger.world import World

PAGES: dict[Role, list[str]] = {
    Role.MAKER: [
        "/", "/serials/", "/evidence/", "/admin/", "/admin/ledger/account/",
        "/admin/ledger/account/{account}/change/", "/admin/ledger/account/{account}/statement/",
        "/admin/ledger/entry/", "/admin/organisations/organisation/add/",
        "/admin/rulebook/ruleparameter/", "/admin/approvals/approval/", "/api/v1/docs/",
    ],
    Role.SYSTEM_ADMIN: ["/admin/identity/user/add/", "/admin/identity/apiclient/"],
    Role.SECURITY_ADMIN: ["/admin/identity/rolegrant/add/"],
    Role.AUDIT_ADMIN: ["/admin/trail/trail/", "/admin/identity/loginevent/"],
}  # fmt: skip


def complaints(page: Page) -> list[str]:
    """What the console says from now on, but for information."""
    found: list[str] = []
    page.on("console", lambda said: said.type in ("error", "warning") and found.append(said.text))
    return found


@pytest.mark.parametrize("role", PAGES)
def test_nothing_is_blocked_anywhere(site: Site, role: Role):
    account = World(n=1, listed_t=5).accounts[0]
    seal()
    page = site.open("/", size=DESKTOP, user=make_staff(role))
    said = complaints(page)
    for path in PAGES[role]:
        answer = page.goto(path.format(account=account), wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, path
        assert "script-src 'self'" in answer.headers["content-security-policy"], path
        assert said == [], path


def test_nor_in_the_portal(site: Site, settings):
    settings.MFA_REQUIRED = False
    account = World(n=1, listed_t=5).accounts[0]
    number = Account.objects.get(id=account).number
    page = site.open("/portal/signup/", size=PHONE, user=member_of(account)[0])
    said = complaints(page)
    for path in ("", "organisation/", "accounts/", f"accounts/{number}/", "enrol/"):
        answer = page.goto(f"/portal/{path}", wait_until="networkidle")
        assert answer is not None
        assert (answer.status, said) == (200, []), path


def test_logging_in_and_the_code_of_a_second_factor(site: Site):
    page = site.open("/accounts/login/", size=PHONE)
    said = complaints(page)
    page.locator("input[type=text]").fill(make_staff(Role.MAKER).username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/admin/")
    page.goto("/accounts/second-factor/set-up/")
    drawn = page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth")
    assert drawn > 0
    assert said == []


def test_a_script_written_into_a_page_does_not_run(site: Site):
    page = site.open("/", size=DESKTOP)
    said = complaints(page)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s) }"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in each for each in said)
    assert site.faults  # and any walk would have failed by it
    site.faults.clear()


def test_the_interface_is_tried_on_its_own_page(site: Site):
    page = site.open("/api/v1/docs/", size=DESKTOP)
    said = complaints(page)
    operation = page.locator("#operations-rulebook-programmes_list")
    operation.locator("button.opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    operation.locator(".live-responses-table .microlight").get_by_text("北京碳普惠").wait_for()
    assert said == []


def test_the_description_on_a_phone(site: Site):
    page = site.open("/api/v1/docs/", size=PHONE)
    page.locator(".opblock").first.wait_for()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page scrolls sideways"
