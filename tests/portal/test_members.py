"""我的单位: who sees what, what a 管理员 does, and that another organisation's pages do not exist."""

from __future__ import annotations

import pytest

from governance.audit.trail.models import Refusal
from registry.organisations.models import Enrolment, MemberRole, Membership
from tests.governance.pages import browser, text
from tests.governance.people import make_user
from tests.registry.organisations.enrolling import PDF, apply_join, papers
from tests.registry.organisations.members import make_member
from tests.registry.organisations.refusals import snapshot

pytestmark = pytest.mark.django_db
PAGE = "/portal/organisation/"


def joining(made: Enrolment) -> str:
    return f"{PAGE}joining/{made.uuid}/"


def member_page(membership: Membership) -> str:
    return f"{PAGE}members/{membership.pk}/"


def accept(client, made: Enrolment, role: str = "maker", reason: str = "本单位职工"):
    data = {"act": "accept", "accept-role": role, "accept-reason": reason}
    return client.post(joining(made), data)


def test_the_organisation_as_registered_and_its_members():
    manager, organisation = make_member()
    make_member(MemberRole.CHECKER, organisation, real_name="周同事")
    page = text(browser(manager).get(PAGE))
    for words in (organisation.name_zh, organisation.uscc, "一般单位", "周同事", "复核"):
        assert words in page


def test_accepting_who_asks_to_join():
    manager, organisation = make_member()
    made = apply_join(
        organisation, make_user("孙加"), papers={"authorisation": papers()["licence"]}
    )
    client = browser(manager)
    assert "有 1 人申请加入" in text(client.get("/portal/"))
    page = client.get(joining(made))
    assert "财务部，负责对账" in text(page)
    paper = client.get(f"{PAGE}joining/paper/{made.papers.get().uuid}/")
    assert b"".join(paper.streaming_content) == PDF
    assert "attachment" in paper.headers["Content-Disposition"]
    assert "孙加已成为本单位的复核" in text(
        client.post(
            joining(made),
            {"act": "accept", "accept-role": "checker", "accept-reason": "职工"},
            follow=True,
        )
    )
    found = Membership.objects.get(user=made.applicant)
    assert (found.role, found.history.get().history_change_reason) == ("checker", "职工")
    assert client.get(joining(made)).status_code == 404  # decided, no longer waiting


def test_joining_gives_no_one_the_rights_of_an_administrator():
    manager, organisation = make_member()
    made = apply_join(organisation)
    before = snapshot()
    assert accept(browser(manager), made, role="admin").status_code == 200
    assert accept(browser(manager), made, reason=" ").status_code == 200
    assert browser(manager).post(joining(made), {"act": "other"}).status_code == 200
    assert snapshot() == before


def test_refusing_who_asks_to_join():
    manager, organisation = make_member()
    made = apply_join(organisation)
    data = {"act": "refuse", "refuse-reason": "不是本单位职工"}
    assert browser(manager).post(joining(made), data).url == PAGE
    assert "不是本单位职工" in text(browser(made.applicant).get("/portal/standing/"))
    assert not Membership.objects.filter(user=made.applicant).exists()


def test_another_role_and_the_end():
    manager, organisation = make_member()
    colleague, _ = make_member(MemberRole.MAKER, organisation, real_name="周同事")
    membership = Membership.objects.get(user=colleague)
    client = browser(manager)
    data = {"act": "role", "role-role": "checker", "role-reason": "调岗"}
    assert "周同事的角色已改为复核" in text(client.post(member_page(membership), data, follow=True))
    membership.refresh_from_db()
    assert membership.role == "checker"
    assert client.post(member_page(membership), {"act": "end", "end-reason": ""}).status_code == 200
    data = {"act": "end", "end-reason": "离职"}
    assert client.post(member_page(membership), data).url == PAGE
    membership.refresh_from_db()
    assert membership.status == "ended"
    assert client.get(member_page(membership)).status_code == 404
    assert browser(colleague).get("/portal/").url == "/portal/standing/"


@pytest.mark.parametrize("role", [MemberRole.MAKER, MemberRole.CHECKER])
def test_others_look_and_do_not_manage(role: MemberRole):
    _, organisation = make_member()
    made = apply_join(organisation)
    user, _ = make_member(role, organisation)
    client = browser(user)
    page = text(client.get(PAGE))
    assert "申请加入" not in page.replace("申请加入，由本单位", "")
    assert "变更" not in page.replace("由登记机构变更", "").replace("需要变更", "")
    before = snapshot()
    own = Membership.objects.get(user=user)
    assert accept(client, made).status_code == 403
    data = {"act": "role", "role-role": "admin", "role-reason": "自己提升"}
    assert client.post(member_page(own), data).status_code == 403
    assert client.get(joining(made)).status_code == 403
    assert snapshot() == before
    assert Refusal.objects.filter(actor_id=user.pk).count() == 3


def test_another_organisations_pages_do_not_exist():
    manager, organisation = make_member()
    stranger, _ = make_member()
    made = apply_join(organisation, papers={"authorisation": papers()["licence"]})
    membership = Membership.objects.get(user=manager)
    client, before = browser(stranger), snapshot()
    for page in (joining(made), member_page(membership)):
        assert client.get(page).status_code == 404
    assert client.get(f"{PAGE}joining/paper/{made.papers.get().uuid}/").status_code == 404
    assert accept(client, made).status_code == 404
    data = {"act": "end", "end-reason": "测试"}
    assert client.post(member_page(membership), data).status_code == 404
    assert snapshot() == before


def test_choosing_among_ones_organisations():
    user, first = make_member()
    _, second = make_member(MemberRole.MAKER, user=user)
    _, foreign = make_member()
    client = browser(user)
    assert first.name_zh in text(client.get("/portal/"))
    for chosen in (second, first):
        assert client.post("/portal/choose/", {"organisation": chosen.uuid}).url == "/portal/"
        assert f"{chosen.name_zh}" in client.get("/portal/").content.decode().split("<h1>")[1]
    for wanted in (foreign.uuid, "", "x"):
        assert client.post("/portal/choose/", {"organisation": wanted}).status_code == 404
    assert client.get("/portal/choose/").status_code == 405


def test_the_role_is_that_in_the_organisation_chosen():
    """A 管理员 of one is not one of the other."""
    user, _ = make_member()
    _, second = make_member(MemberRole.MAKER, user=user)
    client = browser(user)
    client.post("/portal/choose/", {"organisation": second.uuid})
    assert client.get(joining(apply_join(second))).status_code == 403
