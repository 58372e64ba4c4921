"""审核: opinions, experts, the validator's conclusion, registration and refusal."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.identity.roles import Role
from registry.casework.models import Clock
from registry.casework.selectors.standing import standing_of
from registry.casework.services.assigning import assign
from registry.projects.flags import checks_of, to_explain
from tests.governance.people import make_actor
from tests.registry.casework.people import staff
from tests.registry.projects.walking import Walk, on

pytestmark = pytest.mark.django_db


def test_the_review_has_its_days() -> None:
    with on(dt.date(2026, 3, 2)):
        walk = Walk().in_review()
    running = Clock.objects.get(case=walk.project, name="review")
    assert (running.rule, running.working_days, running.status) == ("R-REVIEW-01", 15, "running")
    assert walk.now().due_on == running.due_on == dt.date(2026, 3, 20)


def test_opinions_of_those_asked() -> None:
    walk, expert = Walk().in_review(), make_actor(Role.EXPERT)
    walk.refused("case_unknown", expert, "opinion", opinion="agree")
    walk.refused("expert_unknown", walk.maker, "invite_expert", user=str(walk.checker.user_id))
    walk.do(walk.maker, "invite_expert", user=str(expert.user_id))
    walk.refused("expert_unknown", walk.maker, "invite_expert", user=str(expert.user_id))
    assert walk.now().messages.filter(user_id=expert.user_id).exists()
    walk.do(expert, "opinion", "监测点位充分", opinion="agree")
    walk.do(walk.checker, "opinion", "同意", opinion="agree")
    walk.refused("field_invalid", walk.checker, "opinion", opinion="maybe")
    walk.refused("step_forbidden", walk.approver, "opinion", opinion="agree")
    told = walk.now().events.filter(step="opinion").values_list("party", "detail", "reason")
    assert [(party, detail["opinion"]) for party, detail, _ in told] == [
        ("expert", "同意登记"), ("checker", "同意登记"),
    ]  # fmt: skip


def test_somebody_handles_it() -> None:
    walk = Walk().submitted()
    walk.do(walk.checker, "assign", handler=walk.maker.user_id)
    assert walk.now().handler_id == walk.maker.user_id
    elsewhere = staff(Role.MAKER, "CD")
    walk.refused("handler_unknown", walk.maker, "assign", handler=elsewhere.user_id)
    walk.refused("step_forbidden", walk.owner.checker, "assign", handler=walk.maker.user_id)
    assert assign(actor=walk.maker, cases=[walk.project.pk], handler=None, reason="退回") == 1
    assert walk.now().handler_id is None


def test_only_a_positive_conclusion_registers() -> None:
    walk = Walk().in_review("negative")
    assert any(c.level == "fail" and "否定" in c.text for c in checks_of(walk.now()))
    walk.refused_decision("conclusion_not_positive", "register")
    walk.decide("refuse", "审定结论为否定")
    project = walk.now()
    assert (project.state, project.code) == ("refused", None)
    assert project.letters.last().kind == "refused"
    assert "审定结论为否定" in project.letters.last().paragraphs[1]


def test_registering_takes_two_and_the_right_one() -> None:
    walk = Walk().in_review()
    walk.refused("second_person_needed", walk.approver, "register")
    walk.refused("step_forbidden", walk.maker, "register")
    walk.refused("step_forbidden", walk.checker, "register")
    walk.refused("step_forbidden", walk.owner.checker, "register")


def test_content_changed_after_signing_must_be_explained() -> None:
    walk = Walk().in_review()
    walk.do(walk.maker, "ask_in_review", items="更正开工日期")
    walk.do(walk.owner.maker, "edit", construction_from="2021-04-01")
    walk.do(walk.owner.checker, "answer_in_review", "已更正")
    check = next(c for c in checks_of(walk.now()) if "签发结论之后" in c.text)
    assert check.level == "fail"
    assert ("开工日期", "2021-03-01 ｜ 2021-04-01") in list(check.evidence)
    walk.refused_decision("flag_unexplained", "register")
    (flag,) = to_explain(walk.now())
    walk.refused("flag_unknown", walk.maker, "explain", flag="x", text="属更正")
    walk.refused("field_invalid", walk.maker, "explain", flag=flag.key, text=" ")
    walk.refused("step_forbidden", walk.owner.maker, "explain", flag=flag.key, text="属更正")
    walk.do(walk.maker, "explain", flag=flag.key, text="笔误更正，审定机构已知悉")
    walk.refused("flag_unknown", walk.maker, "explain", flag=flag.key, text="再说明")
    walk.decide("register")
    assert walk.now().state == "registered"


def test_eligibility_is_asked_again_at_registration() -> None:
    walk = Walk().in_review()
    walk.do(walk.maker, "ask_in_review", items="更正")
    walk.do(walk.owner.maker, "edit", additionality="")
    walk.refused("condition_not_declared", walk.owner.checker, "answer_in_review", "已更正")


def test_the_expert_is_one_only_while_invited() -> None:
    walk, expert = Walk().in_review(), make_actor(Role.EXPERT)
    walk.do(walk.maker, "invite_expert", user=str(expert.user_id))
    assert standing_of(expert, walk.now()).parties == {"expert"}
