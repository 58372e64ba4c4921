"""Acts on a freeze proposed from its page: unfreeze, renew, execute, forced cancellation."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from core import clock
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.identity.roles import Role
from registry.ledger.models import Account, Hold
from registry.ledger.services import holds
from tests.governance.audit.approvals.people import person, whole_picture
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import CHECKER, World, holder_of, quantity, ref

pytestmark = pytest.mark.django_db
DOCUMENT = {"document": "（2026）京01执9号"}


def frozen(w: World, quantity_t: int = 50, **fields: Any) -> Hold:
    reply = holds.freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=quantity_t,
        document="（2026）京01执1号", reason="依通知", reference=ref(), **fields,
    )  # fmt: skip
    return Hold.objects.get(id=reply["hold"])


def propose(client, hold: Hold, name: str, **data: object):
    url = f"/admin/ledger/hold/{hold.id}/act/{name}/"
    ticket = re.search(r'name="ticket" value="(\w+)"', client.get(url).content.decode())
    given = {"reason": "依文书", "reference": "", "ticket": ticket[1] if ticket else "d" * 32}
    return client.post(url, given | DOCUMENT | data)


def done(role: Role = Role.CHECKER) -> Approval:
    latest = Approval.objects.latest("uuid")
    return approve(actor=person(role), approval=latest.uuid, reason="与文书一致")


@pytest.mark.parametrize(
    ("name", "fields", "role", "status", "left_t"),
    [
        ("unfreeze", {"quantity_t": "20"}, Role.CHECKER, "open", 30),
        ("unfreeze", {"quantity_t": ""}, Role.CHECKER, "released", 0),
        ("execute", {"quantity_t": ""}, Role.CHECKER, "executed", 0),
        ("cancel", {"quantity_t": "5", "cause": "虚假"}, Role.APPROVER, "open", 45),
    ],
)
def test_proposed_on_its_page_and_done_by_another(name, fields, role, status, left_t):
    w, client = World(n=2, each_t=100), browser(make_staff(Role.MAKER))
    hold = frozen(w)
    shown = client.get(f"/admin/ledger/hold/{hold.id}/change/").content.decode()
    assert f'href="../act/{name}/"' in shown
    if name == "execute":
        fields = fields | {"destination": Account.objects.get(id=w.accounts[1]).number}
    response = propose(client, hold, name, **fields)
    assert response.status_code == 302, text(response)
    hold.refresh_from_db()
    assert (hold.status, hold.left_t) == ("open", 50)
    approval = done(role)
    hold.refresh_from_db()
    assert (hold.status, hold.left_t) == (status, left_t)
    shown = text(client.get(f"/admin/ledger/hold/{hold.id}/change/"))
    assert approval.number in shown
    assert ("act/" in shown) is False


def test_renewed():
    client, hold = browser(make_staff(Role.MAKER)), frozen(World(n=1), expires_on=clock.today())
    later = clock.today() + dt.timedelta(days=60)
    past = clock.today() - dt.timedelta(days=1)
    before = whole_picture()
    assert "已经过去" in text(propose(client, hold, "renew", expires_on=past.isoformat()))
    assert whole_picture() == before
    assert propose(client, hold, "renew", expires_on=later.isoformat()).status_code == 302
    done()
    hold.refresh_from_db()
    assert hold.expires_on == later


def test_a_checker_does_not_decide_on_forced_cancellation():
    client, hold = browser(make_staff(Role.MAKER)), frozen(World(n=1))
    propose(client, hold, "cancel", quantity_t="", cause="虚假")
    approval, before = Approval.objects.get(), whole_picture()
    page = f"/admin/approvals/approval/{approval.uuid}/change/"
    answer = browser(make_staff(Role.CHECKER)).post(page, {"decision": "approve", "reason": "试"})
    assert answer.status_code == 403
    assert "领导审批" in text(answer)
    assert whole_picture() == before


def test_a_waiting_freeze_takes_over():
    w, client = World(n=1, each_t=100), browser(make_staff(Role.MAKER))
    first, second = frozen(w, 100), frozen(w, 40)
    assert (second.left_t, second.waiting_t) == (0, 40)
    propose(client, first, "unfreeze", quantity_t="")
    done()
    second.refresh_from_db()
    assert (second.left_t, second.waiting_t) == (40, 0)
    assert quantity(w.accounts[0], w.batch, "available") == 60


def test_who_may_not_and_what_is_over_has_no_button():
    w = World(n=1, each_t=100)
    hold = frozen(w)
    order = holds.reserve(
        actor=holder_of(w.accounts[0]), batch=w.batch, account=w.accounts[0], quantity_t=5,
        document="业务", reason="预留", reference=ref(),
    )["hold"]  # fmt: skip
    before = whole_picture()
    for role in (Role.CHECKER, Role.APPROVER, Role.AUDIT_ADMIN, Role.SUPERVISOR):
        client = browser(make_staff(role))
        assert "act/" not in client.get(f"/admin/ledger/hold/{hold.id}/change/").content.decode()
        for name in ("unfreeze", "renew", "execute", "cancel"):
            assert propose(client, hold, name).status_code == 403
    client = browser(make_staff(Role.MAKER))
    assert "act/" not in client.get(f"/admin/ledger/hold/{order}/change/").content.decode()
    assert whole_picture() == before
