"""Applying: what is taken, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

import hashlib

import pytest
from django.test import override_settings

from core.errors import CodedError
from governance.audit.approvals.services.documents import Upload
from governance.identity.roles import Role
from registry.organisations.models import Enrolment, EnrolmentPaper
from registry.organisations.selectors.enrolments import joining, standings_of
from registry.organisations.services.organisation_status import close_organisation
from tests.governance.people import make_actor, make_user
from tests.registry.organisations.enrolling import PDF, apply_join, apply_new, papers
from tests.registry.organisations.holders import make_organisation, make_uscc
from tests.registry.organisations.members import make_member
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_new_organisation_is_applied_for():
    user = make_user("赵一")
    made = apply_new(user, uscc=make_uscc(77).lower(), contact_name=" 钱二 ")
    kept = Enrolment.objects.get(pk=made.pk)
    assert (kept.aim, kept.status, kept.uscc) == ("new", "submitted", make_uscc(77))
    assert (kept.kinds, kept.district_id, kept.contact_name) == (
        ["project_owner"],
        "110112",
        "钱二",
    )
    assert kept.organisation is None
    first = kept.history.get()
    assert (first.actor_name, first.ip) == ("赵一", "198.51.100.9")
    assert first.history_change_reason == "本公司委托"
    paper = kept.papers.get(kind="licence")
    assert (paper.content_type, paper.size_bytes) == ("application/pdf", len(PDF))
    assert paper.sha256 == hashlib.sha256(bytes(paper.content)).hexdigest()


def test_joining_takes_no_paper_and_no_details():
    organisation = make_organisation()
    made = apply_join(organisation, name_zh="另一个名字")
    assert made.organisation == organisation
    assert (made.name_zh, made.kinds, made.papers.count()) == ("", [], 0)
    assert [each.pk for each in joining(organisation.uuid)] == [made.pk]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"uscc": "9111"}, "uscc_length"),
        ({"kinds": []}, "kinds_missing"),
        ({"kinds": ["general", "key_emitter"]}, "kinds_conflict"),
        ({"name_zh": " "}, "field_invalid"),
        ({"district_code": "999999"}, "district_unknown"),
        ({"contact_email": "nowhere"}, "field_invalid"),
        ({"reason": " "}, "reason_missing"),
        ({"papers": {}}, "enrolment_paper_missing"),
        ({"papers": {"licence": Upload("a.pdf", PDF)}}, "enrolment_paper_missing"),
        ({"papers": papers() | {"licence": Upload("a.docx", PDF)}}, "enrolment_paper_type"),
        ({"papers": papers() | {"licence": Upload("a.png", PDF)}}, "enrolment_paper_type"),
        ({"papers": papers() | {"licence": Upload("a", PDF)}}, "enrolment_paper_type"),
    ],
)
def test_refused_before_anything_is_kept(given: dict, code: str):
    user = make_user()
    with refused(code):
        apply_new(user, **given)


def test_a_file_of_more_than_ten_megabytes():
    user = make_user()
    heavy = Upload("a.pdf", PDF + b"\0" * 10 * 1024 * 1024)
    with refused("document_too_large"):
        apply_new(user, papers=papers() | {"licence": heavy})


def test_a_registered_code_is_joined_not_enrolled():
    organisation, user = make_organisation(), make_user()
    with refused("enrolment_registered") as caught:
        apply_new(user, uscc=organisation.uscc)
    assert organisation.name_zh not in caught.value.zh + caught.value.en


def test_nothing_to_join():
    user, closed = make_user(), make_organisation()
    with refused("enrolment_no_organisation"):
        apply_join(closed, user, uscc=make_uscc())
    close_organisation(actor=make_actor(Role.MAKER), reason="测试", organisation=closed.uuid)
    with refused("enrolment_no_organisation"):
        apply_join(closed, user)


def test_one_live_application_per_person_and_organisation():
    organisation, user = make_organisation(), make_user()
    apply_join(organisation, user)
    with refused("enrolment_live"):
        apply_join(organisation, user)
    apply_join(organisation)  # another person
    apply_join(make_organisation(), user)  # another organisation


def test_a_member_need_not_join():
    user, organisation = make_member()
    with refused("enrolment_member"):
        apply_join(organisation, user)


def test_so_many_from_one_address():
    with override_settings(LOCKOUT_ADDRESS_FAILURES=2):
        apply_new(ip="203.0.113.4")
        apply_new(ip="203.0.113.4")
        with pytest.raises(CodedError) as caught:
            apply_new(ip="203.0.113.4")
        assert caught.value.code == "enrolment_too_many"
        apply_new(ip="203.0.113.5")
    assert Enrolment.objects.count() == 3
    assert EnrolmentPaper.objects.count() == 6


def test_standings_are_ones_own():
    user = make_user()
    mine = apply_new(user)
    apply_new()
    (found,) = standings_of(user.pk)
    assert (found.enrolment, found.decided_at, found.reason) == (mine, None, "")
