"""Steps: who may, when, and that a refusal leaves nothing."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import CodedError
from core.ids import uuid7
from governance.identity.roles import Role
from registry.casework.models import Case, Message
from registry.casework.services.taking import take
from tests.registry.casework.people import company, draft_project, picture, staff

pytestmark = pytest.mark.django_db


def test_a_step_moves_numbers_and_records() -> None:
    owner = company()
    project = draft_project(owner)
    after = take(actor=owner.checker, case=project.uuid, step="submit", reason="材料齐备")
    stored = Case.objects.get(pk=project.uuid)
    assert (stored.state, stored.version) == ("submitted", 1)
    assert stored.number == after.number
    assert stored.number.startswith("BJ-XM-2")
    event = stored.events.last()
    assert (event.step, event.source, event.target) == ("submit", "draft", "submitted")
    assert (event.actor_name, event.party, event.organisation, event.ip, event.reason) == (
        "吴复核", "owner_checker", owner.organisation.name_zh, "10.9.8.7", "材料齐备",
    )  # fmt: skip
    version = project.history.first()
    assert (version.state, version.actor_name) == ("submitted", "吴复核")


def test_numbers_have_no_gaps() -> None:
    owner = company()
    first = draft_project(owner, title="甲")
    second = draft_project(owner, title="乙", methodology=first.methodology)
    numbers = [
        take(actor=owner.checker, case=project.uuid, step="submit", reason="报送").number
        for project in (first, second)
    ]
    assert [int(number[-4:]) for number in numbers] == [1, 2]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("maker", "step_forbidden"),
        ("stranger", "case_unknown"),
        ("bureau", "case_unknown"),  # a draft is its organisation's own
        ("supervisor", "case_unknown"),
    ],
)
def test_others_are_refused(who: str, code: str) -> None:
    owner = company()
    project = draft_project(owner)
    actor = {
        "maker": lambda: owner.maker,
        "stranger": lambda: company("他山能源有限公司").checker,
        "bureau": lambda: staff(Role.MAKER),
        "supervisor": lambda: staff(Role.SUPERVISOR),
    }[who]()
    _refused(code, project, actor=actor, step="submit")


def test_other_programmes_staff_see_nothing() -> None:
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.uuid, step="submit", reason="报送")
    _refused("case_unknown", project, actor=staff(Role.MAKER, "CD"), step="withdraw")
    _refused("step_forbidden", project, actor=staff(Role.MAKER, "BJ"), step="withdraw")


def test_state_version_reason_and_unknown_steps() -> None:
    owner = company()
    project = draft_project(owner)
    _refused("reason_missing", project, actor=owner.checker, step="submit", reason=" ")
    _refused("case_changed", project, actor=owner.checker, step="submit", version=7)
    _refused("step_unknown", project, actor=owner.checker, step="publish")
    take(actor=owner.checker, case=project.uuid, step="submit", reason="报送")
    _refused("state_refused", project, actor=owner.checker, step="submit")
    with pytest.raises(CodedError, match="case_unknown"):
        take(actor=owner.checker, case=uuid7(), step="submit", reason="报送")


def test_incomplete_says_what_is_missing() -> None:
    owner = company()
    project = draft_project(owner, address="", crediting_from=None, crediting_to=None)
    error = _refused("case_incomplete", project, actor=owner.checker, step="submit")
    assert "项目地址" in error.zh
    assert "计入期起" in error.zh


def _refused(code: str, case: Case, **args: Any) -> CodedError:
    before, messages = picture(case), Message.objects.count()
    with pytest.raises(CodedError) as caught:
        take(case=case.uuid, **({"reason": "报送"} | args))
    assert caught.value.code == code
    assert picture(case) == before
    assert Message.objects.count() == messages
    return caught.value
