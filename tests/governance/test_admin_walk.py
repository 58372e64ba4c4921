"""Every page of the admin, as every role: it opens or is refused, in Chinese, within few queries;
nothing is deleted anywhere, and nothing of the ledger is added or changed by hand."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from governance.identity.roles import Role
from governance.identity.staff_admin import RoleGated
from registry.ledger.services import holds
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import CHECKER, World, picture, ref
from tests.registry.organisations.holders import make_person

pytestmark = pytest.mark.django_db
QUERIES = 15
PAGES = sorted(admin.site._registry.values(), key=lambda page: page.opts.label)
LEDGER = [page for page in PAGES if page.opts.app_label == "ledger"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def address(page: RoleGated, name: str, *args: object) -> str:
    try:
        return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_{name}", args=args)
    except NoReverseMatch:
        return ""


def first_key(page: RoleGated) -> str:
    """Of a row, where the page has rows of its own."""
    if not address(page, "change", "1"):
        return ""
    row = page.model._default_manager.order_by("pk").first()
    return "" if row is None else str(row.pk)


@pytest.fixture
def world() -> World:
    w = World(n=2, each_t=100, listed_t=20)
    make_person()
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=5, document="甲法院1号",
        reference=ref(), reason="司法协助",
    )  # fmt: skip
    return w


@pytest.mark.parametrize("role", sorted(Role))
def test_every_page_as_every_role(role, world):
    client, opened = browser(make_staff(role, district_code="110112")), 0
    for page in PAGES:
        key = first_key(page)
        urls = [address(page, "changelist")]
        urls += [address(page, "change", key)] if key else []
        for url in urls:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(url, follow=True)
            assert response.status_code in (200, 403), url
            if response.status_code == 403 or response.request["PATH_INFO"] == "/admin/":
                continue
            opened += 1
            heading = re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.S)
            assert heading, url
            assert CHINESE.search(heading[1]), url
            body = response.content.decode()
            assert "deletelink" not in body, url
            assert "delete_selected" not in body, url
            hops = 1 + len(response.redirect_chain)
            assert len(queries) <= QUERIES * hops, (url, [q["sql"][:120] for q in queries])
    assert opened or role in (Role.HOLDER, Role.EXCHANGE, Role.VERIFIER, Role.OPERATOR), role


@pytest.mark.parametrize("role", sorted(Role))
def test_nothing_is_deleted(role, world):
    client = browser(make_staff(role, district_code="110112"))
    for page in PAGES:
        key = first_key(page)
        rows = page.model._default_manager.count() if key else 0
        for name in ("delete", "changelist"):
            url = address(page, name, *([key] if name == "delete" else []))
            if not key or not url:
                continue
            data = {"post": "yes", "action": "delete_selected", "_selected_action": key}
            response = client.post(url, data)
            assert response.status_code in (200, 302, 403, 404), url
            if name == "delete":
                assert response.status_code == 403, url
        if key:
            assert page.model._default_manager.count() == rows, page


@pytest.mark.parametrize("page", LEDGER, ids=lambda page: page.opts.model_name)
def test_ledger_rows_are_read_only(page, world):
    client = browser(make_staff(Role.MAKER, Role.CHECKER, Role.APPROVER))
    before, key = picture(), first_key(page)
    assert key
    for name in ("change", "delete"):
        response = client.post(address(page, name, key), {"status": "closed", "quantity_t": "1"})
        assert response.status_code == 403, name
    add = client.post(address(page, "add"), {"number": "BJ-9"})
    assert add.status_code == (200 if page.opts.model_name == "account" else 403)
    assert picture() == before


SEARCHED = [page for page in PAGES if page.search_fields]


@pytest.mark.parametrize("page", SEARCHED, ids=lambda page: page.opts.label)
def test_a_search_in_vain_says_what_to_do(page, world):
    client = browser(make_staff(is_superuser=True))
    shown = text(client.get(address(page, "changelist"), {"q": "绝无此词"}))
    assert f"没有符合条件的{page.opts.verbose_name}。请换一个词" in shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.label)
def test_every_list_is_exported_to_whoever_sees_it(page, world):
    url = address(page, "export", *(["xlsx"] if page.opts.label == "trail.Trail" else []))
    assert url, page
    seen = browser(make_staff(is_superuser=True)).get(url)
    assert seen.status_code == 200
    assert b"".join(seen.streaming_content)[:2] == b"PK"
    assert browser(make_staff(Role.HOLDER)).get(url).status_code == 403
