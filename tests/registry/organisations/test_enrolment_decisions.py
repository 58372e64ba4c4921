"""Deciding: by whom, what comes of it, and that it is decided once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.organisations.models import Enrolment, Holder, MemberRole, Membership, Organisation
from registry.organisations.selectors.enrolments import joining, standings_of
from registry.organisations.selectors.memberships import organisations_of
from registry.organisations.services.enrolment_decisions import accept_enrolment, refuse_enrolment
from registry.organisations.services.organisation_status import suspend_organisation
from tests.governance.people import NOT_CLERKS, make_actor, make_staff, make_user
from tests.registry.organisations.enrolling import apply_join, apply_new
from tests.registry.organisations.holders import make_organisation
from tests.registry.organisations.members import make_member
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_new_organisation_is_registered_and_has_its_first_administrator():
    user = make_user()
    made = apply_new(user, address="示例路 1 号")
    clerk = make_actor(Role.CHECKER)
    accept_enrolment(actor=clerk, reason="材料齐全", enrolment=made.uuid)
    organisation = Organisation.objects.get(uscc=made.uscc)
    assert (organisation.name_zh, organisation.address) == (made.name_zh, "示例路 1 号")
    assert Holder.objects.filter(organisation=organisation).exists()
    assert organisations_of(user.pk) == {organisation.uuid: MemberRole.ADMIN}
    (found,) = standings_of(user.pk)
    assert (found.enrolment.status, found.reason) == ("accepted", "材料齐全")
    assert found.enrolment.organisation == organisation
    assert found.decided_at is not None


@pytest.mark.parametrize("role", [MemberRole.MAKER, MemberRole.CHECKER])
def test_joining_is_accepted_by_the_organisations_own_administrator(role: MemberRole):
    manager, organisation = make_member()
    made = apply_join(organisation)
    decided = accept_enrolment(
        actor=actor_of(manager), reason="本单位职工", enrolment=made.uuid, role=role
    )
    assert decided.status == "accepted"
    assert organisations_of(made.applicant_id) == {organisation.uuid: role}
    assert Membership.objects.get(user=made.applicant).invited_by == manager
    assert not joining(organisation.uuid).exists()


def test_the_bureau_accepts_where_there_is_no_administrator():
    made = apply_join(make_organisation())
    accept_enrolment(actor=make_actor(Role.MAKER), reason="依授权书", enrolment=made.uuid)
    assert list(organisations_of(made.applicant_id).values()) == [MemberRole.ADMIN]


def test_refused_with_a_reason_the_applicant_reads_and_may_apply_again():
    user = make_user()
    made = apply_new(user)
    refuse_enrolment(actor=make_actor(Role.MAKER), reason="执照已过期", enrolment=made.uuid)
    (found,) = standings_of(user.pk)
    assert (found.enrolment.status, found.reason) == ("refused", "执照已过期")
    assert not Organisation.objects.filter(uscc=made.uscc).exists()
    again = apply_new(user, uscc=made.uscc)
    assert [each.enrolment.pk for each in standings_of(user.pk)] == [again.pk, made.pk]


@pytest.mark.parametrize("decide", [accept_enrolment, refuse_enrolment])
@pytest.mark.parametrize("role", NOT_CLERKS)
def test_who_may_not(decide, role: Role):
    actor, new, join = make_actor(role), apply_new(), apply_join(make_organisation())
    for made in (new, join):
        with refused("forbidden"):
            decide(actor=actor, reason="测试", enrolment=made.uuid)
    with refused("forbidden"):
        decide(actor=actor, reason="测试", enrolment=uuid4())


@pytest.mark.parametrize("decide", [accept_enrolment, refuse_enrolment])
def test_members_decide_only_as_administrator_and_only_at_home(decide):
    organisation = make_organisation()
    made, new = apply_join(organisation), apply_new()
    for user in (
        make_member(MemberRole.MAKER, organisation)[0],
        make_member(MemberRole.CHECKER, organisation)[0],
        make_member(MemberRole.ADMIN)[0],
        made.applicant,
    ):
        with refused("forbidden"):
            decide(actor=actor_of(user), reason="测试", enrolment=made.uuid)
    manager, _ = make_member(MemberRole.ADMIN, organisation)
    with refused("forbidden"):
        decide(actor=actor_of(manager), reason="测试", enrolment=new.uuid)


@pytest.mark.parametrize("decide", [accept_enrolment, refuse_enrolment])
def test_decided_once_not_by_oneself_with_a_reason(decide):
    clerk = make_actor(Role.MAKER)
    with refused("enrolment_unknown"):
        decide(actor=clerk, reason="测试", enrolment=uuid4())
    made = apply_new()
    with refused("reason_missing"):
        decide(actor=clerk, reason=" ", enrolment=made.uuid)
    decide(actor=clerk, reason="测试", enrolment=made.uuid)
    with refused("enrolment_decided"):
        decide(actor=clerk, reason="测试", enrolment=made.uuid)
    staff = make_staff(Role.MAKER)
    own = apply_new(staff)
    with refused("enrolment_own"):
        decide(actor=actor_of(staff), reason="测试", enrolment=own.uuid)


def test_of_two_who_enrol_the_same_organisation_one_is_told_to_join():
    first = apply_new()
    second = apply_new(uscc=first.uscc)
    clerk = make_actor(Role.MAKER)
    accept_enrolment(actor=clerk, reason="材料齐全", enrolment=first.uuid)
    with refused("uscc_taken"):
        accept_enrolment(actor=clerk, reason="材料齐全", enrolment=second.uuid)
    assert Enrolment.objects.get(pk=second.pk).status == "submitted"


def test_a_suspended_organisation_is_nobodys_to_act_for():
    user, organisation = make_member()
    other, _ = make_member(MemberRole.MAKER, user=user)
    assert len(organisations_of(user.pk)) == 2
    suspend_organisation(
        actor=make_actor(Role.MAKER), reason="测试", organisation=organisation.uuid
    )
    assert list(organisations_of(other.pk).values()) == [MemberRole.MAKER]
    user.is_active = False
    user.save()
    assert organisations_of(user.pk) == {}
