"""监测数据: typed or by workbook, faults shown in their place, the result with its whole way."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from registry.reductions.models import CalculationRevision, DataVersion
from registry.reductions.selectors import statements
from tests.governance.pages import text
from tests.portal.cases.walking import at_portal, page, send
from tests.registry.casework.people import company, draft_project, picture
from tests.registry.reductions.world import World, on

pytestmark = pytest.mark.django_db
TYPED = {"inputs-EG_net": "803701 MWh", "inputs-EF_CM": "0.61862725 tCO2/MWh"}
VALUE = 5


def filled(client: Any, report: Any, values: dict[str, str]) -> SimpleUploadedFile:
    """The template of the page, filled in."""
    answer = client.get(page(report, "data.xlsx"))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[1]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for symbol, value in values.items():
        sheet.cell(rows[symbol], VALUE, value)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("数据.xlsx", content.getvalue())


def test_typed_calculated_and_printed() -> None:
    with on():
        world = World()
        report = world.begin()
        client = at_portal(world.owner.maker)
        sent = send(client, report, "edit_data", **TYPED)
        assert sent.headers["Location"] == page(report)
        sent = send(client, report, "calculate")
        assert sent.headers["Location"] == page(report, "calculation/1/")
        shown = text(client.get(sent.headers["Location"]))
        assert "497,191" in shown
        assert "497191.33945225" in shown
        assert "803701 MWh × 0.61862725" in shown
        assert CalculationRevision.objects.get().sha256 in shown
        paper = client.get(page(report, "calculation/1/statement.pdf"))
        assert b"".join(paper.streaming_content).startswith(b"%PDF-")  # type: ignore[arg-type]
        assert client.get(page(report, "calculation/2/")).status_code == 404


def test_a_workbook_with_faults_shows_each_in_its_row_and_keeps_nothing() -> None:
    with on():
        world = World()
        report = world.begin()
        client = at_portal(world.owner.maker)
        before = picture(report)
        wrong = {"EG_export": "很多", "EF_OM": "0.7", "EF_BM": "0.4"}
        refused = send(client, report, "edit_data", workbook=filled(client, report, wrong))
        assert refused.status_code == 422
        shown = text(refused)
        assert "E3：" in shown
        assert "很多" in shown
        assert "没有采用任何数据" in shown
        assert (picture(report), DataVersion.objects.count()) == (before, 0)
        good = wrong | {"EG_export": "1000"}
        sent = send(client, report, "edit_data", workbook=filled(client, report, good))
        assert sent.status_code == 302
    assert DataVersion.objects.get().inputs["EG_export"].startswith("1000")
    assert report.files.get().name == "数据.xlsx"


def test_what_is_typed_wrong_stays_and_is_said_at_its_field() -> None:
    with on():
        world = World()
        report = world.begin()
        wrong = TYPED | {"inputs-EG_net": "八十万"}
        refused = send(at_portal(world.owner.maker), report, "edit_data", **wrong)
        assert refused.status_code == 422
        assert 'value="八十万"' in refused.content.decode()
        assert 'value="0.61862725 tCO2/MWh"' in refused.content.decode()
    assert not DataVersion.objects.exists()


def test_without_data_nothing_is_calculated() -> None:
    with on():
        world = World()
        report = world.begin()
        refused = send(at_portal(world.owner.maker), report, "calculate")
        assert refused.status_code >= 400
        assert "监测数据" in text(refused)
    assert not CalculationRevision.objects.exists()


def test_a_revision_that_does_not_come_out_again_is_not_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with on():
        world = World()
        report = world.calculated()
        monkeypatch.setattr(statements, "trace", lambda outcome: [])
        client = at_portal(world.owner.maker)
        shown = text(client.get(page(report, "calculation/1/")))
        assert "过程与当时不一致" in shown
        assert "497191.33945225" in shown  # as it was frozen
        assert client.get(page(report, "calculation/1/statement.pdf")).status_code == 409


def test_other_kinds_have_neither() -> None:
    owner = company()
    project = draft_project(owner)
    client = at_portal(owner.maker)
    for rest in ("data.xlsx", "calculation/1/", "calculation/1/statement.pdf"):
        assert client.get(page(project, rest)).status_code == 404
