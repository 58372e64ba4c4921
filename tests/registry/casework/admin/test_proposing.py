"""Steps that take two persons: proposed from the page, decided in 复核; and in another's place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import clock
from core.errors import CodedError
from core.ids import uuid7
from governance.audit.approvals.models import Approval, Delegation
from governance.audit.approvals.services.proposing import propose
from governance.identity.models import User
from governance.identity.roles import Role
from registry.casework.approvals import step_payload
from registry.casework.models import Case
from registry.casework.services.participants import take_in
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff
from tests.registry.casework.admin.world import clerk, draft, submitted, url
from tests.registry.casework.people import company, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
ASKED: dict[str, Any] = {"reason": "不符合适用条件", "grade": "unfit"}


def sent(case: Case, **more: Any) -> dict[str, Any]:
    return ASKED | {"case_version": case.version, "case_ticket": uuid7().hex} | more


def test_proposed_decided_done() -> None:
    case, client = submitted(), clerk()
    before = picture(case)
    page = client.get(url("step", case.pk, "refuse_it"))
    assert "须两人办理：提交后由领导审批在“复核”中决定" in text(page)
    proof = SimpleUploadedFile("会议纪要.pdf", b"%PDF-1.4 minutes")
    answer = client.post(page.request["PATH_INFO"], sent(case, materials=proof))
    assert answer.status_code == 302, text(answer)
    assert picture(case) == before
    approval = Approval.objects.get()
    assert approval.payload == {
        "case": str(case.pk), "version": case.version, "data": {"grade": "unfit"}
    }  # fmt: skip
    assert [each.name for each in approval.attachments.all()] == ["会议纪要.pdf"]
    shown = text(client.get(url("change", case.pk)))
    assert approval.number in shown
    assert "待复核" in shown
    invited = make_staff(Role.EXPERT, programme="BJ")
    take_in(case, "expert", user=invited.pk)
    assert approval.number not in text(browser(invited).get(url("change", case.pk)))
    assert approval.number not in text(browser(invited).get(url("dossier", case.pk)))
    approver, review = (
        clerk(Role.APPROVER),
        reverse("admin:approvals_approval_change", args=[approval.pk]),
    )
    page = approver.get(review)
    assert url("dossier", case.pk) in page.content.decode()
    assert "结论 不符合" in text(page)
    done = approver.post(
        review, {"decision": "approve", "reason": "同意", "seen": page.context["seen"]}
    )
    assert done.status_code == 302, text(done)
    assert Case.objects.get(pk=case.pk).state == "refused"
    event = case.events.last()
    assert event is not None
    assert (event.party, event.approval) == ("approver", approval.number)


def test_a_button_pressed_twice_is_one_proposal() -> None:
    case, client = submitted(), clerk()
    data = sent(case)
    for _ in range(2):
        assert client.post(url("step", case.pk, "refuse_it"), data).status_code == 302
    assert Approval.objects.count() == 1
    again = client.post(url("step", case.pk, "refuse_it"), sent(case))
    assert again.status_code in (409, 422)
    assert Approval.objects.count() == 1


def test_a_stale_proposal_is_refused_now() -> None:
    case, client = submitted(), clerk()
    answer = client.post(
        url("step", case.pk, "refuse_it"), sent(case, case_version=case.version - 1)
    )
    assert answer.status_code == 409
    assert "已有变化" in text(answer)
    assert Approval.objects.count() == 0


def lend(giver: User, taker: User, role: Role) -> None:
    now = clock.now()
    Delegation.objects.create(
        giver=giver, taker=taker, role=role, programme="BJ", valid_from=now - dt.timedelta(hours=1),
        valid_to=now + dt.timedelta(days=3), reason="休假", recorded_by_id=1, recorded_by_name="登记人",
    )  # fmt: skip


def test_in_anothers_place() -> None:
    case = submitted()
    absent = make_staff(Role.CHECKER, programme="BJ", real_name="李休假")
    stand_in = make_staff(real_name="张代办")
    client = browser(stand_in)
    assert client.get(url("change", case.pk)).status_code == 404
    lend(absent, stand_in, Role.CHECKER)
    assert client.get(url("changelist")).status_code == 200
    assert client.get(url("desk")).context["desk"].turn[0].count == 1
    answer = client.post(url("step", case.pk, "grade"), sent(case))
    assert answer.status_code == 302, text(answer)
    assert "张代办（代李休假办理） · 复核" in text(client.get(url("change", case.pk)))


@pytest.mark.parametrize(
    ("who", "state", "code"),
    [("CD", "submitted", "forbidden"), ("BJ", "draft", "case_unknown"), ("BJ", "other", "case_unknown")],
)  # fmt: skip
def test_a_refused_proposal_names_no_case_that_is_not_theirs(
    who: str, state: str, code: str
) -> None:
    """Of another programme, still a draft, or by the kind of another's steps."""
    case = draft(company()) if state == "draft" else submitted()
    before, kind = picture(case), "report.refuse" if state == "other" else "project.refuse_it"
    with pytest.raises(CodedError) as caught:
        propose(
            actor=make_actor(Role.MAKER, programme=who), kind=kind, payload=step_payload(case),
            reason="越权",
        )  # fmt: skip
    assert caught.value.code == code
    assert case.title not in caught.value.zh
    assert picture(case) == before
