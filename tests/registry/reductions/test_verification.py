"""What a verifying body signs, and what is registered of it."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from core.errors import CodedError
from registry.reductions.models import Report
from registry.vvb.models import Engagement
from tests.registry.casework.people import picture
from tests.registry.reductions.world import AFTER_NOTICE, PUBLISHED, World, do, on
from tests.registry.vvb.bodies import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Any:
    with on():
        found = World()
        found.report = found.verifying()
    with on(AFTER_NOTICE):
        yield found


def _refused(code: str, report: Report, act: Any) -> CodedError:
    before = picture(report), list(Engagement.objects.values_list())
    with pytest.raises(CodedError) as caught:
        act()
    assert caught.value.code == code
    assert (picture(report), list(Engagement.objects.values_list())) == before
    return caught.value


def _validated_by(world: World) -> None:
    made = Engagement.objects.create(
        case_id=world.project.pk, organisation=world.body.organisation, role="validate",
        mode="named", named_by_id=1, named_by="某人", declared_at=clock.now(), declared_by_id=1,
        declared_by="某人",
    )  # fmt: skip
    Engagement.objects.filter(pk=made.pk).update(
        conclusion="positive", statement="符合", revision_sha256="0" * 64, signed_at=clock.now(),
        signed_by_id=2, signed_by="他人",
    )  # fmt: skip


def test_who_validated_does_not_verify() -> None:
    with on():
        world = World()
        _validated_by(world)
        report = world.submitted()
        do(report, world.maker, "accept")
        other = body("他山核查有限公司")
    with on(AFTER_NOTICE):
        do(report, world.maker, "end_notice")

        def name(chosen: Any) -> Any:
            return do(
                report, world.owner.checker, "name_vvb", organisation=str(chosen.organisation.pk)
            )

        refused = _refused("verifier_is_validator", report, lambda: name(world.body))
        assert refused.sentence.rule == "R-VVB-01"
        name(other)


def test_it_signs_the_calculation_applied_for_and_its_tonnes(world: Any) -> None:
    report, first = world.report, world.report.revisions.get()
    _refused("revision_unknown", report, lambda: world.sign(report, revision_sha256="0" * 64))
    for verified_t in (497190, "497191", None, True):
        _refused("verified_differs", report, lambda t=verified_t: world.sign(report, verified_t=t))
    do(report, world.owner.maker, "amend_data", inputs=PUBLISHED | {"EG_net": "1 MWh"})
    _refused("nothing_applied_for", report, lambda: world.sign(report))
    do(report, world.owner.checker, "apply")
    _refused("revision_unknown", report, lambda: world.sign(report, revision_sha256=first.sha256))
    world.sign(report)
    assert Report.objects.get(pk=report.pk).verified_t == 0
    assert report.engagements.get().revision_sha256 == report.revisions.get(number=2).sha256


def test_a_negative_conclusion_is_not_registered(world: Any) -> None:
    report = world.report
    world.sign(report, conclusion="negative", verified_t=None)
    assert Report.objects.get(pk=report.pk).state == "review"
    _refused("not_verified", report, lambda: world.second(report, "register"))
    world.second(report, "refuse")
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.claims_period) == ("refused", False)
    assert report.letters.filter(kind="refused").count() == 1


def test_sent_back_it_is_signed_again(world: Any) -> None:
    report = world.report
    world.sign(report)
    do(report, world.maker, "verify_again")
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.verified_t, report.due_on) == ("verification", None, None)
    do(report, world.owner.maker, "amend_data", inputs=PUBLISHED | {"EG_net": "800000 MWh"})
    do(report, world.owner.checker, "apply")
    do(report, world.owner.checker, "name_vvb", organisation=str(world.body.organisation.pk))
    do(report, world.body.maker, "declare_no_conflict")
    with on("2026-04-20T02:00:00+00:00"):
        world.sign(report)
        world.second(report, "register")
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.verified_t) == ("registered", 494901)


def test_review_and_its_correction_run_one_clock(world: Any) -> None:
    report = world.report
    world.sign(report)
    do(report, world.maker, "ask_in_review", items="补充检定证书")
    assert [each.status for each in report.clocks.filter(name="review")] == ["stopped"]
    _refused("step_forbidden", report, lambda: do(report, world.maker, "correct_in_review"))
    do(report, world.owner.checker, "correct_in_review")
    assert [each.status for each in report.clocks.filter(name="review")] == ["running"]
    assert report.corrections.get().answer == "办理"
    world.second(report, "register")
    assert not report.clocks.exclude(status="ended").exists()


def test_nobody_registers_alone(world: Any) -> None:
    world.sign(world.report)
    checker = world.checker
    _refused("second_person_needed", world.report, lambda: do(world.report, checker, "register"))
    _refused("step_forbidden", world.report, lambda: do(world.report, world.maker, "register"))
