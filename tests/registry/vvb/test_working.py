"""The work of a body: declaration, findings, the signature of another person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from governance.identity.roles import Role
from registry.casework.models import CaseFile
from registry.casework.services.taking import take
from registry.organisations.models import MemberRole
from registry.projects.content import content_sha256
from registry.projects.models import Project
from registry.vvb.models import Accreditation, Engagement, Finding
from registry.vvb.selectors.engaged import live_engagement, signed_engagement
from registry.vvb.services import accreditations
from tests.registry.casework.people import Company, company, member_of, staff
from tests.registry.vvb.bodies import PDF, body, in_validation, name, refused

pytestmark = pytest.mark.django_db
SIGNED = {"conclusion": "positive", "statement": "符合方法学要求", "uploads": [PDF]}


@dataclass
class World:
    owner: Company
    body: Company
    project: Project

    def do(self, actor: Any, step: str, **data: Any) -> Any:
        return take(actor=actor, case=self.project.pk, step=step, reason="办理", data=data)

    def refused(self, code: str, actor: Any, step: str, **data: Any) -> Any:
        return refused(code, self.project, actor=actor, step=step, data=data)


@pytest.fixture
def world(db: None) -> World:
    found = World(owner := company(), chosen := body(), project := in_validation(owner))
    name(owner, project, chosen)
    return found


def test_declared_once_and_before_anything_else(world: World) -> None:
    maker = world.body.maker
    world.refused("declaration_missing", maker, "raise_finding", kind="CAR", text="缺少计量记录")
    world.refused("declaration_missing", maker, "add_vvb_report", uploads=[PDF])
    world.refused("declaration_missing", world.body.checker, "sign_conclusion", **SIGNED)
    world.refused("step_forbidden", world.body.checker, "declare_no_conflict")
    world.refused("step_forbidden", world.owner.maker, "declare_no_conflict")
    world.do(maker, "declare_no_conflict")
    found = live_engagement(world.project)
    assert (found.declared_by, found.declared_by_id) == ("周经办", maker.user_id)
    world.refused("declared_already", maker, "declare_no_conflict")


def test_findings_are_raised_answered_closed(world: World) -> None:
    maker, owner = world.body.maker, world.owner.maker
    world.do(maker, "declare_no_conflict")
    world.refused("field_invalid", maker, "raise_finding", kind="XYZ", text="缺少")
    world.refused("field_invalid", maker, "raise_finding", kind="CAR", text="  ")
    world.refused("step_forbidden", owner, "raise_finding", kind="CAR", text="缺少")
    world.do(maker, "raise_finding", kind="CAR", text="缺少计量记录")
    world.do(maker, "raise_finding", kind="CL", text="请说明装机容量")
    assert [str(each) for each in Finding.objects.all()] == ["CAR-1", "CL-2"]
    world.refused("finding_unanswered", maker, "close_finding", finding="1")
    world.refused("finding_unknown", owner, "respond_finding", finding="9", response="已补")
    world.refused("finding_unknown", owner, "respond_finding", finding="x", response="已补")
    world.refused("step_forbidden", maker, "respond_finding", finding="1", response="已补")
    world.do(owner, "respond_finding", finding="1", response="已补")
    world.do(owner, "respond_finding", finding="1", response="已补充全年记录")
    world.refused("step_forbidden", owner, "close_finding", finding="1")
    world.do(maker, "close_finding", finding="1")
    first = Finding.objects.get(number=1)
    assert (first.response, first.closed_by) == ("已补充全年记录", "周经办")
    told = world.project.events.filter(step="respond_finding").values_list("detail", flat=True)
    assert [each["response"] for each in told] == ["已补", "已补充全年记录"]
    world.refused("finding_unknown", owner, "respond_finding", finding="1", response="再答")
    world.refused("finding_unknown", maker, "close_finding", finding="1")


def test_signing_ends_the_work(world: World) -> None:
    maker, checker = world.body.maker, world.body.checker
    world.do(maker, "declare_no_conflict")
    world.do(maker, "raise_finding", kind="CAR", text="缺少计量记录")
    world.do(maker, "raise_finding", kind="FAR", text="下次核查时复核电表检定")
    error = world.refused("findings_open", checker, "sign_conclusion", **SIGNED)
    assert "CAR-1" in error.zh
    assert "FAR-2" not in error.zh
    world.do(world.owner.maker, "respond_finding", finding="1", response="已补")
    world.do(maker, "close_finding", finding="1")
    world.refused("file_missing", checker, "sign_conclusion", **SIGNED | {"uploads": []})
    world.refused("field_invalid", checker, "sign_conclusion", **SIGNED | {"conclusion": ""})
    world.refused("field_invalid", checker, "sign_conclusion", **SIGNED | {"statement": " "})
    world.refused("step_forbidden", maker, "sign_conclusion", **SIGNED)
    world.do(maker, "add_vvb_report", uploads=[PDF])
    after = world.do(checker, "sign_conclusion", **SIGNED | {"uploads": []})
    found = signed_engagement(world.project)
    assert after.state == "review"
    assert (found.conclusion, found.signed_by) == ("positive", "吴复核")
    assert found.revision_sha256 == content_sha256(after)
    assert CaseFile.objects.filter(category="validation_report").count() == 1
    assert live_engagement(world.project) is None


def test_who_worked_does_not_sign(world: World) -> None:
    both = member_of(world.body.organisation, MemberRole.ADMIN, "总负责人")
    world.do(both, "declare_no_conflict")
    world.refused("signer_worked", both, "sign_conclusion", **SIGNED)
    world.do(world.body.checker, "sign_conclusion", **SIGNED)


def test_who_raised_a_finding_does_not_sign(world: World) -> None:
    both = member_of(world.body.organisation, MemberRole.ADMIN, "总负责人")
    world.do(world.body.maker, "declare_no_conflict")
    world.do(both, "raise_finding", kind="FAR", text="下次核查时复核")
    world.refused("signer_worked", both, "sign_conclusion", **SIGNED)


def test_an_accreditation_that_ended_does_not_sign(world: World) -> None:
    world.do(world.body.maker, "declare_no_conflict")
    accreditations.suspend(
        actor=staff(Role.MAKER), reason="整改", accreditation=Accreditation.objects.get().pk
    )
    world.refused("not_accredited", world.body.checker, "sign_conclusion", **SIGNED)
    assert Engagement.objects.get().signed_at is None
