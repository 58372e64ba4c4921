"""Lists and panels: what is mine to do, by when, found again; few queries however many there are."""

from __future__ import annotations

from typing import Any

import pytest

from portal.cases import listing
from portal.views import messages as page_of_messages
from registry.casework.models import Message
from tests.governance.pages import text
from tests.portal.cases.walking import at_portal, page
from tests.registry.casework.people import company, draft_project
from tests.registry.reductions.world import AFTER_NOTICE, World, do, on

pytestmark = pytest.mark.django_db
LIST = "/portal/cases/"


def titles(response: Any) -> list[str]:
    return [row.case.title for row in response.context["list"].rows]


def test_tabs_search_state_and_whose_move() -> None:
    with on():
        world = World()
        report = world.submitted()
        draft = draft_project(world.owner, title="二期储能")
        client = at_portal(world.owner.maker)
        found = client.get(LIST)
        assert {code: count for code, _, count in found.context["list"].tabs} == {
            "": 3, "project": 2, "report": 1
        }  # fmt: skip
        assert titles(client.get(LIST, {"kind": "report"})) == [report.title]
        assert titles(client.get(LIST, {"q": "储能"})) == ["二期储能"]
        assert titles(client.get(LIST, {"q": report.number})) == [report.title]
        assert titles(client.get(LIST, {"state": "draft"})) == ["二期储能"]
        assert titles(client.get(LIST, {"show": "mine"})) == ["二期储能"]
        assert set(titles(client.get(LIST, {"show": "open"}))) == {report.title, draft.title}
        assert titles(client.get(LIST, {"show": "over"})) == [world.project.title]
        assert "没有符合条件的办件" in text(client.get(LIST, {"q": "没有这件"}))
        for nonsense in ({"kind": "x"}, {"state": "x"}, {"show": "x"}, {"page": "x"}):
            assert len(titles(client.get(LIST, nonsense))) == 3
    row = {each.case.pk: each for each in found.context["list"].rows}[report.pk]
    assert (row.turn, row.mine) == ("主管部门", False)
    assert row.due.words.startswith("剩 ")
    assert "工作日" in text(found)


def test_overdue_and_provisional_are_said() -> None:
    with on():
        world = World()
        report = world.submitted()
        type(report).objects.filter(pk=report.pk).update(due_on="2026-02-10", due_provisional=True)
        client = at_portal(world.owner.maker)
        for url in (LIST, "/portal/"):
            shown = text(client.get(url))
            assert "2026-02-10（暂定）" in shown
            assert "逾期" in shown


def test_compiling_has_a_list_of_its_own() -> None:
    owner = company()
    version = draft_project(owner).methodology
    client = at_portal(owner.maker)
    assert version is not None
    assert titles(client.get("/portal/cases/methodologies/")) == [version.title]
    assert version.title not in titles(client.get(LIST))


def test_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "A_PAGE", 2)
    owner = company()
    for number in range(3):
        draft_project(owner, title=f"第 {number} 个")
    client = at_portal(owner.maker)
    first, second = (client.get(LIST, {"page": n, "show": "open"}) for n in (1, 2))
    assert titles(first) + titles(second) == ["第 2 个", "第 1 个", "第 0 个"]
    assert "show=open&amp;page=2" in first.content.decode()


def test_a_finding_waits_for_the_applicants_maker() -> None:
    with on():
        world = World()
        report = world.verifying()
    with on(AFTER_NOTICE):
        maker, checker = at_portal(world.owner.maker), at_portal(world.owner.checker)
        assert titles(maker.get(LIST, {"show": "mine"})) == []
        do(report, world.body.maker, "raise_finding", kind="CAR", text="结算单少计")
        assert titles(maker.get(LIST, {"show": "mine"})) == [report.title]
        assert titles(checker.get(LIST, {"show": "mine"})) == []
        assert report.title in text(maker.get("/portal/"))
        shown = text(maker.get(page(report)))
        assert "轮到您办理" in shown
        assert "结算单少计" in shown
        do(report, world.owner.maker, "respond_finding", finding="1", response="已更正")
        assert titles(maker.get(LIST, {"show": "mine"})) == []


def test_messages_are_counted_read_and_opened() -> None:
    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        client = at_portal(world.owner.maker)
        unread = Message.objects.filter(user_id=world.owner.maker.user_id, read_at=None)
        (message,) = unread
        assert "消息 1" in text(client.get("/portal/"))
        assert message.title in text(client.get("/portal/messages/"))
        assert client.get(f"/portal/messages/{message.pk}/").status_code == 405
        opened = client.post(f"/portal/messages/{message.pk}/")
        assert opened.headers["Location"] == page(report)
        assert not unread.all().exists()
        assert "消息 1" not in text(client.get("/portal/"))
        Message.objects.create(user_id=world.owner.maker.user_id, title="另一条")
        client.post("/portal/messages/read/")
        assert not unread.all().exists()


def test_a_message_opens_in_the_organisation_it_is_about() -> None:
    from registry.organisations.models import MemberRole
    from tests.portal.cases.walking import choose, user_of
    from tests.registry.organisations.members import make_member

    with on():
        world = World()
        report = world.submitted()
        do(report, world.maker, "accept")
        other = company("别家有限公司").organisation
        make_member(MemberRole.MAKER, other, user_of(world.owner.maker))
        client = at_portal(world.owner.maker)
        choose(client, other)
        assert client.get(page(report)).status_code == 404
        message = Message.objects.get(user_id=world.owner.maker.user_id)
        opened = client.post(f"/portal/messages/{message.pk}/", follow=True)
        assert "已切换到“青岚新能源有限公司”" in text(opened)
        assert opened.redirect_chain[-1][0] == page(report)


def test_messages_are_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_messages, "A_PAGE", 2)
    owner = company()
    for number in range(3):
        Message.objects.create(user_id=owner.maker.user_id, title=f"第 {number} 条")
    assert "第 0 条" in text(at_portal(owner.maker).get("/portal/messages/", {"page": 2}))


@pytest.mark.parametrize("role", ["owner", "body"])
def test_few_queries(role: str, django_assert_max_num_queries: Any) -> None:
    with on():
        world = World()
        report = world.verifying()
    with on(AFTER_NOTICE):
        for number in range(4):
            do(report, world.body.maker, "raise_finding", kind="CL", text=f"第 {number} 条")
            draft_project(world.owner, title=f"另 {number}")
        client = at_portal(getattr(world, role).maker)
        urls = ["/portal/", LIST, "/portal/cases/engagements/", "/portal/messages/", page(report)]
        step = "amend_data" if role == "owner" else "raise_finding"
        urls += [page(report, f"step/{step}/"), page(report, "calculation/1/")]
        for url in urls:
            with django_assert_max_num_queries(15):
                assert client.get(url).status_code == 200


def test_few_queries_for_a_project(django_assert_max_num_queries: Any) -> None:
    owner = company()
    draft = draft_project(owner)
    for actor in (owner.maker, owner.checker):
        client = at_portal(actor)
        with django_assert_max_num_queries(17):  # shares, claims and mandates besides
            assert client.get(page(draft)).status_code == 200
