"""The page of a step: what it asks, what it refuses and shows, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.casework.models import Case
from registry.casework.services.taking import take
from registry.reductions.models import Report
from tests.governance.pages import text
from tests.portal.cases.walking import at_portal, page, send, user_of
from tests.registry.casework.people import company, draft_project, picture
from tests.registry.organisations.enrolling import PDF
from tests.registry.reductions.world import World, do, on

pytestmark = pytest.mark.django_db


def test_the_form_of_the_step_with_its_own_words() -> None:
    with on():
        world = World()
        report = world.begin()
        client = at_portal(world.owner.maker)
        shown = client.get(page(report, "step/edit_data/"))
    assert "填报说明" in text(shown)
    assert "项目上网电量" in text(shown)
    assert f'name="case_version" value="{report.version}"' in shown.content.decode()


def test_taken_and_recorded_for_the_organisation() -> None:
    owner = company()
    project = draft_project(owner)
    sent = send(at_portal(owner.checker), project, "withdraw", "改报另一机制")
    assert sent.headers["Location"] == page(project)
    event = project.events.latest("pk")
    assert (event.step, event.reason, event.organisation, event.actor_name) == (
        "withdraw", "改报另一机制", owner.organisation.name_zh, owner.checker.name
    )  # fmt: skip


def test_the_role_decides_by_get_and_by_post() -> None:
    owner = company()
    project = draft_project(owner)
    before = picture(project)
    for actor, step in ((owner.maker, "withdraw"), (owner.checker, "edit")):
        client = at_portal(actor)
        assert client.get(page(project, f"step/{step}/")).status_code == 403
        refused = send(client, project, step)
        assert refused.status_code == 403
        assert "须由申请单位" in text(refused)
        assert "step/" + step not in client.get(page(project)).content.decode()
    assert picture(project) == before


def test_steps_of_the_bureau_are_not_here() -> None:
    with on():
        world = World()
        report = world.submitted()
        before = picture(report)
        client = at_portal(world.owner.checker)
        for step in ("accept", "decline", "ask_before_accepting"):
            assert send(client, report, step).status_code == 403
        assert picture(report) == before


def test_another_state_is_said_and_what_was_typed_can_be_copied() -> None:
    with on():
        world = World()
        report = world.submitted()
        before = picture(report)
        client = at_portal(world.owner.checker)
        refused = send(client, report, "submit", "已经写了很长的一段说明")
        assert refused.status_code == 409
        assert "目前是“已提交”" in text(refused)
        assert "已经写了很长的一段说明" in text(refused)
        assert picture(report) == before


def test_an_old_page_is_refused_and_shows_what_happened() -> None:
    with on():
        world = World()
        report = world.calculated()
        client = at_portal(world.owner.checker)
        take(
            actor=world.owner.maker, case=report.pk, step="calculate", reason="改了一处再算",
            data={},
        )  # fmt: skip
        before = picture(report)
        refused = client.post(
            page(report, "step/withdraw/"), {"case_version": 1, "reason": "撤回的话"}
        )
        assert refused.status_code == 409
        assert picture(report) == before
        shown = text(refused)
        assert "撤回的话" in shown
        assert "改了一处再算" in shown
        now = Case.objects.get(pk=report.pk).version
        assert f'name="case_version" value="{now}"' in refused.content.decode()
        nonsense = client.post(page(report, "step/withdraw/"), {"reason": "x" * 5})
        assert nonsense.status_code == 409  # a page without a version is an old one
        assert send(client, report, "withdraw").status_code == 302


def test_a_refusal_of_the_service_stands_on_the_form() -> None:
    with on():
        world = World()
        report = world.calculated()
        before = picture(report)
        refused = send(at_portal(world.owner.checker), report, "submit", "请受理")
        assert refused.status_code == 422
        assert "没有附上“减排量核算报告（监测报告）”" in text(refused)
        assert "请受理" in text(refused)
        assert picture(report) == before


def test_an_empty_reason_is_said_at_its_field() -> None:
    owner = company()
    project = draft_project(owner)
    before = picture(project)
    refused = send(at_portal(owner.checker), project, "withdraw", " ")
    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"]
    assert picture(project) == before


def test_files_are_asked_for_again() -> None:
    with on():
        world = World()
        report = world.begin()
        before = picture(report)
        file = SimpleUploadedFile("说明.exe", b"MZ")
        refused = send(
            at_portal(world.owner.maker), report, "attach", category="other", materials=file
        )
        assert refused.status_code == 422
        assert "请重新选择后再提交" in text(refused)
        assert picture(report) == before
        good = SimpleUploadedFile("核算报告.pdf", PDF)
        client = at_portal(world.owner.maker)
        sent = send(client, report, "attach", category="monitoring_report", materials=good)
        assert sent.status_code == 302
        found = report.files.get()
        assert found.sha256 in client.get(page(report)).content.decode()
        paper = client.get(page(report, f"file/{found.pk}/?save=1"))
        assert b"".join(paper.streaming_content) == PDF  # type: ignore[arg-type]
        assert paper.headers["X-Content-Type-Options"] == "nosniff"


def test_without_its_token_nothing_is_taken() -> None:
    owner = company()
    project = draft_project(owner)
    before = picture(project)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(owner.checker), backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, project, "withdraw").status_code == 403
    assert picture(project) == before


def test_a_correction_is_shown_and_answered() -> None:
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "ask_before_accepting", items="请补检定证书\n请说明停机")
        client = at_portal(world.owner.checker)
        shown = text(client.get(page(report)))
        assert "需要补正" in shown
        assert "请说明停机" in shown
        assert "补正通知书" in shown
        assert send(client, report, "correct_before_accepting", "已补证书").status_code == 302
        assert Report.objects.get(pk=report.pk).state == "submitted"
        assert "已补证书" in text(client.get(page(report)))


def test_letters_as_pdf_and_word() -> None:
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        client, letter = at_portal(world.owner.maker), report.letters.get()
        for form, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
            paper = client.get(page(report, f"letter/{letter.pk}.{form}"))
            assert b"".join(paper.streaming_content).startswith(start)  # type: ignore[arg-type]
        assert client.get(page(report, f"letter/{letter.pk}.exe")).status_code == 404
