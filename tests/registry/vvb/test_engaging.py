"""Choosing a body: who may, which one, and that it may leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core import clock
from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.roles import Role
from governance.rulebook.parameters import change_parameter
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.steps import offered_steps
from registry.casework.services.taking import take
from registry.organisations.models import Kind, MemberRole, Membership, Organisation
from registry.vvb.models import Accreditation, Engagement
from registry.vvb.services import accreditations
from tests.governance.people import seconded
from tests.registry.casework.people import (
    CLERK,
    Company,
    company,
    draft_project,
    member_of,
    put_into,
    staff,
)
from tests.registry.ledger.world import make_account, make_batch
from tests.registry.vvb.bodies import body, in_validation, name, refused

pytestmark = pytest.mark.django_db


def test_the_applicant_names_a_body() -> None:
    owner, chosen = company(), body()
    project = in_validation(owner)
    name(owner, project, chosen)
    found = Engagement.objects.get()
    assert (found.organisation, found.role, found.mode) == (
        chosen.organisation, "validate", "named",
    )  # fmt: skip
    assert found.named_by == "吴复核"
    assert project.participants.filter(part="validator", until=None).count() == 1
    assert project.messages.filter(user_id=chosen.maker.user_id).exists()
    assert {"vvb_maker"} <= standing_of(chosen.maker, project).parties
    # Another is not chosen beside it, and the button is gone.
    data = {"organisation": str(body("另一机构有限公司").organisation.pk)}
    refused("vvb_engaged", project, actor=owner.checker, step="name_vvb", data=data)
    offered = offered_steps(project, standing_of(owner.checker, project))
    assert "name_vvb" not in {step.code for step in offered}


def test_who_chooses_is_the_programmes_to_say() -> None:
    owner, chosen = company(), body()
    project = in_validation(owner)
    data = {"organisation": str(chosen.organisation.pk)}
    bureau = staff(Role.MAKER)
    refused("vvb_named_by_other", project, actor=bureau, step="assign_vvb", data=data)
    change_parameter(
        actor=seconded(staff(Role.CHECKER)), rule="R-VVB-02", name="named_by", programme="BJ",
        value="bureau", legal_source="测试", effective_from=clock.today(), reason="改为指派",
    )  # fmt: skip
    refused("vvb_named_by_other", project, actor=owner.checker, step="name_vvb", data=data)
    offered = offered_steps(project, standing_of(bureau, project))
    assert "assign_vvb" in {step.code for step in offered}
    take(actor=bureau, case=project.pk, step="assign_vvb", reason="随机抽取", data=data)
    assert Engagement.objects.get().mode == "assigned"


def test_only_accredited_bodies() -> None:
    owner = company()
    project = in_validation(owner)
    stranger = company("未备案机构有限公司", kinds=[Kind.VERIFIER])
    forest = body("林业机构有限公司", scopes=["生态保护"])
    idle = body("停业机构有限公司")
    accreditations.suspend(
        actor=staff(Role.MAKER), reason="整改",
        accreditation=Accreditation.objects.get(organisation=idle.organisation).pk,
    )  # fmt: skip
    for each in (stranger, forest, idle):
        data = {"organisation": str(each.organisation.pk)}
        refused("not_accredited", project, actor=owner.checker, step="name_vvb", data=data)
    for nonsense in ({}, {"organisation": "x"}, {"organisation": str(project.pk)}):
        refused("field_invalid", project, actor=owner.checker, step="name_vvb", data=nonsense)


def test_a_body_with_units_or_ties_is_refused() -> None:
    owner, tied, party = company(), body("有关联机构有限公司"), body("业主兼营机构有限公司")
    project = in_validation(owner)
    with_units = make_account()
    make_batch({with_units.id: 10})
    Organisation.objects.filter(pk=with_units.holder_uuid).update(kinds=[Kind.VERIFIER])
    accreditations.accredit(
        actor=staff(Role.MAKER), reason="登记", organisation=with_units.holder_uuid,
        scopes=["能源替代"], document="x", valid_from=dt.date(2020, 1, 1),
        valid_to=dt.date(2090, 1, 1),
    )  # fmt: skip
    data = {"organisation": str(with_units.holder_uuid)}
    refused("vvb_holds_units", project, actor=owner.checker, step="name_vvb", data=data)
    both = Membership.objects.get(user_id=owner.maker.user_id).user
    _join(both, tied)
    data = {"organisation": str(tied.organisation.pk)}
    error = refused("vvb_shares_people", project, actor=owner.checker, step="name_vvb", data=data)
    assert "周经办" in error.zh
    own = draft_project(party, product_class="能源替代", methodology=project.methodology)
    put_into(own, "submitted", "public_notice", "validation")
    data = {"organisation": str(party.organisation.pk)}
    refused("vvb_is_party", own, actor=party.checker, step="name_vvb", data=data)


def _join(user: Any, to: Company) -> None:
    with recording(CLERK, "测试"):
        Membership.objects.create(
            user=user, organisation=to.organisation, role=MemberRole.MAKER, invited_by=user,
            valid_from=clock.now(),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["body", "bureau"])
def test_a_body_leaves_and_another_is_named(who: str) -> None:
    owner, first, second = company(), body(), body("第二机构有限公司")
    project = in_validation(owner)
    name(owner, project, first)
    refused("step_forbidden", project, actor=owner.checker, step="withdraw_vvb")
    refused("step_forbidden", project, actor=owner.checker, step="release_vvb")
    actor, step = {
        "body": (first.checker, "withdraw_vvb"),
        "bureau": (staff(Role.MAKER), "release_vvb"),
    }[who]
    take(actor=actor, case=project.pk, step=step, reason="发现利益冲突")
    assert Engagement.objects.get().ended_at is not None
    refused("case_unknown", project, actor=first.maker, step="declare_no_conflict")
    name(owner, project, second)
    assert Engagement.objects.filter(ended_at=None).get().organisation == second.organisation


def test_makers_do_not_name() -> None:
    owner, chosen = company(), body()
    project = in_validation(owner)
    data = {"organisation": str(chosen.organisation.pk)}
    extra = member_of(owner.organisation, MemberRole.MAKER)
    for actor in (owner.maker, extra, chosen.checker, staff(Role.CHECKER)):
        with pytest.raises(CodedError):
            take(actor=actor, case=project.pk, step="name_vvb", reason="委托", data=data)
    assert not Engagement.objects.exists()
