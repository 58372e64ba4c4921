"""Steps by the admin's pages. The faults of FSM admin mixins (docs/adr) are attacked here for ever: a POST
without a button, a swallowed exception, a right that is not asked on the call."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.ids import uuid7
from governance.identity.roles import Role
from registry.casework.admin import stepping
from registry.casework.kinds import CaseKind
from registry.casework.models import Case, Message
from registry.casework.services.participants import take_in
from registry.casework.services.taking import take
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.admin.world import clerk, submitted, url
from tests.registry.casework.admin.world import draft as draft_of
from tests.registry.casework.people import company, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
GRADE = {"reason": "论证充分", "grade": "fit"}


def send(client: Client, case: Case, step: str, **data: Any) -> Any:
    """As the page's own form would send it, unless ``data`` says otherwise."""
    fresh = {"case_version": Case.objects.get(pk=case.pk).version, "case_ticket": uuid7().hex}
    return client.post(url("step", case.pk, step), fresh | data)


def refused(status: int, client: Client, case: Case, step: str, **data: Any) -> Any:
    before, messages = picture(case), Message.objects.count()
    answer = send(client, case, step, **data)
    assert answer.status_code == status, text(answer)
    assert picture(case) == before
    assert Message.objects.count() == messages
    return answer


def test_a_step_is_taken_and_told() -> None:
    case, client = submitted(), clerk(Role.CHECKER)
    page = client.get(url("step", case.pk, "grade"))
    assert "审查意见" in text(page)
    assert "意见将记入办理记录" in text(page)
    answer = client.post(
        url("step", case.pk, "grade"),
        GRADE | {"case_version": page.context["version"], "case_ticket": page.context["ticket"]},
    )
    assert answer.url == url("change", case.pk)
    event = case.events.last()
    assert event is not None
    assert (event.step, event.party, event.reason) == ("grade", "checker", "论证充分")
    shown = text(client.get(url("change", case.pk)))
    assert "已办理“出具审查意见”" in shown
    assert "结论 符合" in shown


@pytest.mark.parametrize(
    ("role", "step"),
    [(Role.MAKER, "grade"), (Role.CHECKER, "accept_it"), (Role.APPROVER, "accept_it"),
     (Role.APPROVER, "refuse_it"), (Role.SUPERVISOR, "grade"), (Role.AUDIT_ADMIN, "grade"),
     (Role.CHECKER, "judge"), (Role.CHECKER, "submit"), (Role.MAKER, "withdraw")],
)  # fmt: skip
def test_a_post_without_a_button_is_refused(role: Role, step: str) -> None:
    case, client = submitted(), clerk(role, programme="" if role == Role.AUDIT_ADMIN else "BJ")
    assert url("step", case.pk, step) not in client.get(url("change", case.pk)).content.decode()
    assert client.get(url("step", case.pk, step)).status_code == 403
    answer = refused(403, client, case, step, **GRADE)
    assert "须由" in text(answer)


def test_an_exception_of_the_service_leaves_nothing_and_is_shown_at_its_field() -> None:
    """The effect had already saved the case when it refused."""
    case, client = submitted(), clerk(Role.CHECKER)
    answer = refused(422, client, case, "grade", reason="这里说不", grade="unfit")
    assert Case.objects.get(pk=case.pk).handler_id is None
    assert answer.context["form"].errors["grade"]
    page = text(answer)
    assert "试出的错误" in page
    assert "这里说不" in page
    assert "selected>不符合" in answer.content.decode()


def test_the_service_judges_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the page forgot to ask: right, state and version are the service's to judge."""
    monkeypatch.setattr(stepping, "require_offered", lambda *args: None)
    monkeypatch.setattr(stepping, "require_state", lambda *args: None)
    owner = company()
    case = submitted(owner)
    assert "须由复核办理" in text(refused(403, clerk(), case, "grade", **GRADE))
    refused(403, clerk(Role.SUPERVISOR), case, "accept_it", reason="受理")
    answer = refused(403, clerk(Role.APPROVER), case, "refuse_it", **GRADE)
    assert "提出不予受理" in text(answer)
    take(actor=owner.checker, case=case.pk, step="withdraw", reason="不办了")
    refused(409, clerk(), case, "accept_it", reason="受理")


def test_a_superuser_takes_no_step() -> None:
    case, client = submitted(), browser(make_staff(is_superuser=True))
    assert client.get(url("change", case.pk)).status_code == 200
    refused(403, client, case, "accept_it", reason="受理")


def test_wrong_state() -> None:
    owner = company()
    case, client = submitted(owner), clerk()
    take(actor=owner.checker, case=case.pk, step="withdraw", reason="不办了")
    answer = refused(409, client, case, "accept_it", reason="受理")
    assert "目前是“已撤回”" in text(answer)
    page = text(client.get(url("change", case.pk)))
    assert "已办结，只能查看" in page
    assert "受理" not in page.partition("办理记录")[0].partition("已办结")[2]


def test_a_stale_page_shows_what_happened_and_may_be_sent_again() -> None:
    case, client = submitted(), clerk(Role.CHECKER)
    old = case.version
    send(client, case, "grade", reason="同事先办的", grade="unfit")
    answer = refused(409, client, case, "grade", **GRADE, case_version=old)
    page = text(answer)
    assert "已有变化" in page
    assert "同事先办的" in page
    assert "论证充分" in page
    again = send(client, case, "grade", **GRADE, case_version=answer.context["version"])
    assert again.status_code == 302


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_page_without_a_version_is_an_old_one(version: str) -> None:
    refused(409, clerk(), submitted(), "accept_it", reason="受理", case_version=version)


def test_others_cases_do_not_exist() -> None:
    case = submitted(district_id="110112")
    expert = make_staff(Role.EXPERT, programme="BJ")
    for client in (
        clerk(Role.CHECKER, programme="CD"),
        clerk(Role.DISTRICT, district_code="110101"),
        browser(expert),
    ):
        assert client.get(url("change", case.pk)).status_code == 404
        refused(404, client, case, "grade", **GRADE)
        refused(404, client, case, "judge", **GRADE)
    take_in(case, "expert", user=expert.pk)
    assert send(browser(expert), case, "judge", **GRADE).status_code == 302


def test_a_district_reads_and_a_draft_is_nobodys() -> None:
    case = submitted(district_id="110112")
    client = clerk(Role.DISTRICT, district_code="110112")
    assert "现在没有需要您办理的步骤" in text(client.get(url("change", case.pk)))
    refused(403, client, case, "grade", **GRADE)
    draft = draft_of(company("他山能源有限公司"))
    refused(404, clerk(), draft, "submit", reason="替他报送")


def test_unknown_steps_and_cases_and_posts_to_the_review_page() -> None:
    case, client = submitted(), clerk()
    assert client.get(url("step", case.pk, "nothing")).status_code == 404
    assert client.get(url("step", uuid7(), "grade")).status_code == 404
    assert client.post(url("change", case.pk), {"state": "registered"}).status_code == 403


def test_missing_words_are_asked_for_and_files_again() -> None:
    case, client = submitted(), clerk()
    answer = refused(422, client, case, "accept_it", reason=" ")
    assert answer.context["form"].errors["reason"]
    bad = SimpleUploadedFile("设计.pdf", b"not a pdf")
    answer = refused(422, client, case, "attach", reason="补充设计文件", materials=bad)
    page = text(answer)
    assert "请重新选择文件" in page
    assert "补充设计文件" in page
    good = SimpleUploadedFile("设计.pdf", b"%PDF-1.4 content")
    assert send(client, case, "attach", reason="补充", materials=good).status_code == 302
    assert case.files.filter(name="设计.pdf").count() == 1


def test_buttons_are_those_of_the_table(trial: CaseKind) -> None:
    case = submitted()
    for role, codes in {
        Role.MAKER: {"accept_it", "attach", "ask", "refuse_it"}, Role.CHECKER: {"grade", "refuse_it"},
        Role.APPROVER: set(), Role.SUPERVISOR: set(),
    }.items():  # fmt: skip
        page = clerk(role).get(url("change", case.pk))
        assert {button.step.code for button in page.context["buttons"]} == codes, role
    assert "提出不予受理" in text(clerk().get(url("change", case.pk)))
