"""The clerk's queue: who sees it, accepting and refusing, the papers."""

from __future__ import annotations

import pytest

from governance.identity.roles import Role
from registry.organisations.models import Enrolment, Organisation
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_staff, make_user
from tests.registry.organisations.enrolling import PDF, apply_join, apply_new
from tests.registry.organisations.holders import make_organisation
from tests.registry.organisations.members import make_member
from tests.registry.organisations.refusals import snapshot

pytestmark = pytest.mark.django_db
LIST = "/admin/organisations/enrolment/"


def page(made: Enrolment, rest: str = "change/") -> str:
    return f"{LIST}{made.pk}/{rest}"


def test_accepting_a_new_organisation():
    made = apply_new(make_user("赵新"), contact_name="钱二")
    client = browser(make_staff(Role.MAKER))
    shown = text(client.get(page(made)))
    for words in ("北京新申请有限公司", "项目业主", "赵新", "钱二", "营业执照.pdf", "不予通过"):
        assert words in shown
    assert "成员角色" not in text(client.get(page(made, "act/accept/")))
    done = client.post(page(made, "act/accept/"), {"reason": "材料齐全"}, follow=True)
    assert "已通过" in text(done)
    assert Organisation.objects.get(uscc=made.uscc).memberships.get().role == "admin"
    shown = client.get(page(made)).content.decode()
    assert 'class="act"' not in shown
    again = client.post(page(made, "act/accept/"), {"reason": "再来"})
    assert "已办结" in text(again)


def test_accepting_who_joins_with_a_role():
    made = apply_join(make_organisation())
    client = browser(make_staff(Role.CHECKER))
    data = {"reason": "依授权书", "role": "admin"}
    client.post(page(made, "act/accept/"), data)
    assert made.organisation.memberships.get().role == "admin"


def test_refusing():
    made = apply_new()
    client = browser(make_staff(Role.MAKER))
    client.post(page(made, "act/refuse/"), {"reason": "执照模糊"})
    assert Enrolment.objects.get().status == "refused"
    assert "执照模糊" in text(client.get(page(made, "history/")))


def test_what_waits_stands_first():
    clerk = browser(make_staff(Role.MAKER))
    older, newer = apply_new(), apply_join(make_organisation())
    clerk.post(page(newer, "act/refuse/"), {"reason": "测试"})
    assert rows(clerk.get(LIST)) == [str(older), str(Enrolment.objects.get(pk=newer.pk))]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.EXPERT])
def test_others_see_nothing(role: Role):
    made = apply_new()
    client = browser(make_staff(role))
    paper = made.papers.first()
    for address in (LIST, page(made), page(made, f"paper/{paper.pk}/")):
        assert client.get(address).status_code == 403
    assert client.post(page(made, "act/accept/"), {"reason": "测试"}).status_code in (403, 404)
    assert Enrolment.objects.get().status == "submitted"


def test_readers_decide_nothing():
    made = apply_new()
    before = snapshot()
    for role in (Role.AUDIT_ADMIN, Role.APPROVER):
        client = browser(make_staff(role))
        assert client.get(page(made)).status_code == 200
        assert client.post(page(made, "act/accept/"), {"reason": "测试"}).status_code == 403
        assert client.post(page(made), {"name_zh": "x"}).status_code == 403
    assert snapshot() == before


def test_a_district_sees_its_own():
    own, other = apply_new(), apply_new(district_code="110105")
    joins = apply_join(make_organisation(district_code="110112"))
    apply_join(make_organisation(district_code="110105"))
    client = browser(make_staff(Role.DISTRICT, district_code="110112"))
    assert set(rows(client.get(LIST))) == {str(own), str(joins)}
    assert client.get(page(other)).status_code == 302  # "does not exist"
    assert client.get(page(other, f"paper/{other.papers.first().pk}/")).status_code == 404
    paper = client.get(page(own, f"paper/{own.papers.get(kind='licence').pk}/"))
    assert b"".join(paper.streaming_content) == PDF


def test_portal_users_do_not_get_in():
    made = apply_new()
    manager, _ = make_member()
    for address in (LIST, page(made), page(made, f"paper/{made.papers.first().pk}/")):
        assert browser(manager).get(address).status_code == 302
