"""变更: the only way in which the content of a registered project changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core.errors import CodedError
from governance.identity.roles import Role
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.steps import offered_steps
from registry.projects.changes.forms import ChangeForm
from registry.projects.changes.kind import KIND, checks_of, sections_of
from registry.projects.changes.services import begin_change
from registry.projects.models import Project, ProjectChange
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.people import company
from tests.registry.projects.walking import Walk

pytestmark = pytest.mark.django_db


def change_of(walk: Walk) -> Walk:
    """The same people, at work on a change of the project."""
    made = begin_change(actor=walk.owner.maker, project=walk.now())
    return Walk(walk.owner, walk.maker, walk.checker, walk.approver, made)


def in_review(walk: Walk, **data: Any) -> Walk:
    change = change_of(walk)
    change.do(walk.owner.maker, "edit", reasons="设备更换", **data)
    change.do(walk.owner.checker, "submit")
    change.do(walk.maker, "accept")
    return change


@pytest.fixture
def walk(db: None) -> Walk:
    return Walk().registered(equipment=["SN-1"])


def test_an_approved_change_is_the_projects_new_content(walk: Walk) -> None:
    other = company("合作单位有限公司").organisation
    shares = f"{walk.owner.organisation.uscc} 70\n{other.uscc} 30"
    change = in_review(walk, equipment=["SN-2"], title="青岚一期（扩建）", shares=shares)
    assert change.now().number.startswith("BJ-BG-")
    assert change.now().due_on is not None
    assert walk.now().equipment == ["SN-1"]
    change.decide("approve", "准予变更")
    project: Project = walk.now()
    assert (project.equipment, project.title, project.state) == (
        ["SN-2"], "青岚一期（扩建）", "registered",
    )  # fmt: skip
    assert [str(s.percent) for s in project.shares.all()] == ["70.000000", "30.000000"]
    event = project.events.get(step="change")
    assert (event.step, event.detail["number"], event.party) == (
        "change", change.now().number, "approver",
    )  # fmt: skip
    assert project.history.latest("history_id").title == "青岚一期（扩建）"
    letter = change.now().letters.get()
    assert any("SN-1" in line and "SN-2" in line for line in letter.paragraphs)
    assert change.now().state == "approved"


def test_the_form_shows_the_change_as_it_stands(walk: Walk) -> None:
    change = change_of(walk)
    change.do(walk.owner.maker, "edit", title="青岚一期（扩建）", reasons="扩建")
    initial = ChangeForm(case=change.now()).initial
    assert (initial["title"], initial["reasons"]) == ("青岚一期（扩建）", "扩建")
    given = initial | {"equipment": "SN-7", "reason": "补充"}
    form = ChangeForm({k: v for k, v in given.items() if v not in (None, False)}, case=change.now())
    assert form.is_valid(), form.errors
    change.do(walk.owner.maker, "edit", **form.data_for_step())
    assert change.now().after == {"title": "青岚一期（扩建）", "equipment": ["SN-7"]}
    assert change.now().before == {"title": "青岚一期光伏", "equipment": ["SN-1"]}
    table = sections_of(change.now())[1].table
    assert ["设备编号", "SN-1", "SN-7"] in [list(row) for row in table]


def test_what_is_taken_back_is_no_change(walk: Walk) -> None:
    change = change_of(walk)
    change.do(walk.owner.maker, "edit", title="别的", reasons="更名")
    change.do(walk.owner.maker, "edit", title="青岚一期光伏")
    change.refused("change_empty", walk.owner.checker, "submit")


def test_refusals(walk: Walk) -> None:
    change = change_of(walk)
    change.refused("change_empty", walk.owner.checker, "submit")
    change.refused("field_invalid", walk.owner.maker, "edit", code="XM1")
    change.refused(
        "shares_sum", walk.owner.maker, "edit", shares=[[walk.owner.organisation.uscc, 9]]
    )
    change.refused("step_forbidden", walk.owner.checker, "edit", title="别的")
    change.refused("case_unknown", walk.maker, "accept")
    change.do(walk.owner.maker, "edit", title="别的", reasons="更名")
    change.do(walk.owner.checker, "submit")
    change.refused("step_forbidden", walk.owner.maker, "accept")
    change.do(walk.maker, "accept")
    change.refused("second_person_needed", walk.approver, "approve")
    change.refused("step_forbidden", walk.checker, "approve")


def test_what_does_not_hold_after_it_is_not_approved(walk: Walk) -> None:
    change = in_review(walk, no_legal_duty=False)
    assert [c.level for c in checks_of(change.now())] == ["fail"]
    change.refused_decision("condition_not_declared", "approve")
    change.decide("refuse", "不符合申请条件")
    assert change.now().letters.get().kind == "not_changed"
    assert walk.now().no_legal_duty is True


def test_equipment_of_another_registered_project(walk: Walk) -> None:
    Walk(owner=company("他山能源有限公司")).registered(title="他山", equipment=["SN-5"])
    change = in_review(walk, equipment=["SN-5"])
    assert [c.level for c in checks_of(change.now())] == ["fail"]
    change.refused_decision("equipment_held", "approve")
    assert walk.now().equipment == ["SN-1"]


def test_two_changes_of_the_same_thing(walk: Walk) -> None:
    first, second = in_review(walk, title="甲"), in_review(walk, title="乙")
    third = in_review(walk, address="通州区另一处一号院")
    first.decide("approve")
    error = second.refused_decision("change_outdated", "approve")
    assert "名称" in error.zh
    third.decide("approve")  # another field: nothing stands against it
    assert (walk.now().title, walk.now().address) == ("甲", "通州区另一处一号院")


def test_only_registered_projects_by_their_owner() -> None:
    walk = Walk().submitted()
    for actor, code in ((walk.owner.maker, "project_not_registered"),):
        with pytest.raises(CodedError) as caught:
            begin_change(actor=actor, project=walk.now())
        assert caught.value.code == code
    walk = Walk(owner=company("他山能源有限公司")).registered()
    for actor in (walk.owner.checker, walk.maker, company("路人有限公司").maker):
        with pytest.raises(CodedError) as caught:
            begin_change(actor=actor, project=walk.now())
        assert caught.value.code == "step_forbidden"
    assert not ProjectChange.objects.exists()


def test_withdrawn_and_its_steps(walk: Walk) -> None:
    change = in_review(walk, title="别的")
    offered = {s.code for s in offered_steps(change.now(), standing_of(walk.maker, change.now()))}
    assert offered == {"opinion", "assign", "approve", "refuse"}
    change.do(walk.checker, "opinion", "同意", opinion="agree")
    change.do(walk.checker, "assign", handler=walk.maker.user_id)
    change.do(walk.owner.checker, "withdraw")
    assert change.now().state == "withdrawn"
    assert change.now().due_on is None
    assert {state for step in KIND.steps.values() for state in step.states} == {
        "draft", "submitted", "review",
    }  # fmt: skip


def test_its_review_page_tells_what_was_edited(walk: Walk) -> None:
    change = in_review(walk, technology="屋顶光伏")
    client = browser(make_staff(Role.CHECKER, programme="BJ"))
    page = client.get(reverse("admin:casework_case_change", args=[change.now().pk]))
    assert page.status_code == 200
    assert "技术类型：屋顶光伏" in text(page)
