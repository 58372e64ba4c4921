"""Asking for accounts and for acts on them in the admin: what a maker proposes there waits for another
person; refusals are form errors that change nothing; no button that would be refused."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.audit.approvals.models import Approval, Attachment
from governance.audit.approvals.services.deciding import approve
from governance.identity.roles import Role
from registry.ledger.models import Account, Entry, Hold
from tests.governance.audit.approvals.people import person, whole_picture
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import World, make_account
from tests.registry.organisations.holders import make_organisation, make_person, make_resident_id

pytestmark = pytest.mark.django_db

LIST = "/admin/ledger/account/"
ADD = f"{LIST}add/"
PDF = b"%PDF-1.7\n"


def paper(name: str = "申请书.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form(**changes: object) -> dict:
    return {
        "programme": "BJ",
        "holder_code": "",
        "materials": [paper()],
        "document": "申〔2026〕7号",
        "reference": "受理〔2026〕7号",
        "ticket": "a" * 32,
        "reason": "依开户申请",
    } | changes


def propose(client, account: Account, name: str, **data: object):
    """Follow the button on the account's page, fill in the form it leads to, send it."""
    shown = client.get(f"{LIST}{account.id}/change/").content.decode()
    assert f'href="../act/{name}/"' in shown
    return post(client, account, name, **data)


def post(client, account: Account, name: str, **data: object):
    url = f"{LIST}{account.id}/act/{name}/"
    ticket = re.search(r'name="ticket" value="(\w+)"', client.get(url).content.decode())
    given = {"reason": "依通知", "reference": "", "ticket": ticket[1] if ticket else "c" * 32}
    return client.post(url, given | data)


def test_opening_is_asked_for_with_documents_and_done_by_another():
    organisation, maker = make_organisation(), make_staff(Role.MAKER, real_name="周敏")
    client = browser(maker)
    assert "须先在“主体”中登记" in text(client.get(ADD))
    response = client.post(ADD, form(holder_code=f" {organisation.uscc.lower()} "), follow=True)
    assert response.redirect_chain, text(response)
    assert "已提交复核" in text(response)
    assert not Account.objects.filter(holder_uuid=organisation.uuid).exists()
    approval = Approval.objects.get()
    assert (approval.kind, approval.maker_id, approval.maker_ip) == (
        *("ledger.open_account", maker.pk, "198.51.100.7"),
    )
    assert Attachment.objects.get().document == "申〔2026〕7号"
    holder = client.get(f"/admin/organisations/holder/{organisation.uuid}/change/")
    assert f"开户申请待复核： {approval.number}" in text(holder)

    approve(actor=person(Role.CHECKER, name="许国华"), approval=approval.uuid, reason="材料齐全")
    account = Account.objects.get(holder_uuid=organisation.uuid)
    entry = Entry.objects.get(act="open_account", detail__account=account.id)
    assert (entry.reference, entry.source) == ("受理〔2026〕7号", "registry")
    request = entry.request
    assert (request.actor_name, request.actor_role) == ("许国华", "checker")
    assert request.reason == f"依开户申请（复核单 {approval.number}，经办 周敏）"


def test_a_person_is_found_by_document_number():
    number = make_resident_id(77)
    resident = make_person(id_number=number)
    response = browser(make_staff(Role.MAKER)).post(ADD, form(holder_code=number))
    assert response.status_code == 302, text(response)
    approval = Approval.objects.get()
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="核对无误")
    assert Account.objects.get(holder_uuid=resident.uuid).holder_kind == "person"


def test_the_same_form_sent_twice_is_one_proposal():
    organisation, client = make_organisation(), browser(make_staff(Role.MAKER))
    sent = {"holder_code": organisation.uscc, "reference": ""}
    assert client.post(ADD, form(**sent)).status_code == 302
    before = whole_picture()
    assert client.post(ADD, form(**sent)).status_code == 302
    assert whole_picture() == before


def test_refusals_are_form_errors_and_nothing_changes():
    client = browser(make_staff(Role.MAKER))
    taken, verifier = make_account(), make_organisation(kinds=["verifier"])
    used = Entry.objects.latest("id").reference
    fresh, before = make_organisation(), whole_picture()
    for changes, says in [
        ({"holder_code": "91110000600037341L"}, "没有登记过"),
        ({"holder_code": str(taken.holder_uuid)}, "已有账户"),
        ({"holder_code": verifier.uscc}, "不得持有或交易"),
        ({"holder_code": fresh.uscc, "reference": used}, "已经用过"),
        ({"holder_code": fresh.uscc, "reason": " "}, "必填项"),
        ({"holder_code": fresh.uscc, "programme": "XX"}, "选择一个有效的选项"),
        ({"holder_code": fresh.uscc, "ticket": ""}, "必填项"),
        ({"holder_code": fresh.uscc, "materials": []}, "必填项"),
        ({"holder_code": fresh.uscc, "materials": [paper("a.exe", b"MZ")]}, "类型不接受"),
        ({"holder_code": fresh.uscc, "materials": [paper(), paper("b.pdf", b"MZ")]}, "类型不接受"),
    ]:
        response = client.post(ADD, form(**changes))
        assert response.status_code == 200
        assert says in text(response), changes
    assert whole_picture() == before


def test_only_programmes_of_ones_own_are_offered():
    client = browser(make_staff(Role.MAKER, programme="CD"))
    offered = client.get(ADD).content.decode()
    assert 'value="CD"' in offered
    assert 'value="BJ"' not in offered
    before = whole_picture()
    assert "有效的选项" in text(client.post(ADD, form(holder_code=make_organisation().uscc)))
    assert whole_picture() == before


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


def test_suspend_resume_close():
    account, client = make_account(), browser(make_staff(Role.MAKER))
    for name, status in (("suspend", "suspended"), ("resume", "open"), ("close", "closed")):
        before = account.status
        assert propose(client, account, name).status_code == 302
        account.refresh_from_db()
        assert account.status == before
        approval = Approval.objects.latest("uuid")
        shown = text(client.get(f"{LIST}{account.id}/change/"))
        assert f"{approval.number} {approval.title}" in shown
        approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="同意")
        account.refresh_from_db()
        assert account.status == status
    assert "/act/" not in client.get(f"{LIST}{account.id}/change/").content.decode()


def test_freeze_transfer_and_cancel():
    w, client = World(n=2, each_t=100), browser(make_staff(Role.MAKER))
    a, b = (Account.objects.get(id=number) for number in w.accounts)
    batch = re.search(
        r'value="([0-9a-f-]{36})"', client.get(f"{LIST}{a.id}/act/freeze/").content.decode()
    )[1]
    named = {"batch": batch, "batch_code": "", "document": "（2026）京01执1号"}
    for name, fields in [
        ("freeze", {"kind": "judicial", "quantity_t": "120", "serials": "", "expires_on": ""}),
        ("transfer", {"quantity_t": "", "serials": "1-5", "destination": b.number}),
        ("cancel", {"quantity_t": "7", "serials": "", "bucket": "available", "cause": "差错"}),
    ]:
        response = propose(client, a, name, materials=[paper()], **named, **fields)
        assert response.status_code == 302, text(response)
    freeze, transfer, cancel = Approval.objects.order_by("uuid")
    boss = person(Role.APPROVER)
    for approval in (transfer, cancel, freeze):
        approve(actor=boss, approval=approval.uuid, reason="同意")
    hold = Hold.objects.get()
    assert (hold.left_t, hold.waiting_t) == (88, 32)
    assert Entry.objects.get(act="transfer").quantity_t == 5
    assert Entry.objects.get(act="cancel").detail["cause"] == "差错"
    assert freeze.title in text(client.get(f"{LIST}{a.id}/change/"))


def test_a_freeze_may_name_a_batch_that_the_account_does_not_hold():
    w, empty = World(n=1, each_t=10), make_account()
    client, batch = browser(make_staff(Role.MAKER)), Account.objects.get(id=w.accounts[0])
    from registry.ledger.models import Batch

    code = Batch.objects.get(id=w.batch).code
    fields = {
        "kind": "judicial", "quantity_t": "9", "serials": "", "expires_on": "", "batch": "",
        "document": "（2026）京01执1号",
    }  # fmt: skip
    before = whole_picture()
    for wrong, says in [({"batch_code": ""}, "二者填一项"), ({"batch_code": "XX"}, "没有这个批次")]:
        assert says in text(post(client, empty, "freeze", **fields, **wrong))
    assert whole_picture() == before
    assert propose(client, empty, "freeze", **fields, batch_code=code).status_code == 302
    approval = Approval.objects.get()
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="同意")
    assert (Hold.objects.get().waiting_t, batch.number != empty.number) == (9, True)


def test_acts_ask_a_reason_and_say_what_is_refused():
    w, client = World(n=1, each_t=5), browser(make_staff(Role.MAKER))
    account, before = Account.objects.get(id=w.accounts[0]), whole_picture()
    assert "必填项" in text(post(client, account, "suspend", reason=""))
    assert "尚有 5 吨" in text(post(client, account, "close"))
    assert post(client, account, "resume").status_code == 200
    assert whole_picture() == before


def test_a_button_pressed_twice_is_one_proposal():
    account, client = make_account(), browser(make_staff(Role.MAKER))
    data = {"ticket": "b" * 32, "reference": ""}
    assert post(client, account, "suspend", **data).status_code == 302
    before = whole_picture()
    assert post(client, account, "suspend", **data).status_code == 302
    assert whole_picture() == before


@pytest.mark.parametrize(
    ("role", "programme"),
    [(Role.CHECKER, ""), (Role.SUPERVISOR, ""), (Role.AUDIT_ADMIN, ""), (Role.MAKER, "CD")],
    ids=str,
)
def test_who_may_not_propose_sees_no_button_and_cannot_by_hand(role, programme):
    account = make_account()
    client, before = browser(make_staff(role, programme=programme)), whole_picture()
    assert "act/" not in client.get(f"{LIST}{account.id}/change/").content.decode()
    for name in ("suspend", "freeze", "cancel", "transfer", "close"):
        # Of another programme the account itself is not to be seen.
        assert post(client, account, name).status_code == (404 if programme else 403)
    assert whole_picture() == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDIT_ADMIN, Role.APPROVER], ids=str)
def test_who_may_not_open_has_no_button(role):
    client, code = browser(make_staff(role)), make_organisation().uscc
    assert f'href="{ADD}' not in client.get(LIST).content.decode()
    assert client.get(ADD).status_code == 403
    before = whole_picture()
    assert client.post(ADD, form(holder_code=code)).status_code == 403
    assert whole_picture() == before


def test_the_system_account_has_no_acts():
    make_account()
    system, client = Account.objects.get(kind="system"), browser(make_staff(Role.MAKER))
    shown = client.get(f"{LIST}{system.id}/change/")
    assert "系统账户（未签发的减排量在此）" in text(shown)
    assert "act/" not in shown.content.decode()
    before = whole_picture()
    assert "没有该账户" in text(post(client, system, "suspend"))
    assert whole_picture() == before
