"""Nobody sees or does at the portal what is not of the organisation chosen; nothing changes on refusal."""

from __future__ import annotations

from typing import Any

import pytest

from governance.identity.roles import Role
from registry.casework.models import Message
from registry.casework.parties import Party
from registry.casework.selectors.standing import standing_of
from registry.casework.services.notices import comment
from registry.casework.services.participants import take_in
from registry.organisations.models import MemberRole
from tests.governance.pages import text
from tests.governance.people import make_actor
from tests.portal.cases.walking import at_portal, choose, page, send, user_of
from tests.registry.casework.people import company, draft_project, picture
from tests.registry.organisations.members import make_member
from tests.registry.reductions.world import PUBLISHED, World, do, on

pytestmark = pytest.mark.django_db


def addresses(world: World, report: Any) -> list[str]:
    """Every address of a case that hangs on one of its rows."""
    file, letter = report.files.get(), report.letters.first()
    return [
        page(report),
        *(page(report, f"step/{code}/") for code in ("edit_data", "submit", "withdraw", "nothing")),
        page(report, f"file/{file.pk}/"),
        page(report, f"file/{file.pk}/?save=1"),
        *(page(report, f"letter/{letter.pk}.{form}") for form in ("pdf", "docx")),
        page(report, "calculation/1/"),
        page(report, "calculation/1/statement.pdf"),
        page(report, "data.xlsx"),
    ]


def test_another_organisations_case_does_not_exist() -> None:
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        stranger = at_portal(company("别家有限公司").maker)
        before = picture(report)
        for address in addresses(world, report):
            assert stranger.get(address).status_code == 404
            sent = stranger.post(address, {"reason": "办理", "case_version": 0})
            assert sent.status_code in (404, 405), address
        for asked in ({}, {"q": "青岚"}, {"kind": "report"}, {"show": "open"}):
            assert stranger.get("/portal/cases/", asked).context["list"].rows == []
        assert "青岚" not in text(stranger.get("/portal/"))
        message = Message.objects.filter(user_id=world.owner.maker.user_id).first()
        assert message is not None
        assert stranger.post(f"/portal/messages/{message.pk}/").status_code == 404
        message.refresh_from_db()
    assert message.read_at is None
    assert picture(report) == before


def test_own_addresses_answer() -> None:
    """The addresses of the test above are those that work for the owner."""
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        client = at_portal(world.owner.maker)
        found = {each: client.get(each).status_code for each in addresses(world, report)}
    wrong = {url: status for url, status in found.items() if "/step/" not in url and status != 200}
    assert not wrong
    assert found[page(report, "step/nothing/")] == 404
    assert found[page(report, "step/withdraw/")] == 403
    assert found[page(report, "step/edit_data/")] == 409


def test_a_file_only_at_its_own_case() -> None:
    with on():
        world = World()
        report = world.submitted()
        other = draft_project(world.owner, title="另一项目")
        client, file = at_portal(world.owner.maker), report.files.get()
        assert client.get(page(other, f"file/{file.pk}/")).status_code == 404


def test_a_body_sees_the_engaged_case_only_and_no_draft() -> None:
    with on():
        world = World()
        client = at_portal(world.body.maker)
        draft = world.calculated()
        assert client.get(page(draft)).status_code == 404
        do(draft, world.owner.maker, "edit_data", inputs=PUBLISHED)
        take_in(draft, "verifier", organisation=world.body.organisation)
        assert client.get(page(draft)).status_code == 404
        assert client.get("/portal/cases/engagements/").context["list"].rows == []


def test_a_body_does_its_own_steps_and_no_others() -> None:
    with on():
        world = World()
        report = world.verifying()
        client = at_portal(world.body.maker)
        shown = text(client.get(page(report)))
        assert "提出审核发现" in shown
        assert "更正数据" not in shown
        before = picture(report)
        assert send(client, report, "amend_data").status_code == 403
        assert send(client, report, "sign_conclusion").status_code == 403  # the signer's
        assert picture(report) == before
        other = at_portal(company("另一机构有限公司", kinds=["verifier"]).maker)
        assert other.get(page(report)).status_code == 404


def test_a_person_in_two_organisations_acts_as_the_one_chosen() -> None:
    """经办 of the owner and 复核 of the agent: what the 复核 may do is done for the agent only."""
    with on():
        world = World()
        agent = company("代办有限公司").organisation
        report = world.calculated()
        take_in(report, "agent", organisation=agent)
        person = user_of(world.owner.maker)
        make_member(MemberRole.CHECKER, agent, person)
        client = at_portal(world.owner.maker)
        choose(client, world.owner.organisation)
        before = picture(report)
        assert client.get(page(report, "step/withdraw/")).status_code == 403
        assert send(client, report, "withdraw").status_code == 403
        assert picture(report) == before
        choose(client, agent)
        assert client.get(page(report, "step/edit_data/")).status_code == 403
        assert send(client, report, "withdraw").status_code == 302
    event = report.events.latest("pk")
    assert (event.step, event.party, event.organisation) == (
        "withdraw", "owner_checker", "代办有限公司"
    )  # fmt: skip


def test_what_one_is_elsewhere_counts_for_nothing() -> None:
    """Neither roles of staff nor other memberships follow into the organisation chosen."""
    owner, other = company(), company("别家有限公司")
    project = draft_project(owner)
    clerk = make_actor(Role.MAKER, programme="BJ")
    assert standing_of(clerk, project).parties == {Party.MAKER}
    chosen = other.organisation.uuid
    assert standing_of(clerk, project, organisation=chosen).parties == frozenset()
    assert standing_of(owner.maker, project, organisation=chosen).parties == frozenset()
    own = standing_of(owner.maker, project, organisation=owner.organisation.uuid)
    assert own.parties == {Party.OWNER_MAKER}


def test_who_commented_is_reached_by_the_bureau_only() -> None:
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        notice = report.notices.get()
        comment(notice=notice.pk, name="王先生", contact="13911112222", text="请公布监测方法。")
        shown = text(at_portal(world.owner.maker).get(page(report)))
    assert "请公布监测方法" in shown
    assert "13911112222" not in shown


@pytest.mark.parametrize(
    "path", ["cases/", "cases/methodologies/", "cases/engagements/", "messages/"]
)
def test_lists_are_for_members(client: Any, path: str) -> None:
    assert client.get(f"/portal/{path}").status_code == 302
