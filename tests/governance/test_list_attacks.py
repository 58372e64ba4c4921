"""Lists and their exports under forged filters, and with values that look like markup."""

from __future__ import annotations

import io

import pytest
from django.db import transaction
from openpyxl import load_workbook

from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from registry.ledger.approvals.accounts import SUSPEND
from tests.governance.audit.approvals.people import person
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.ledger.world import World, make_account

pytestmark = pytest.mark.django_db
MARKUP = "欠<100吨且>50吨 &amp; <script>alert(1)</script>"


@pytest.fixture
def clerk():
    return browser(make_staff(Role.MAKER, Role.CHECKER))


@pytest.mark.parametrize(
    "query",
    ["position/?bucket=nowhere", "hold/?bucket=nowhere", "entry/?act=nothing", "account/?status=%00",
     "batch/?programme=%00", "entry/?account=" + "9" * 5000],
)  # fmt: skip
def test_a_forged_filter_is_no_failure_of_the_program(clerk, query):
    World(n=1)
    for address in (query, query.replace("?", "export/?")):
        before = transaction.savepoint()
        answer = clerk.get(f"/admin/ledger/{address}")
        transaction.savepoint_rollback(before)  # here all is one transaction, outside a test not
        assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_breaks_the_trail_or_a_statement(day):
    auditor = browser(make_staff(Role.AUDIT_ADMIN))
    world = World(n=1)
    for name in ("since", "until"):
        assert auditor.get("/admin/trail/trail/", {name: day}).status_code == 200
        assert auditor.get("/admin/trail/trail/export/csv/", {name: day}).status_code == 400
        url = f"/admin/ledger/account/{world.accounts[0]}/statement/"
        for end in ("from_day", "to_day"):
            assert auditor.get(url, {end: day}).status_code in (200, 422)


def test_an_export_keeps_what_looks_like_markup_and_shows_markup_as_text(clerk):
    maker = person(Role.MAKER, name=MARKUP[:30])
    payload = {"account": str(make_account().uuid)}
    propose(actor=maker, kind=SUSPEND, payload=payload, reason=MARKUP)
    file = b"".join(clerk.get("/admin/approvals/approval/export/").streaming_content)
    cells = [
        str(c.value) for row in load_workbook(io.BytesIO(file)).active.iter_rows() for c in row
    ]
    assert MARKUP[:30] in cells
    assert not any("<span" in cell for cell in cells)
    page = clerk.get(f"/admin/approvals/approval/{Approval.objects.get().uuid}/change/")
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert" in page.content
