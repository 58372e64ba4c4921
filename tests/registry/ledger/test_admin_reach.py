"""A clerk of one programme sees nothing of another: lists, exports, pages, statements, acts."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from governance.audit.approvals.services.delegations import delegate
from governance.identity.actor import Actor
from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.ledger.models import Account, Batch, Entry, Hold, Move
from registry.ledger.services import holds
from tests.governance.pages import browser
from tests.governance.people import granter, make_staff
from tests.registry.ledger.world import CHECKER, make_account, make_batch, ref

pytestmark = pytest.mark.django_db
LEDGER = "/admin/ledger"


def small_world(programme: str) -> Account:
    """An account with units, some of them frozen, and a freeze that only waits."""
    account = make_account(programme)
    batches = [make_batch({account.id: 10}, programme=programme).id]
    batches.append(make_batch({make_account(programme).id: 10}, programme=programme).id)
    for batch in batches:
        holds.freeze(
            actor=CHECKER, batch=batch, account=account.id, kind="judicial", quantity_t=4,
            document=ref("法"), reason="测试", reference=ref("F"),
        )  # fmt: skip
    return account


@pytest.fixture
def foreign() -> Account:
    small_world("BJ")
    return small_world("CD")


def addresses(account: Account) -> list[str]:
    """Every page about the account of that programme."""
    entries = [e for e in Entry.objects.all() if programme_of(e) == account.programme]
    found = [f"{LEDGER}/entry/{entry.id}/change/" for entry in entries]
    assert any(not Move.objects.filter(entry=entry).exists() for entry in entries)
    moves = Move.objects.filter(batch__programme=account.programme)
    found += [f"{LEDGER}/entry/{move.entry_id}/line/{move.line}/" for move in moves]
    batches = Batch.objects.filter(programme=account.programme)
    found += [f"{LEDGER}/batch/{batch.id}/change/" for batch in batches]
    mine = Hold.objects.filter(account=account)
    found += [f"{LEDGER}/hold/{hold.id}/change/" for hold in mine]
    found += [f"{LEDGER}/hold/{hold.id}/act/unfreeze/" for hold in mine]
    page = f"{LEDGER}/account/{account.id}"
    return [*found, f"{page}/change/", *(f"{page}/statement{e}" for e in ("/", ".xlsx", ".pdf"))]


def programme_of(entry: Entry) -> str:
    move = Move.objects.filter(entry=entry).first()
    if move is not None:
        return move.batch.programme
    detail = entry.detail or {}
    hold = Hold.objects.filter(entry=entry.id).first()
    if hold is not None:
        return hold.account.programme
    if "hold" in detail:
        return Hold.objects.get(id=detail["hold"]).account.programme
    return Account.objects.get(id=detail["account"]).programme


def counts(client) -> dict[str, int]:
    kinds = ("account", "batch", "hold", "position", "entry")
    return {kind: len(client.get(f"{LEDGER}/{kind}/").context["cl"].result_list) for kind in kinds}


@pytest.mark.parametrize("role", [Role.MAKER, Role.CHECKER, Role.SUPERVISOR])
def test_nothing_of_another_programme_is_shown(foreign, role):
    user = make_staff(role, programme="BJ")
    RoleGrant.objects.create(user=user, role=Role.EXPERT, reason="测试", granted_by=granter())
    client = browser(user)
    for address in addresses(foreign):
        assert client.get(address).status_code in (302, 404), address
    assert client.get(f"{LEDGER}/account/{foreign.id}/statement/").status_code == 404
    everything, mine = counts(browser(make_staff(role))), counts(client)
    local = counts(browser(make_staff(role, programme="CD")))
    assert {kind: mine[kind] + local[kind] for kind in mine} == everything
    assert all(mine.values())


def test_nor_on_the_page_of_a_holder(foreign):
    page = f"/admin/organisations/holder/{foreign.holder_uuid}/change/"
    assert foreign.number not in browser(make_staff(Role.MAKER, programme="BJ")).get(page).text
    assert foreign.number in browser(make_staff(Role.MAKER, programme="CD")).get(page).text


@pytest.mark.parametrize("programme", ["CD", ""])
def test_ones_own_programme_is_shown(foreign, programme):
    client = browser(make_staff(Role.MAKER, programme=programme))
    for address in addresses(foreign):
        assert client.get(address).status_code == 200, address


def test_who_stands_in_sees_what_is_to_be_decided(foreign):
    giver, taker = (make_staff(Role.CHECKER, programme=each) for each in ("CD", "BJ"))
    page = f"{LEDGER}/account/{foreign.id}/change/"
    assert browser(taker).get(page).status_code in (302, 404)
    lend(giver, taker)
    assert browser(taker).get(page).status_code == 200


def lend(giver: User, taker: User, programme: str = "CD") -> None:
    by: Actor = actor_of(giver)
    until = clock.now() + dt.timedelta(days=3)
    delegate(
        actor=by, giver=giver, taker=taker, role="checker", programme=programme, valid_to=until,
        reason="休假",
    )  # fmt: skip
