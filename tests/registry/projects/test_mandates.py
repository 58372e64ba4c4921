"""Mandates: who grants and ends them, and that an agent acts only while one is in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core import clock
from core.errors import CodedError
from governance.identity.roles import Role
from registry.casework.selectors.visible import visible_cases
from registry.organisations.models import Organisation
from registry.projects.models import Mandate, Project
from registry.projects.services.beginning import begin_project
from registry.projects.services.mandates import end_mandate, grant_mandate
from tests.registry.casework.people import Company, company, staff
from tests.registry.projects.walking import Walk, on
from tests.registry.vvb.bodies import body, name, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> Company:
    return company()


@pytest.fixture
def agent(db: None) -> Company:
    return company("碳汇运营有限公司")


def grant(owner: Company, agent: Company, **more: Any) -> Mandate:
    today = clock.today()
    given = {
        "actor": owner.checker, "owner": owner.organisation, "agent": agent.organisation,
        "scopes": ["apply"], "valid_from": today, "valid_to": today + dt.timedelta(days=30),
        "document": "委字 1 号", "reason": "授权",
    }  # fmt: skip
    return grant_mandate(**given | more)


def begun(owner: Company, agent: Company) -> Project:
    return begin_project(
        actor=agent.maker, applicant=owner.organisation, programme="BJ", title="代办项目",
        agent=agent.organisation,
    )  # fmt: skip


def test_an_agent_begins_and_acts(owner: Company, agent: Company) -> None:
    grant(owner, agent)
    project = begun(owner, agent)
    walk = Walk(owner=owner, project=project)
    walk.do(agent.maker, "edit", title="代办项目一期")
    event = project.events.last()
    assert (event.party, event.organisation) == ("owner_maker", "碳汇运营有限公司")
    assert (project.applicant, walk.now().title) == (owner.organisation, "代办项目一期")
    walk.do(owner.maker, "edit", title="代办项目二期")


def test_without_a_mandate_nothing_is_begun(owner: Company, agent: Company) -> None:
    for scopes in ([], ["hold", "sell"]):
        if scopes:
            grant(owner, agent, scopes=scopes)
        with pytest.raises(CodedError) as caught:
            begun(owner, agent)
        assert caught.value.code == "mandate_missing"
    assert not Project.objects.exists()


@pytest.mark.parametrize("who", ["owner", "bureau"])
def test_an_ended_mandate_stops_the_agent_at_once(who: str, owner: Company, agent: Company) -> None:
    mandate = grant(owner, agent)
    project = begun(owner, agent)
    for actor in (owner.maker, agent.checker, company("路人有限公司").checker):
        with pytest.raises(CodedError) as caught:
            end_mandate(actor=actor, mandate=mandate.pk, reason="终止")
        assert caught.value.code == "step_forbidden"
    end_mandate(
        actor=owner.checker if who == "owner" else staff(Role.CHECKER), mandate=mandate.pk,
        reason="终止",
    )  # fmt: skip
    refused("case_unknown", project, actor=agent.maker, step="edit", data={"title": "别的"})
    assert not visible_cases(agent.maker).exists()
    with pytest.raises(CodedError) as caught:
        end_mandate(actor=owner.checker, mandate=mandate.pk, reason="再终止")
    assert caught.value.code == "mandate_unknown"
    assert list(mandate.history.values_list("history_change_reason", flat=True)) == ["终止", "授权"]


def test_a_second_mandate_keeps_the_agent(owner: Company, agent: Company) -> None:
    first = grant(owner, agent)
    project = begun(owner, agent)
    grant(owner, agent, document="委字 2 号")
    end_mandate(actor=owner.checker, mandate=first.pk, reason="换签")
    Walk(owner=owner, project=project).do(agent.maker, "edit", title="仍可办理")


def test_it_stops_with_its_last_day(owner: Company, agent: Company) -> None:
    mandate = grant(owner, agent)
    project = begun(owner, agent)
    with on(mandate.valid_to):
        Walk(owner=owner, project=project).do(agent.maker, "edit", title="最后一天")
    with on(mandate.valid_to + dt.timedelta(days=1)):
        refused("case_unknown", project, actor=agent.maker, step="edit", data={"title": "次日"})
        assert not visible_cases(agent.maker).exists()


def test_appointed_and_dismissed_in_a_case(owner: Company, agent: Company) -> None:
    walk = Walk(owner=owner).begun()
    data = {"organisation": str(agent.organisation.pk)}
    walk.refused("mandate_missing", owner.checker, "appoint_agent", **data)
    walk.refused("mandate_missing", owner.checker, "appoint_agent", organisation="x")
    grant(owner, agent)
    walk.refused("step_forbidden", owner.maker, "appoint_agent", **data)
    walk.do(owner.checker, "appoint_agent", **data)
    walk.do(agent.maker, "edit", title="代办")
    walk.do(owner.checker, "dismiss_agents")
    walk.refused("case_unknown", agent.maker, "edit", title="别的")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"scopes": []}, "mandate_invalid"),
        ({"scopes": ["fly"]}, "mandate_invalid"),
        ({"document": " "}, "mandate_invalid"),
        ({"valid_to": dt.date(2020, 1, 1)}, "mandate_invalid"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_unsound_ones(more: dict[str, Any], code: str, owner: Company, agent: Company) -> None:
    with pytest.raises(CodedError) as caught:
        grant(owner, agent, **more)
    assert caught.value.code == code
    assert not Mandate.objects.exists()


def test_not_to_oneself_nor_to_a_closed_one(owner: Company, agent: Company) -> None:
    with pytest.raises(CodedError, match="mandate_invalid"):
        grant(owner, owner)
    Organisation.objects.filter(pk=agent.organisation.pk).update(status="closed")
    agent.organisation.refresh_from_db()
    with pytest.raises(CodedError, match="mandate_invalid"):
        grant(owner, agent)
    with pytest.raises(CodedError, match="step_forbidden"):
        grant(owner, company("别家有限公司"), actor=owner.maker)


def test_a_body_with_a_mandate_does_not_validate(owner: Company) -> None:
    chosen = body()
    grant(owner, chosen)
    walk = Walk(owner=owner).in_validation()
    data = {"organisation": str(chosen.organisation.pk)}
    walk.refused("vvb_is_party", owner.checker, "name_vvb", **data)
    name(owner, walk.project, body("独立机构有限公司"))
