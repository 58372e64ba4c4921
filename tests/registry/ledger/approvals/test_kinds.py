"""Every kind the ledger registers, proposed and approved once: done, linked, and both people named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from governance.audit.approvals.kinds import kind_of
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from registry.ledger.approvals import KINDS, accounts, freezes, issuance, opening, units
from registry.ledger.models import Account, Batch, Entry, Hold
from registry.ledger.services.issuance import BatchName
from registry.ledger.services.rights import FOUR_EYES
from tests.governance.audit.approvals.people import person
from tests.governance.audit.approvals.refusing import refused
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.ledger.world import CHECKER, World, ref
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db
PAPER = Upload("文书.txt", "文书".encode(), "文〔2026〕1号")


def payload_of(kind: str) -> dict[str, Any]:
    """A payload that can be done, on a world of its own."""
    w = World(n=2, each_t=100)
    a, b = (Account.objects.get(id=number) for number in w.accounts)
    batch = str(Batch.objects.get(id=w.batch).uuid)
    place = {"batch": batch, "account": str(a.uuid), "quantity_t": 5, "document": "文1号"}
    if kind == opening.OPEN:
        return {"programme": "BJ", "holder": str(make_organisation().uuid)}
    if kind == issuance.ISSUE:
        name = BatchName("BJ", "SAMPLE-02-V01", "P9", 2025)
        return issuance.issue_payload(name, {a.id: 5, b.id: 6}, reference=ref())
    if kind == accounts.CLOSE:
        from tests.registry.ledger.world import make_account

        return {"account": str(make_account().uuid)}
    if kind == accounts.RESUME:
        from registry.ledger.services.accounts import suspend_account

        suspend_account(actor=CHECKER, account=a.id, reason="停", reference=ref())
        return {"account": str(a.uuid)}
    if kind == accounts.SUSPEND:
        return {"account": str(a.uuid)}
    if kind == freezes.FREEZE:
        return place | {"kind": "judicial", "expires_on": "2099-01-01"}
    if kind == units.TRANSFER:
        return place | {"source": str(a.uuid), "destination": str(b.uuid)}
    if kind == units.CANCEL:
        return place | {"bucket": "available", "cause": "差错", "serials": [1, 5]}
    return on_hold(kind, w, b)


def on_hold(kind: str, w: World, other: Account) -> dict[str, Any]:
    from registry.ledger.services.holds import freeze

    number = freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=10, document="冻1号",
        expires_on=dt.date(2099, 1, 1), reason="冻", reference=ref(),
    )["hold"]  # fmt: skip
    named = {"hold": str(Hold.objects.get(id=number).uuid), "document": "文2号"}
    more: dict[str, dict[str, Any]] = {
        freezes.RENEW: {"expires_on": "2099-06-01"},
        freezes.EXECUTE: {"destination": str(other.uuid)},
        units.CANCEL_FROZEN: {"cause": "虚假"},
    }
    return named | more.get(kind, {})


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_each_kind_once(kind: str) -> None:
    maker, checker = person(Role.MAKER, name="周敏"), person(Role.APPROVER, name="高文")
    entries = Entry.objects.count()
    payload = payload_of(kind)
    before = Entry.objects.count()
    approval = propose(
        actor=maker, kind=kind, payload=payload, reason="依申请", attachments=[PAPER]
    )
    assert Entry.objects.count() == before >= entries
    done = approve(actor=checker, approval=approval.uuid, reason="核对无误")
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("id")
    assert done.result["entry"] == entry.id
    assert entry.reference == (payload.get("reference") or approval.number)
    assert entry.request.actor_name == "高文"
    assert entry.request.reason == f"依申请（复核单 {approval.number}，经办 周敏）"
    assert kind_of(kind).url(done).startswith("/admin/")
    shown = browser(make_staff(Role.CHECKER)).get(f"/admin/approvals/approval/{done.uuid}/change/")
    assert "无法显示" not in text(shown)
    assert f"/admin/ledger/entry/{entry.id}/change/" in shown.content.decode()


def test_every_act_that_takes_two_has_a_kind() -> None:
    named = {kind.code.removeprefix("ledger.") for kind in KINDS}
    assert named == {act.value for act in FOUR_EYES} | {"cancel_frozen"}


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
@pytest.mark.parametrize("role", [Role.CHECKER, Role.APPROVER, Role.OPERATOR, Role.SYSTEM_ADMIN])
def test_only_the_maker_proposes(kind: str, role: Role) -> None:
    payload, someone = payload_of(kind), person(role)
    with refused("forbidden"):
        propose(actor=someone, kind=kind, payload=payload, reason="试", attachments=[PAPER])


@pytest.mark.parametrize("kind", [units.CANCEL, units.CANCEL_FROZEN])
def test_what_only_the_approver_decides(kind: str) -> None:
    payload = payload_of(kind)
    approval = propose(actor=person(Role.MAKER), kind=kind, payload=payload, reason="依申请")
    checker = person(Role.CHECKER)
    with refused("forbidden"):
        approve(actor=checker, approval=approval.uuid, reason="试")


def test_opening_needs_documents() -> None:
    payload, maker = payload_of(opening.OPEN), person(Role.MAKER)
    with refused("document_needed"):
        propose(actor=maker, kind=opening.OPEN, payload=payload, reason="依申请")


@pytest.mark.parametrize(
    ("kind", "wrong", "code"),
    [
        (opening.OPEN, {"holder": "x"}, "holder_unknown"),
        (opening.OPEN, {"programme": "ZZ"}, "programme_unknown"),
        (freezes.FREEZE, {"document": " "}, "document_missing"),
        (freezes.FREEZE, {"kind": "whim"}, "hold_kind_unknown"),
        (freezes.FREEZE, {"kind": "pledge", "quantity_t": 5000}, "insufficient"),
        (freezes.FREEZE, {"batch": "x"}, "batch_unknown"),
        (freezes.UNFREEZE, {"hold": None}, "hold_unknown"),
        (freezes.UNFREEZE, {"document": ""}, "document_missing"),
        (units.TRANSFER, {"quantity_t": 5000}, "insufficient"),
        (units.TRANSFER, {"quantity_t": 0}, "quantity_invalid"),
        (units.CANCEL, {"serials": [5, 1]}, "range_invalid"),
    ],
)
def test_what_the_ledger_would_refuse_is_refused_at_once(
    kind: str, wrong: dict[str, Any], code: str
) -> None:
    payload, maker = payload_of(kind) | wrong, person(Role.MAKER)
    with refused(code):
        propose(actor=maker, kind=kind, payload=payload, reason="试", attachments=[PAPER])
