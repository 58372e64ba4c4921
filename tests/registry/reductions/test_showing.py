"""What reviewers and applicants are shown: sections, differences, checks, forms."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from methodologies.sheet import template
from registry.casework.kinds import kind_of
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.steps import offered_steps
from registry.reductions.forms import DataForm, LinesForm, VerifyForm
from registry.reductions.models import Report
from registry.reductions.selectors.revisions import differences
from registry.reductions.services.calculating import plan_of
from tests.registry.reductions.world import PUBLISHED, World, do, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Any:
    with on():
        yield World()


def _section(report: Report, title: str) -> Any:
    return next(each for each in kind_of(report).sections(report) if each.title.startswith(title))


def _checks(report: Report) -> dict[str, str]:
    return {each.text: each.level for each in kind_of(report).checks(report)}


def test_differences_by_field_and_row() -> None:
    before = {"a": "1", "rows": [{"x": "1", "y": "2"}, {"x": "3"}], "gone": True}
    after = {"a": "1", "rows": [{"x": "1", "y": "5"}], "new": "7"}
    assert [(each.where, each.before, each.after) for each in differences(before, after)] == [
        ("gone", True, None), ("new", None, "7"), ("rows[1].y", "2", "5"), ("rows[2]", {"x": "3"}, None),
    ]  # fmt: skip


def test_sections_of_a_corrected_report(world: World) -> None:
    report = world.calculated()
    do(report, world.owner.maker, "edit_data", inputs=PUBLISHED | {"EG_net": "803700 MWh"})
    do(report, world.owner.maker, "calculate")
    report = Report.objects.get(pk=report.pk)
    assert dict(_section(report, "报告").rows)["申请减排量"] == "497,190 吨"
    table = _section(report, "核算版本").table
    assert [row[4] for row in table] == ["可签发（吨）", "497,191", "497,190"]
    assert table[-1][-1] == "申请采用"
    changed = _section(report, "与上一核算版本的差异").table
    assert ["EG_net", "803701 MWh", "803700 MWh"] in [list(row) for row in changed]


def test_checks_of_a_report(world: World) -> None:
    world.submitted(first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31))
    report = Report.objects.get(pk=world.submitted().pk)
    found = _checks(report)
    assert found["监测期符合规定，与其他报告不重叠"] == "ok"
    assert found["申请量与最新核算版本一致"] == "ok"
    assert found["其他报告中有完全相同的数据，请核对是否重复申报"] == "warn"
    assert found["申请量不高于按天数折算的预计减排量"] == "ok"
    assert found["与本项目其他监测期比较"] == "note"
    assert found["适用条件“离岸 30 公里以外，或水深大于 30 米”：缺少数据，未判断"] == "note"


def test_more_than_expected_is_said(world: World) -> None:
    report = world.submitted(first=dt.date(2025, 1, 1), last=dt.date(2025, 6, 30))
    check = next(
        each
        for each in kind_of(report).checks(Report.objects.get(pk=report.pk))
        if "高于" in each.text
    )
    assert check.level == "warn"
    assert dict(check.evidence)["按天数折算"] == "247,945 吨"


def test_the_form_is_the_methodologys(world: World) -> None:
    report = world.begin()
    form = DataForm(case=report)
    assert "EG_net" in form.entry.scalars.fields
    typed = {f"inputs-{name}": value for name, value in PUBLISHED.items()} | {"reason": "填报"}
    form = DataForm(typed, {}, case=report)
    assert form.is_valid(), form.errors
    assert form.data_for_step() == {"inputs": PUBLISHED}
    wrong = DataForm(typed | {"inputs-EG_net": "八十万"}, {}, case=report)
    assert not wrong.is_valid()
    assert wrong.entry.scalars.errors["EG_net"]


def test_a_workbook_is_read_and_kept(world: World) -> None:
    report = world.begin()
    raw = template(plan_of(report.subject.methodology), PUBLISHED)
    form = DataForm({"reason": "填报"}, {"workbook": _file(raw)}, case=report)
    assert form.is_valid(), form.errors
    do(report, world.owner.maker, "edit_data", **form.data_for_step())
    assert Report.objects.get(pk=report.pk).inputs["EG_net"].startswith("803701")
    assert report.files.get().category == "data_workbook"
    do(report, world.owner.maker, "calculate")
    assert Report.objects.get(pk=report.pk).applied_t == 497191
    spoilt = DataForm({"reason": "填报"}, {"workbook": _file(b"PK\x03\x04 no")}, case=report)
    assert not spoilt.is_valid()
    assert spoilt.errors["workbook"]


def _file(raw: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("数据.xlsx", BytesIO(raw).read())


def test_forms_of_signing_and_cancelling(world: World) -> None:
    report = Report.objects.get(pk=world.submitted().pk)
    choices = VerifyForm(case=report).fields["revision_sha256"].choices
    assert [value for value, _ in choices] == [report.applied_revision.sha256]
    good = LinesForm({"lines": "BJ_A_B_2025_1 1,000\n", "reason": "取消"}, case=report)
    assert good.is_valid()
    assert good.data_for_step() == {"lines": [["BJ_A_B_2025_1", 1000]]}
    assert not LinesForm({"lines": "BJ_A 一千", "reason": "取消"}, case=report).is_valid()


def test_steps_offered_along_the_way(world: World) -> None:
    def offered(report: Report, actor: Any) -> set[str]:
        fresh = Report.objects.get(pk=report.pk)
        return {step.code for step in offered_steps(fresh, standing_of(actor, fresh))}

    report = world.submitted()
    assert offered(report, world.owner.maker) == set()
    assert offered(report, world.owner.checker) == {"withdraw"}
    assert {"accept", "decline", "ask_before_accepting"} <= offered(report, world.maker)
    report = world.registered(first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31))
    assert "issue" in offered(report, world.maker)
    empty = {"EG_net": "-1 MWh", "EF_CM": "1 tCO2/MWh"}
    nothing = world.registered(empty, first=dt.date(2023, 1, 1), last=dt.date(2023, 12, 31))
    assert "issue" not in offered(nothing, world.maker)
