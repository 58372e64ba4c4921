"""Submission, acceptance, corrections, the public notice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.ids import uuid7
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.casework.models import Clock, Comment, Correction
from registry.casework.services.lapsing import lapse_due
from registry.casework.services.notices import comment
from registry.projects.categories import CATEGORIES
from tests.governance.people import make_staff, seconded
from tests.registry.casework.people import staff
from tests.registry.projects.walking import Walk, on
from tests.registry.vvb.bodies import PDF

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"address": ""}, "case_incomplete"),
        ({"description": ""}, "case_incomplete"),
        ({"construction_from": dt.date(2012, 11, 8)}, "construction_too_early"),
        ({"additionality": " "}, "condition_not_declared"),
        ({"no_legal_duty": False}, "condition_not_declared"),
        ({"outside_allowances": False}, "condition_not_declared"),
        ({"not_claimed": False}, "condition_not_declared"),
        ({"crediting_to": dt.date(2032, 1, 1)}, "crediting_too_long"),
    ],
)
def test_not_submitted(fields: dict[str, Any], code: str) -> None:
    walk = Walk().begun(**fields)
    walk.refused(code, walk.owner.checker, "submit")


@pytest.mark.parametrize("missing", ["application_form", "design", "ownership"])
def test_needed_documents(missing: str) -> None:
    walk = Walk().begun(files={"application_form", "design", "ownership"} - {missing})
    error = walk.refused("file_missing", walk.owner.checker, "submit")
    assert CATEGORIES[missing] in error.zh


def test_accepting_and_its_letter() -> None:
    walk = Walk().submitted()
    for actor in (walk.checker, walk.approver, walk.owner.checker, staff(Role.SUPERVISOR)):
        walk.refused("step_forbidden", actor, "accept")
    walk.refused("case_unknown", staff(Role.MAKER, "CD"), "accept")
    walk.do(walk.maker, "accept")
    letter = walk.now().letters.get()
    assert letter.title == "受理通知书"
    assert letter.addressee == walk.owner.organisation.name_zh
    assert walk.now().messages.filter(user_id=walk.owner.checker.user_id).exists()
    assert list(walk.now().clocks.values_list("name", "status")) == [
        ("accept", "ended"), ("notice", "running"),
    ]  # fmt: skip


def test_declining_takes_two() -> None:
    walk = Walk().submitted()
    walk.refused("second_person_needed", walk.checker, "decline")
    walk.decide("decline", "材料与方法学不符")
    project = walk.now()
    assert project.state == "refused"
    assert project.letters.get().kind == "not_accepted"
    assert "材料与方法学不符" in project.letters.get().paragraphs[1]


@pytest.mark.parametrize(
    ("stage", "ask", "answer", "clock", "back"),
    [
        ("submitted", "ask_before_accepting", "answer_before_accepting", "accept", "submitted"),
        ("in_review", "ask_in_review", "answer_in_review", "review", "review"),
    ],
)
def test_corrections_stop_the_clock(
    stage: str, ask: str, answer: str, clock: str, back: str
) -> None:
    walk = getattr(Walk(), stage)()
    walk.refused("step_forbidden", walk.owner.checker, ask, items="补充")
    walk.do(walk.maker, ask, items="补充土地证明\n更正开工日期")
    project = walk.now()
    assert project.state.endswith("correction")
    assert Clock.objects.get(case=project, name=clock).status == "stopped"
    assert "更正开工日期" in project.letters.last().paragraphs
    walk.do(walk.owner.maker, "edit", construction_from="2021-04-01")
    walk.refused("step_forbidden", walk.owner.maker, answer, "已补")
    walk.refused("reason_missing", walk.owner.checker, answer, " ")
    walk.do(walk.owner.checker, answer, "已补充", uploads=[PDF])
    assert project.files.filter(category="correction").exists()
    assert walk.now().state == back
    assert Clock.objects.get(case=project, name=clock).status == "running"
    assert Correction.objects.get().answer == "已补充"


def test_an_incomplete_answer_is_refused() -> None:
    walk = Walk().submitted()
    walk.do(walk.maker, "ask_before_accepting", items="更正开工日期")
    walk.do(walk.owner.maker, "edit", construction_from="")
    walk.refused("case_incomplete", walk.owner.checker, "answer_before_accepting", "已补")


def test_what_is_not_corrected_lapses_after_its_last_day() -> None:
    with on(dt.date(2026, 3, 2)):
        walk, operator = Walk().submitted(), make_staff(Role.OPERATOR)
        walk.do(walk.maker, "ask_before_accepting", items="补充土地证明")
    due = Clock.objects.get(name="correction").due_on
    assert due == dt.date(2026, 3, 27)
    with on(due):
        call_command("lapse_cases", "--as", operator.username)
        assert walk.now().state == "accept_correction"
        walk.refused("correction_not_overdue", actor_of(operator), "lapse")
        walk.refused("step_forbidden", walk.maker, "lapse")
    with on(due + dt.timedelta(days=1)):
        call_command("lapse_cases", "--as", operator.username)
    project = walk.now()
    assert project.state == "lapsed"
    assert not project.clocks.exclude(status="ended").exists()
    event = project.events.last()
    assert (event.step, event.actor_name) == ("lapse", operator.get_full_name())


def test_nothing_lapses_on_a_provisional_day() -> None:
    walk, operator = Walk(), staff(Role.OPERATOR)
    with on(dt.date(2034, 3, 1)):  # no calendar is loaded for that year
        walk.begun(crediting_from=dt.date(2033, 1, 1), crediting_to=dt.date(2034, 1, 1))
        walk.do(walk.owner.checker, "submit")
        walk.do(walk.maker, "ask_before_accepting", items="补充土地证明")
    assert Clock.objects.get(name="correction").provisional
    with on(dt.date(2035, 3, 1)):
        assert lapse_due(actor=operator, reason="到期") == []
    assert walk.now().state == "accept_correction"


def test_who_runs_the_command() -> None:
    with pytest.raises(CommandError):
        call_command("lapse_cases", "--as", "nobody")
    with pytest.raises(CommandError, match="运行人员"):
        call_command("lapse_cases", "--as", make_staff(Role.MAKER).username)


def test_the_notice_is_waited_for_and_answered() -> None:
    with on(dt.date(2026, 3, 2)):
        walk = Walk().laid_open()
        notice = walk.now().notices.get()
        comment(notice=notice.pk, name="李女士", contact="138", text="噪声如何处理？")
        walk.refused("notice_running", walk.maker, "end_notice")
    with on(notice.closes_on):
        walk.refused("notice_running", walk.maker, "end_notice")
    with on(notice.closes_on + dt.timedelta(days=1)):
        walk.refused("notice_unanswered", walk.maker, "end_notice")
        asked = str(Comment.objects.get().pk)
        walk.refused("comment_unknown", walk.maker, "answer_comment", comment=str(uuid7()))
        walk.refused("step_forbidden", walk.owner.maker, "answer_comment", comment=asked)
        walk.do(walk.owner.checker, "answer_comment", "已加装隔音设施", comment=asked)
        assert Comment.objects.get().answer == "已加装隔音设施"
        walk.refused("comment_unknown", walk.maker, "answer_comment", comment=asked)
        walk.refused("step_forbidden", walk.owner.checker, "end_notice")
        walk.do(walk.maker, "end_notice")
    assert walk.now().state == "validation"
    assert walk.now().notices.get().ended_at


def test_seconding_by_oneself_is_none() -> None:
    walk = Walk().submitted()
    walk.do(seconded(walk.checker), "decline", "不符")
    assert walk.now().state == "refused"
