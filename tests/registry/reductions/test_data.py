"""Data and calculations: kept as they were, exact, frozen with their factors."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import CodedError
from registry.reductions.canonical import canonical, sha256_of
from registry.reductions.models import CalculationRevision, DataVersion, Report
from registry.reductions.services.calculating import make_revision, revision_sha256
from tests.registry.casework.people import picture
from tests.registry.reductions.world import PDF, PUBLISHED, World, do, on

pytestmark = pytest.mark.django_db
FLEET = {
    "EF_petrol": "2.1336 kgCO2/L",
    "fleet": [
        {"vehicles": 120, "distance": "15000 km", "petrol": "7.5 L per 100 km",
         "electricity": "14.5 kWh per 100 km"},
        {"vehicles": 80, "distance": "15000 km", "petrol": "7.5 L per 100 km",
         "electricity": "14.5 kWh per 100 km"},
    ],
}  # fmt: skip


@pytest.fixture
def world(db: None) -> Any:
    with on():
        yield World()


def _refused(code: str, report: Report, actor: Any, step: str, **data: Any) -> None:
    before = picture(report), DataVersion.objects.count(), CalculationRevision.objects.count()
    with pytest.raises(CodedError) as caught:
        do(report, actor, step, **data)
    assert caught.value.code == code
    assert (
        picture(report),
        DataVersion.objects.count(),
        CalculationRevision.objects.count(),
    ) == before


def test_each_saving_is_a_version_of_its_own(world: World) -> None:
    report, maker = world.begin(), world.owner.maker
    do(report, maker, "edit_data", inputs={"EG_net": "1 MWh"})
    do(report, maker, "edit_data", inputs=PUBLISHED)
    first, second = report.data_versions.all()
    assert (first.inputs, second.inputs) == ({"EG_net": "1 MWh"}, PUBLISHED)
    assert (second.number, second.sha256, second.made_by) == (2, sha256_of(PUBLISHED), "周经办")
    assert Report.objects.get(pk=report.pk).inputs == PUBLISHED


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"EG": "1 MWh"}, "input_unknown"),
        ({"EG_net": 803701.5}, "inputs_invalid"),
        ([1, 2], "inputs_invalid"),
        (None, "inputs_invalid"),
    ],
)
def test_data_that_cannot_be_kept(world: World, inputs: Any, code: str) -> None:
    _refused(code, world.begin(), world.owner.maker, "edit_data", inputs=inputs)


def test_only_the_applicants_maker_fills_in(world: World) -> None:
    report = world.begin()
    _refused("step_forbidden", report, world.owner.checker, "edit_data", inputs=PUBLISHED)
    _refused("case_unknown", report, world.maker, "edit_data", inputs=PUBLISHED)


def test_nothing_is_calculated_from_nothing_or_too_little(world: World) -> None:
    report, maker = world.begin(), world.owner.maker
    _refused("inputs_missing", report, maker, "calculate")
    do(report, maker, "edit_data", inputs={"EG_net": "803701 MWh"})
    _refused("input_missing", report, maker, "calculate")
    assert Report.objects.get(pk=report.pk).state == "draft"


def test_editing_takes_the_calculation_back(world: World) -> None:
    report = world.calculated()
    assert report.applied_t == 497191
    do(report, world.owner.maker, "edit_data", inputs=PUBLISHED | {"EG_net": "803700 MWh"})
    report.refresh_from_db()
    assert (report.state, report.applied_t, report.applied_revision) == ("draft", None, None)
    _refused("state_refused", report, world.owner.checker, "submit")
    do(report, world.owner.maker, "calculate")
    numbers = list(report.revisions.values_list("number", "issued_t"))
    assert numbers == [(1, 497191), (2, 497190)]


def test_submitting_needs_the_monitoring_report(world: World) -> None:
    report = world.calculated()
    _refused("file_missing", report, world.owner.checker, "submit")
    data = {"category": "verification_report", "uploads": [PDF]}
    _refused("file_category", report, world.owner.maker, "attach", **data)


def test_factors_are_frozen_with_their_source() -> None:
    with on():
        world = World(file="t-csae-235-2021.toml")
        report = world.calculated(FLEET)
    revision = report.revisions.get()
    factor = revision.factors["EF_grid"]
    assert (factor["value"], factor["unit"], factor["year"]) == ("0.5366", "kgCO2/kWh", 2022)
    assert factor["source"]
    assert factor["region"]
    assert (revision.exact, revision.issued_t) == ("246.639", 246)
    assert revision.factors_on == report.period_to
    assert [step["symbol"] for step in revision.trace][-1] == "ER"


def test_the_hash_is_over_everything(world: World) -> None:
    revision = world.calculated().revisions.get()
    assert revision_sha256(revision) == revision.sha256
    for name, value in (("issued_t", 1), ("exact", "1"), ("factors", {"x": 1}), ("number", 9)):
        changed = CalculationRevision.objects.get(pk=revision.pk)
        setattr(changed, name, value)
        assert revision_sha256(changed) != revision.sha256, name


def test_calculating_again_gives_the_same_figures(world: World) -> None:
    report = world.calculated()
    again = make_revision(report, by="某人")
    first = report.revisions.get(number=1)
    assert (again.exact, again.issued_t, again.trace) == (first.exact, first.issued_t, first.trace)


def test_the_canonical_form() -> None:
    assert canonical({"b": [1, "吨"], "a": None}) == '{"a":null,"b":[1,"吨"]}'.encode()
    with pytest.raises(ValueError, match="float"):
        canonical({"a": [1.5]})
