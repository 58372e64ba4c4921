"""A statement whose references were chosen by somebody who means harm to whoever opens it."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from governance.identity.roles import Role
from registry.ledger.services import units
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.ledger.world import CHECKER, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reference", ["=1+1", "@SUM(A1)", "+1|cmd", "<script>alert(1)</script>"])
def test_references_are_text(reference: str):
    world = World(n=2, each_t=10)
    one, two = world.accounts
    units.transfer(
        actor=CHECKER, batch=world.batch, source=one, destination=two, quantity_t=3,
        reason="测试", reference=reference,
    )  # fmt: skip
    client = browser(make_staff(Role.MAKER))
    url = f"/admin/ledger/account/{one}/statement"
    answer = client.get(f"{url}.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert reference in [cell.value for cell in cells]
    for kind in (".xlsx", ".pdf"):
        answer = client.get(f"{url}{kind}")
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert b"<script>alert" not in client.get(f"{url}/").content
