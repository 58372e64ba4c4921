"""Ways around the second person that were tried: stand-ins of stand-ins, roles of another reach."""

from __future__ import annotations

import pytest

from governance.audit.approvals import standing
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services import proposing
from governance.audit.approvals.services.deciding import approve, obstacle
from governance.audit.trail.models import Refusal
from governance.identity.models import RoleGrant
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.ledger.approvals.units import CANCEL_FROZEN
from registry.ledger.models import Hold
from registry.ledger.services import holds, units
from tests.governance.audit.approvals.people import person, suspension, whole_picture
from tests.governance.audit.approvals.refusing import refused
from tests.governance.audit.approvals.test_delegations import lend, nobody
from tests.governance.audit.approvals.test_queue import QUEUE, decide, page
from tests.governance.pages import browser, rows, text
from tests.governance.people import granter, make_staff
from tests.registry.ledger.world import CHECKER, make_account, make_batch, quantity, ref

pytestmark = pytest.mark.django_db


def test_nobody_decides_in_the_place_of_someone_on_the_makers_side():
    """The checker stands in for the maker, so may not decide; nor may the checker's own stand-in."""
    maker, checker, deputy = person(Role.MAKER), person(Role.CHECKER), nobody()
    lend(maker, checker, Role.MAKER)
    lend(checker, deputy)
    approval = suspension(maker)
    for who in (checker, deputy):
        with refused("same_side"):
            approve(actor=who, approval=approval.uuid, reason="代办")
        found = obstacle(who, approval)
        assert found is not None
        assert found.code == "same_side"


def test_a_role_that_sees_no_proposals_widens_no_view():
    """An expert for every programme who is a clerk for one sees the proposals of that one."""
    theirs, foreign = (
        suspension(person(Role.MAKER)),
        suspension(person(Role.MAKER), make_account("CD")),
    )
    user = make_staff(Role.CHECKER, programme="BJ")
    RoleGrant.objects.create(user=user, role=Role.EXPERT, reason="测试", granted_by=granter())
    client = browser(user)
    assert rows(client.get(QUEUE)) == [str(theirs)]
    assert client.get(page(foreign)).status_code == 404
    assert decide(client, foreign, "approve").status_code == 404


def test_what_is_of_no_programme_wants_a_right_to_all():
    local, everywhere = person(Role.CHECKER, programme="BJ"), person(Role.CHECKER)
    assert standing.capacity(local, [Role.CHECKER], "") is None
    assert standing.capacity(everywhere, [Role.CHECKER], "") is not None
    deputy = nobody()
    lend(local, deputy, programme="BJ")
    assert standing.capacity(deputy, [Role.CHECKER], "") is None


def test_a_refused_decision_is_in_the_trail():
    user = make_staff(Role.MAKER, Role.CHECKER)
    approval = suspension(actor_of(user))
    assert "不能" in text(decide(browser(user), approval, "approve"))
    kept = Refusal.objects.get()
    assert (kept.code, kept.actor_id, kept.thing) == ("own_proposal", user.pk, str(approval))


def test_a_form_sent_twice_is_one_proposal_also_when_the_first_comes_in_between(monkeypatch):
    maker, account = person(Role.MAKER), make_account()
    first = suspension(maker, account, key="ticket")
    looks = iter([None])
    known = proposing._known
    monkeypatch.setattr(proposing, "_known", lambda *asked: next(looks, known(*asked)))
    assert suspension(maker, account, key="ticket").number == first.number
    assert Approval.objects.count() == 1


def test_what_changed_after_the_page_was_opened_is_looked_at_again():
    """A forced cancellation of all that is frozen, and more is frozen while the checker reads."""
    account, other = make_account(), make_account()
    batch = make_batch({account.id: 10, other.id: 90}).id
    frozen = holds.freeze(
        actor=CHECKER, batch=batch, account=account.id, kind="judicial", quantity_t=100,
        document="法〔2026〕1号", reason="测试", reference=ref("F"),
    )  # fmt: skip
    hold = Hold.objects.get(id=frozen["hold"])
    payload = {"hold": str(hold.uuid), "quantity_t": None, "document": "法〔2026〕2号"}
    approval = proposing.propose(
        actor=person(Role.MAKER), kind=CANCEL_FROZEN, payload=payload, reason="数据虚假"
    )
    client = browser(make_staff(Role.APPROVER))
    data = {"decision": "approve", "reason": "核对无误"}
    data["seen"] = client.get(page(approval)).context["seen"]
    units.transfer(
        actor=CHECKER, batch=batch, source=other.id, destination=account.id, quantity_t=90,
        reason="测试", reference=ref(),
    )  # fmt: skip
    before = whole_picture()
    answer = client.post(page(approval), data)
    assert (answer.status_code, whole_picture()) == (409, before)
    assert "情况已有变化" in text(answer)
    assert "100 吨" in text(answer)
    data["seen"] = answer.context["seen"]
    assert client.post(page(approval), data).status_code == 302
    assert quantity(account.id, batch, "cancelled") == 100
