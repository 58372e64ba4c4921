"""Naming handlers, one by one and many at once: all of them or none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.errors import CodedError
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.casework import kinds
from registry.casework.kinds import CaseKind, Step
from registry.casework.models import Case
from registry.casework.parties import Party
from registry.casework.services import assigning
from registry.casework.services.assigning import assign
from registry.casework.services.taking import take
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.admin.world import clerk, submitted, url
from tests.registry.casework.people import company, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]


def two(**fields: Any) -> list[Case]:
    owner = company()
    first = submitted(owner, title="甲")
    return [first, submitted(owner, title="乙", **fields)]


def test_from_the_list_to_the_record() -> None:
    cases, user = two(), make_staff(Role.MAKER, programme="BJ", real_name="周敏")
    client = browser(user)
    page = client.post(
        url("changelist"),
        {"action": "assign_selected", "_selected_action": [str(case.pk) for case in cases]},
    )
    assert "指定承办人：2 件" in text(page)
    assert f"周敏（{user.username}）· 在办 0 件" in text(page)
    data = {"case": [str(case.pk) for case in cases], "handler": user.pk, "reason": "按分工"}
    assert client.post(url("assign"), data).url == url("changelist")
    for case in cases:
        stored = Case.objects.get(pk=case.pk)
        assert (stored.handler_id, stored.version) == (user.pk, case.version + 1)
        event = stored.events.last()
        assert event is not None
        assert (event.step, event.source, event.target) == ("assign", "submitted", "submitted")
        assert (event.reason, event.detail) == ("按分工", {"handler": "周敏"})
        assert case.history.first().handler_id == user.pk
    assert "指定承办人" in text(client.get(url("change", cases[0].pk)))
    again = Case.objects.get(pk=cases[0].pk).version
    client.post(url("assign"), data)
    assert Case.objects.get(pk=cases[0].pk).version == again


def refused(code: str, cases: list[Case], **changes: Any) -> None:
    before = [picture(case) for case in cases]
    asked: dict[str, Any] = {
        "actor": actor_of(make_staff(Role.MAKER, programme="BJ")), "reason": "按分工",
        "handler": make_staff(Role.MAKER, programme="BJ").pk,
    } | changes  # fmt: skip
    with pytest.raises(CodedError) as caught:
        assign(cases=[case.pk for case in cases], **asked)
    assert caught.value.code == code
    assert [picture(case) for case in cases] == before


def test_refused_as_a_whole() -> None:
    cases = two()
    refused("handler_unfit", cases, handler=make_staff(Role.MAKER, programme="CD").pk)
    refused("handler_unfit", cases, handler=make_staff(Role.SUPERVISOR, programme="BJ").pk)
    refused("handler_unfit", cases, handler=make_staff(Role.MAKER, is_active=False).pk)
    refused("case_unknown", cases, actor=actor_of(make_staff(Role.MAKER, programme="CD")))
    refused("step_forbidden", cases, actor=actor_of(make_staff(Role.SUPERVISOR)))
    refused("reason_missing", cases, reason=" ")
    owner = company("远山节能有限公司")
    over = submitted(owner, title="已撤回的")
    take(actor=owner.checker, case=over.pk, step="withdraw", reason="不办了")
    refused("state_refused", [*cases, over])


def test_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = two()
    monkeypatch.setattr(assigning, "LIMIT", 1)
    refused("too_many_cases", cases)


def test_a_kinds_own_step_is_asked(monkeypatch: pytest.MonkeyPatch, trial: CaseKind) -> None:
    def effect(taking: Any) -> None:
        taking.case.handler_id = taking.data["handler"]
        taking.detail["handler"] = "按本类步骤"

    own = Step(
        "assign",
        "分派",
        "assign",
        frozenset({Party.CHECKER}),
        frozenset({"submitted"}),
        effect=effect,
    )
    changed = replace(trial, steps={**trial.steps, "assign": own})
    monkeypatch.setitem(kinds._kinds, "project", changed)
    cases, fit = two(), make_staff(Role.MAKER, programme="BJ")
    refused("step_forbidden", cases)
    assert "/assign/" not in clerk().get(url("change", cases[0].pk)).content.decode()
    checker = actor_of(make_staff(Role.CHECKER, programme="BJ"))
    assert assign(actor=checker, cases=[cases[0].pk], handler=fit.pk, reason="分派") == 1
    event = cases[0].events.last()
    assert event is not None
    assert event.detail == {"handler": "按本类步骤"}


def test_the_page_is_for_staff_and_for_cases_they_see() -> None:
    case = submitted()
    assert clerk(Role.SUPERVISOR).get(url("assign"), {"case": str(case.pk)}).status_code == 403
    assert clerk(programme="CD").get(url("assign"), {"case": str(case.pk)}).status_code == 404
    assert clerk().get(url("assign"), {"case": "x"}).status_code == 404
    assert clerk().get(url("assign")).status_code == 404
    listed = clerk(Role.SUPERVISOR).get(url("changelist")).content.decode()
    assert "assign_selected" not in listed
    answer = clerk().post(url("assign"), {"case": str(case.pk), "reason": ""})
    assert "reason" in answer.context["form"].errors
