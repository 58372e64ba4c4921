"""新建: whose draft it becomes, under a mandate or not, and what is refused with nothing made."""

from __future__ import annotations

from typing import Any

import pytest

from methodologies.publishing.models import MethodologyVersion
from registry.casework.models import Case, Participant
from registry.projects.models import Mandate, Project, ProjectChange
from registry.reductions.models import Report
from tests.governance.pages import text
from tests.portal.cases.walking import at_portal, page
from tests.registry.casework.people import Company, company
from tests.registry.reductions.world import World, on

pytestmark = pytest.mark.django_db
NEW = "/portal/cases/new/"


def project(applicant: Company, **changes: Any) -> dict[str, Any]:
    return {
        "programme": "BJ", "title": "京北屋顶光伏", "applicant": applicant.organisation.pk,
    } | changes  # fmt: skip


def mandate(owner: Company, agent: Company) -> Any:
    asked = {
        "agent": agent.organisation.uscc, "scopes": ["apply"], "valid_from": "2026-01-01",
        "valid_to": "2026-12-31", "document": "委〔2026〕1 号", "reason": "年度委托",
    }  # fmt: skip
    return at_portal(owner.checker).post("/portal/organisation/mandates/", asked)


def parts(case: Case) -> set[tuple[str, str]]:
    found = Participant.now.filter(case_id=case.pk)
    return set(found.values_list("part", "organisation__name_zh"))


def test_a_project_of_ones_own() -> None:
    owner = company()
    client = at_portal(owner.maker)
    assert "新建项目" in text(client.get("/portal/cases/"))
    sent = client.post(NEW + "project/", project(owner))
    made = Project.objects.get()
    assert sent.headers["Location"] == page(made)
    assert (made.applicant, made.state) == (owner.organisation, "draft")
    assert parts(made) == {("owner", owner.organisation.name_zh)}


def test_an_agent_applies_under_a_mandate_and_no_longer_when_it_ended() -> None:
    with on():
        owner, agent = company(), company("代办有限公司")
        client = at_portal(agent.maker)
        assert client.post(NEW + "project/", project(owner)).status_code == 422
        assert not Project.objects.exists()
        assert mandate(owner, agent).status_code == 302
        client.post(NEW + "project/", project(owner))
        made = Project.objects.get()
        assert parts(made) == {
            ("owner", owner.organisation.name_zh), ("agent", agent.organisation.name_zh)
        }  # fmt: skip
        assert client.get(page(made)).status_code == 200
        end = f"/portal/organisation/mandates/{Mandate.objects.get().pk}/end/"
        assert at_portal(agent.checker).post(end, {"reason": "终止"}).status_code == 404
        assert at_portal(owner.maker).post(end, {"reason": "终止"}).status_code == 403
        assert at_portal(owner.checker).post(end, {"reason": " "}).status_code == 200
        assert Mandate.objects.get().ended_at is None
        assert at_portal(owner.checker).post(end, {"reason": "终止"}).status_code == 302
        assert client.get(page(made)).status_code == 404
        assert client.post(NEW + "project/", project(owner)).status_code == 422
        assert Project.objects.count() == 1


def test_mandates_are_the_checkers() -> None:
    owner, agent = company(), company("代办有限公司")
    maker = at_portal(owner.maker)
    assert "由本单位复核人员办理" in text(maker.get("/portal/organisation/mandates/"))
    assert maker.post("/portal/organisation/mandates/", {}).status_code == 403
    wrong = at_portal(owner.checker).post(
        "/portal/organisation/mandates/", {"agent": "0" * 18, "reason": "委托"}
    )
    assert wrong.status_code == 422
    assert "没有登记这一代码的单位" in text(wrong)
    assert not Mandate.objects.exists()
    mandate(owner, agent)
    assert "有效" in text(maker.get("/portal/organisation/mandates/"))
    assert owner.organisation.name_zh in text(
        at_portal(agent.maker).get("/portal/organisation/mandates/")
    )


@pytest.mark.parametrize("kind", ["project", "report", "change", "methodology"])
def test_only_an_applicants_maker_begins(kind: str) -> None:
    owner, body = company(), company("审核机构有限公司", kinds=["verifier"])
    assert at_portal(owner.maker).get(f"{NEW}{kind}/").status_code == 200
    for actor in (owner.checker, body.maker):
        client = at_portal(actor)
        assert client.get(f"{NEW}{kind}/").status_code == 403
        assert client.post(f"{NEW}{kind}/", project(owner)).status_code == 403
        assert "cases/new/" not in client.get("/portal/cases/").content.decode()
    assert not Case.objects.exists()
    assert at_portal(owner.maker).get(NEW + "nothing/").status_code == 404


def test_a_report_of_ones_own_project_only() -> None:
    with on():
        world = World()
        period = {"period_from": "2025-01-01", "period_to": "2025-12-31"}
        asked = period | {"project": world.project.pk}
        stranger = at_portal(company("别家有限公司").maker)
        assert stranger.post(NEW + "report/", asked).status_code == 422
        client = at_portal(world.owner.maker)
        reversed_ = asked | {"period_to": "2024-01-01"}
        refused = client.post(NEW + "report/", reversed_)
        assert refused.status_code == 422
        assert refused.context["form"].errors["period_to"]
        assert not Report.objects.exists()
        assert client.post(NEW + "report/", asked).status_code == 302
        assert Report.objects.get().applicant == world.owner.organisation
        again = client.post(NEW + "report/", asked)
        assert "重叠" in text(again)
        assert Report.objects.count() == 1


def test_a_change_of_a_registered_project() -> None:
    with on():
        world = World()
        client = at_portal(world.owner.maker)
        client.post(NEW + "change/", {"project": world.project.pk})
        made = ProjectChange.objects.get()
        assert client.get(page(made)).status_code == 200
        assert client.get(page(made, "step/edit/")).status_code == 200


def test_a_methodology() -> None:
    owner = company()
    client = at_portal(owner.maker)
    asked = {
        "programme": "BJ", "name_zh": "测试方法学", "code": "BJ-09-001", "version_code": "V01",
        "product_class": "能源替代", "summary": "适用于测试",
    }  # fmt: skip
    assert client.post(NEW + "methodology/", asked | {"name_zh": ""}).status_code == 422
    assert not MethodologyVersion.objects.exists()
    sent = client.post(NEW + "methodology/", asked)
    made = MethodologyVersion.objects.get()
    assert sent.headers["Location"] == page(made)
    shown = client.get(page(made))
    assert shown.status_code == 200
    assert client.get(page(made, "step/edit/")).status_code == 200
    taken = client.post(NEW + "methodology/", asked)
    assert taken.status_code == 422
    assert MethodologyVersion.objects.count() == 1
