"""The bureau's pages on organisations: list, search, register, change, acts, history; refusals."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.identity.roles import Role
from registry.organisations.models import Organisation
from registry.organisations.services.organisation_status import suspend_organisation
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_actor, make_staff, make_user
from tests.registry.organisations.holders import make_organisation
from tests.registry.organisations.refusals import snapshot

pytestmark = pytest.mark.django_db

LIST = "/admin/organisations/organisation/"
ADD = f"{LIST}add/"


def change_url(organisation: Organisation) -> str:
    return reverse("admin:organisations_organisation_change", args=[organisation.pk])


def form(**changes: object) -> dict:
    return {
        "uscc": "91110000600037341L",
        "name_zh": "北京示范热力有限公司",
        "name_en": "",
        "kinds": ["key_emitter"],
        "district": "110112",
        "address": "运河东大街 1 号",
        "contact_name": "",
        "contact_phone": "",
        "contact_email": "",
        "reason": "依单位申请",
    } | changes


def test_list_search_and_filters():
    make_organisation(
        name_zh="北京城市副中心热力公司", district_code="110112", kinds=["key_emitter"]
    )
    make_organisation(name_zh="成都天府绿道公司", district_code="510104", kinds=["developer"])
    suspended = make_organisation(name_zh="北京碳服务所", kinds=["verifier"])
    suspend_organisation(actor=make_actor(Role.MAKER), reason="依通知", organisation=suspended.pk)
    clerk = browser(make_staff(Role.MAKER))
    assert len(rows(clerk.get(LIST))) == 3
    assert rows(clerk.get(LIST, {"q": "副中心"})) == ["北京城市副中心热力公司"]
    assert rows(clerk.get(LIST, {"q": suspended.uscc[3:12]}))
    assert rows(clerk.get(LIST, {"kind": "developer"})) == ["成都天府绿道公司"]
    assert rows(clerk.get(LIST, {"status__exact": "suspended"})) == ["北京碳服务所"]
    assert rows(clerk.get(LIST, {"district__code__exact": "510104"})) == ["成都天府绿道公司"]
    page = text(clerk.get(LIST))
    assert "审定与核查机构" in page
    assert "已暂停" in page


def test_registering_goes_through_the_service():
    user = make_staff(Role.MAKER)
    response = browser(user).post(ADD, form(uscc="9111 0000 6000 3734 1l"), follow=True)
    assert response.redirect_chain, text(response)
    organisation = Organisation.objects.get()
    assert (organisation.uscc, organisation.holder.display_name) == (
        "91110000600037341L",
        "北京示范热力有限公司",
    )
    row = organisation.history.get()
    assert (row.history_user_id, row.ip) == (user.pk, "198.51.100.7")
    assert row.history_change_reason == "依单位申请"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"uscc": "91110000600037341M"}, "校验码"),
        ({"uscc": "9111000060003734OL"}, "第 17 位“O”"),
        ({"uscc": "123"}, "现为 3 位"),
        ({"kinds": ["key_emitter", "general"]}, "只选其中一项"),
        ({"kinds": []}, "这个字段是必填项"),
        ({"name_zh": ""}, "这个字段是必填项"),
        ({"reason": " "}, "这个字段是必填项"),
    ],
)
def test_refusals_are_form_errors_and_nothing_is_saved(changes, says):
    client, before = browser(make_staff(Role.MAKER)), snapshot()
    response = client.post(ADD, form(**changes))
    assert response.status_code == 200
    assert says in text(response)
    assert snapshot() == before


def test_a_taken_code_is_a_form_error():
    make_organisation(uscc="91110000600037341L", name_zh="先来的公司")
    client, before = browser(make_staff(Role.MAKER)), snapshot()
    response = client.post(ADD, form())
    assert "先来的公司" in text(response)
    assert "uscc" in response.context["adminform"].form.errors
    assert snapshot() == before


def test_refusals_speak_english_on_an_english_page():
    client = browser(make_staff(Role.MAKER))
    response = client.post(ADD, form(uscc="123"), headers={"accept-language": "en"})
    assert "has 18 characters" in text(response)


def test_changing_goes_through_the_service():
    organisation, client = make_organisation(), browser(make_staff(Role.CHECKER))
    page = client.get(change_url(organisation))
    assert 'name="uscc"' not in page.content.decode()  # read-only
    response = client.post(change_url(organisation), form(name_zh="改名公司", reason="更名"))
    assert response.status_code == 302
    organisation = Organisation.objects.get()
    assert (organisation.name_zh, organisation.district_id) == ("改名公司", "110112")
    assert organisation.history.first().history_change_reason == "更名"
    assert organisation.history.count() == 2


def test_posting_a_code_or_a_status_changes_neither():
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER))
    client.post(change_url(organisation), form(status="closed", uscc="91110000600037341L"))
    after = Organisation.objects.get()
    assert (after.uscc, after.status) == (organisation.uscc, "active")


def test_saving_without_a_change_leaves_no_history():
    organisation, client = make_organisation(address="甲"), browser(make_staff(Role.MAKER))
    same = form(
        name_zh=organisation.name_zh, kinds=["general"], district="", address="甲", reason="无"
    )
    assert client.post(change_url(organisation), same).status_code == 302
    assert organisation.history.count() == 1


@pytest.mark.parametrize(("act", "status"), [("suspend", "suspended"), ("close", "closed")])
def test_acts_ask_a_reason_and_leave_history(act, status):
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER))
    url = f"/admin/organisations/organisation/{organisation.pk}/act/{act}/"
    assert url.split("/")[-2] in client.get(change_url(organisation)).content.decode()
    assert "办理理由" in text(client.get(url))
    assert "必填项" in text(client.post(url, {"reason": ""}))
    assert Organisation.objects.get().status == "active"
    assert client.post(url, {"reason": "依通知"}).status_code == 302
    assert Organisation.objects.get().status == status
    row = organisation.history.first()
    assert (row.history_change_reason, row.ip) == ("依通知", "198.51.100.7")


def test_an_act_not_offered_is_refused_when_typed_by_hand():
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER))
    assert "reactivate" not in client.get(change_url(organisation)).content.decode()
    before = snapshot()
    url = f"/admin/organisations/organisation/{organisation.pk}/act/reactivate/"
    assert "不能恢复" in text(client.post(url, {"reason": "试"}))
    assert client.post(url.replace("reactivate", "delete"), {"reason": "试"}).status_code == 404
    assert snapshot() == before


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDIT_ADMIN, Role.SUPERVISOR])
def test_readers_read_and_write_nothing(role):
    organisation, client = make_organisation(), browser(make_staff(role))
    before = snapshot()
    assert rows(client.get(LIST))
    page = client.get(change_url(organisation))
    assert "一般单位" in text(page)
    assert 'name="reason"' not in page.content.decode()
    assert "act/suspend" not in page.content.decode()
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, form()).status_code == 403
    assert client.post(change_url(organisation), form()).status_code == 403
    act = f"/admin/organisations/organisation/{organisation.pk}/act/suspend/"
    assert client.get(act).status_code == 403
    assert client.post(act, {"reason": "试"}).status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.EXPERT, Role.HOLDER])
def test_others_see_nothing(role):
    organisation, client = make_organisation(), browser(make_staff(role))
    assert client.get(LIST).status_code == 403
    assert client.get(change_url(organisation)).status_code == 403
    assert browser(make_user()).get(LIST).status_code == 302  # not staff: to the log-in


def test_a_superuser_looks_and_changes_nothing():
    organisation = make_organisation()
    client = browser(make_staff(is_superuser=True))
    before = snapshot()
    assert rows(client.get(LIST))
    assert client.post(ADD, form()).status_code == 403
    assert client.post(change_url(organisation), form()).status_code == 403
    assert client.post(f"{LIST}{organisation.pk}/delete/", {"post": "yes"}).status_code == 403
    assert snapshot() == before


def test_a_district_sees_its_own():
    own = make_organisation(name_zh="通州甲公司", district_code="110112")
    other = make_organisation(name_zh="朝阳乙公司", district_code="110105")
    client = browser(make_staff(Role.DISTRICT, district_code="110112"))
    assert rows(client.get(LIST)) == ["通州甲公司"]
    assert client.get(change_url(own)).status_code == 200
    assert client.get(change_url(other)).status_code == 302  # not found: back to the index
    assert rows(browser(make_staff(Role.DISTRICT)).get(LIST)) == []
    assert rows(client.get("/admin/organisations/holder/")) == ["通州甲公司"]


def test_history_is_shown_and_cannot_be_reverted():
    organisation, client = make_organisation(reason="依单位申请"), browser(make_staff(Role.MAKER))
    client.post(change_url(organisation), form(reason="更正地址"))
    history = reverse("admin:organisations_organisation_history", args=[organisation.pk])
    page = text(client.get(history))
    for expected in ("依单位申请", "更正地址", "198.51.100.7", "李静", "运河东大街 1 号"):
        assert expected in page
    oldest = organisation.history.last()
    version = f"{history}{oldest.pk}/"
    before = snapshot()
    shown = client.get(version)
    assert shown.status_code == 200
    assert "恢复" not in text(shown)
    assert client.post(version, form()).status_code == 403
    assert snapshot() == before


def test_nothing_is_deleted():
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER, Role.CHECKER))
    assert "删除" not in text(client.get(change_url(organisation)))
    assert client.post(f"{LIST}{organisation.pk}/delete/", {"post": "yes"}).status_code == 403
    actions = {"action": "delete_selected", "_selected_action": [organisation.pk], "post": "yes"}
    client.post(LIST, actions)
    assert Organisation.objects.filter(pk=organisation.pk).exists()
