"""Opening, suspending, resuming and closing accounts in the admin: through the services, with a
reason; refusals are form errors that change nothing; no button that would be refused."""

from __future__ import annotations

import re

import pytest

from governance.identity.roles import Role
from registry.ledger.models import Account, Entry
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import World, make_account, picture
from tests.registry.organisations.holders import make_organisation, make_person, make_resident_id

pytestmark = pytest.mark.django_db

LIST = "/admin/ledger/account/"
ADD = f"{LIST}add/"


def form(**changes: object) -> dict:
    return {
        "programme": "BJ",
        "holder_code": "",
        "reference": "受理〔2026〕7号",
        "ticket": "a" * 32,
        "reason": "依开户申请",
    } | changes


def act(client, account: Account, name: str, **data: str):
    url = f"{LIST}{account.id}/act/{name}/"
    ticket = re.search(r'name="ticket" value="(\w+)"', client.get(url).content.decode())
    given = {"reason": "依通知", "reference": "", "ticket": ticket[1] if ticket else ""}
    return client.post(url, given | data)


def test_opening_goes_through_the_service():
    organisation, maker = make_organisation(), make_staff(Role.MAKER)
    client = browser(maker)
    assert "须先在“主体”中登记" in text(client.get(ADD))
    response = client.post(ADD, form(holder_code=f" {organisation.uscc.lower()} "), follow=True)
    assert response.redirect_chain, text(response)
    account = Account.objects.get(holder_uuid=organisation.uuid)
    entry = Entry.objects.get(act="open_account", detail__account=account.id)
    assert (entry.reference, entry.source) == ("受理〔2026〕7号", "registry")
    request = entry.request
    assert (request.actor_id, request.actor_role, request.ip) == (maker.pk, "maker", "198.51.100.7")
    assert request.reason == "依开户申请"
    life = text(client.get(f"{LIST}{account.id}/change/"))
    assert "受理〔2026〕7号" in life


def test_a_person_is_found_by_document_number():
    number = make_resident_id(77)
    person = make_person(id_number=number)
    response = browser(make_staff(Role.MAKER)).post(ADD, form(holder_code=number))
    assert response.status_code == 302, text(response)
    assert Account.objects.get(holder_uuid=person.uuid).holder_kind == "person"


def test_the_same_form_sent_twice_opens_one_account():
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER))
    sent = form(holder_code=organisation.uscc, reference="")
    assert client.post(ADD, sent).status_code == 302
    before = picture()
    assert client.post(ADD, sent).status_code == 302
    assert picture() == before


def test_refusals_are_form_errors_and_nothing_changes():
    client = browser(make_staff(Role.MAKER))
    client.post(ADD, form(holder_code=make_organisation().uscc))
    taken, verifier = make_organisation(), make_organisation(kinds=["verifier"])
    client.post(ADD, form(holder_code=taken.uscc, reference="受理〔2026〕8号"))
    fresh, before = make_organisation(), picture()
    for changes, says in [
        ({"holder_code": "91110000600037341L"}, "没有登记过"),
        ({"holder_code": taken.uscc, "reference": "另一号"}, "已有账户"),
        ({"holder_code": verifier.uscc, "reference": "另一号"}, "不得持有或交易"),
        ({"holder_code": fresh.uscc}, "已用于内容不同"),
        ({"holder_code": fresh.uscc, "reason": " "}, "必填项"),
        ({"holder_code": fresh.uscc, "programme": "XX"}, "选择一个有效的选项"),
        ({"holder_code": fresh.uscc, "ticket": ""}, "必填项"),
    ]:
        response = client.post(ADD, form(**changes))
        assert response.status_code == 200
        assert says in text(response), changes
    assert picture() == before


def test_only_programmes_of_ones_own_are_offered():
    client = browser(make_staff(Role.MAKER, programme="CD"))
    offered = client.get(ADD).content.decode()
    assert 'value="CD"' in offered
    assert 'value="BJ"' not in offered
    before = picture()
    assert "有效的选项" in text(client.post(ADD, form(holder_code=make_organisation().uscc)))
    assert picture() == before


def test_from_the_page_of_the_holder():
    account, client = make_account(), browser(make_staff(Role.MAKER))
    url = f"/admin/organisations/holder/{account.holder_uuid}/change/"
    shown = client.get(url).content.decode()
    assert f"{LIST}{account.id}/change/" in shown
    link = re.search(rf'{ADD}\?holder=(\w+)"', shown)
    assert f'value="{link[1]}"' in client.get(f"{ADD}?holder={link[1]}").content.decode()
    for role, readable in ((Role.SUPERVISOR, True), (Role.DISTRICT, False)):
        user = make_staff(role, district_code="110112")
        shown = browser(user).get(url)
        assert (account.number in text(shown)) is readable
        assert "开户" not in text(shown)


def test_no_way_to_open_is_offered_to_whom_it_would_be_refused():
    client, verifier = browser(make_staff(Role.MAKER)), make_organisation(kinds=["verifier"])
    shown = client.get(f"/admin/organisations/holder/{verifier.uuid}/change/")
    assert "R-VVB-01" in text(shown)
    assert f"{ADD}?holder=" not in shown.content.decode()


@pytest.mark.parametrize("role", [Role.CHECKER, Role.APPROVER], ids=str)
def test_suspend_resume_close(role):
    account, client = make_account(), browser(make_staff(role))
    for name, status in (("suspend", "suspended"), ("resume", "open"), ("close", "closed")):
        assert act(client, account, name).status_code == 302
        account.refresh_from_db()
        assert account.status == status
        entry = Entry.objects.latest("id")
        assert entry.request.reason == "依通知"
        assert entry.request.actor_role == role
    offered = client.get(f"{LIST}{account.id}/change/").content.decode()
    assert "/act/" not in offered
    assert "act/suspend" not in offered


def test_acts_ask_a_reason_and_say_what_is_refused():
    w, client = World(n=1, each_t=5), browser(make_staff(Role.CHECKER))
    account, before = Account.objects.get(id=w.accounts[0]), picture()
    assert "必填项" in text(act(client, account, "suspend", reason=""))
    assert "尚有 5 吨" in text(act(client, account, "close"))
    assert act(client, account, "resume").status_code == 200
    assert picture() == before


def test_a_button_pressed_twice_is_one_act():
    account, client = make_account(), browser(make_staff(Role.CHECKER))
    data = {"ticket": "b" * 32, "reference": ""}
    assert act(client, account, "suspend", **data).status_code == 302
    before = picture()
    assert act(client, account, "suspend", **data).status_code == 302
    assert picture() == before


@pytest.mark.parametrize(
    ("role", "programme"),
    [(Role.MAKER, ""), (Role.SUPERVISOR, ""), (Role.AUDIT_ADMIN, ""), (Role.CHECKER, "CD")],
    ids=str,
)
def test_who_may_not_act_sees_no_button_and_cannot_by_hand(role, programme):
    account = make_account()
    client, before = browser(make_staff(role, programme=programme)), picture()
    assert "act/suspend" not in client.get(f"{LIST}{account.id}/change/").content.decode()
    url = f"{LIST}{account.id}/act/suspend/"
    response = client.post(url, {"reason": "试", "reference": "", "ticket": "c" * 32})
    assert response.status_code == 403 or "没有“账户停用”的权限" in text(response)
    assert picture() == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDIT_ADMIN, Role.APPROVER], ids=str)
def test_who_may_not_open_has_no_button(role):
    client, code = browser(make_staff(role)), make_organisation().uscc
    assert "addlink" not in client.get(LIST).content.decode()
    assert client.get(ADD).status_code == 403
    before = picture()
    assert client.post(ADD, form(holder_code=code)).status_code == 403
    assert picture() == before


def test_the_system_account_has_no_acts():
    make_account()
    system, client = Account.objects.get(kind="system"), browser(make_staff(Role.CHECKER))
    shown = client.get(f"{LIST}{system.id}/change/")
    assert "系统账户（未签发的减排量在此）" in text(shown)
    assert "act/" not in shown.content.decode()
    before = picture()
    assert "没有该账户" in text(act(client, system, "suspend"))
    assert picture() == before
