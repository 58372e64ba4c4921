"""Who sees which accounts over the interface: members their own, programs the market's part of their
programmes, staff their programmes; for anybody else an account does not exist."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from governance.audit.trail.models import Refusal
from governance.identity.roles import Role
from registry.ledger.models import Account, Batch
from registry.ledger.services import holds, units
from registry.ledger.services.settlement import Trade, settle
from tests.core.api.refusals import problem
from tests.governance.identity.api.callers import member_of, new_key, program, with_key
from tests.governance.pages import browser
from tests.governance.people import make_staff, make_user
from tests.registry.ledger.test_admin_reach import lend
from tests.registry.ledger.world import CHECKER, DAY, EXCHANGE, World, holder_of, make_account, ref
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db
ACCOUNTS = "/api/v1/accounts"
LISTS = ("", "/holdings", "/entries")


@pytest.fixture
def world() -> World:
    """100 t each, 40 listed by each; the first sold 10 to the second, retired 5, has 7 frozen."""
    w = World(n=2, each_t=100, listed_t=40)
    a, b = w.accounts
    trade = Trade("成交-1", a, b, w.batch, 10, Decimal("84.50"))
    settle(actor=EXCHANGE, trade=trade, on=DAY, reason="日终")
    units.retire(
        actor=holder_of(a), batch=w.batch, account=a, quantity_t=5, reason="年会", reference=ref()
    )
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=a, quantity_t=7, document="法院1号", reason="协助",
        reference=ref(), kind="judicial",
    )  # fmt: skip
    return w


def number(account: int) -> str:
    return Account.objects.get(id=account).number


def numbers(client: Client, **query: str) -> list[str]:
    return [row["number"] for row in client.get(ACCOUNTS, query).json()["results"]]


def rows(client: Client, account: int, kind: str, **query: str) -> list[dict]:
    response = client.get(f"{ACCOUNTS}/{number(account)}/{kind}", query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def closed(client: Client, account: int) -> None:
    """The same answer as for an account that nobody has."""
    told = set()
    for each in (number(account), "BJ-999999"):
        for path in LISTS:
            body = problem(client.get(f"{ACCOUNTS}/{each}{path}"), 404, "not_found")
            told.add((body["detail"], body["title"]))
    assert len(told) == 1


def test_a_member_sees_its_own_and_no_other(world):
    a, b = world.accounts
    _, client = member_of(a)
    assert numbers(client) == [number(a)]
    closed(client, b)
    assert not Refusal.objects.exists()
    one = client.get(f"{ACCOUNTS}/{number(a)}").json()
    assert one["balances"] == {"available": 48, "frozen": 7, "retired": 5, "trading": 30}
    assert one["holder"]["kind"] == "organisation"


def test_holdings_of_a_member(world):
    a = world.accounts[0]
    _, client = member_of(a)
    code = Batch.objects.get(id=world.batch).code
    found = {row["bucket"]: row for row in rows(client, a, "holdings")}
    assert {bucket: row["quantity_t"] for bucket, row in found.items()} == {
        "available": 48, "frozen": 7, "retired": 5, "trading": 30,
    }  # fmt: skip
    assert {row["batch"] for row in found.values()} == {code}
    assert found["frozen"]["hold"]["document"] == "法院1号"
    assert found["available"]["hold"] is None
    assert len(rows(client, a, "holdings", bucket="frozen")) == 1
    assert len(rows(client, a, "holdings", batch=code)) == 4
    assert rows(client, a, "holdings", batch="BJ_X_Y_2025_0001") == []
    assert rows(client, a, "holdings", batch="nonsense") == []


def test_entries_of_a_member(world):
    a, b = world.accounts
    _, client = member_of(a)
    found = rows(client, a, "entries")
    assert [row["act"] for row in found] == ["freeze", "retire", "settle", "deposit", "issue"]
    trade = found[2]
    assert (trade["price_cny"], trade["quantity_t"], trade["reference"]) == ("84.50", 10, "成交-1")
    (line,) = trade["lines"]
    assert (line["went"], line["came"], line["counterparty"]) == ("trading", None, "场内交易")
    assert line["quantity_t"] == 10
    assert trade["at"].endswith("+08:00")
    assert number(b) not in str(found)


def test_a_program_sees_the_market_and_nothing_besides(world):
    a = world.accounts[0]
    client = program(["BJ"])
    assert number(a) in numbers(client)
    assert client.get(f"{ACCOUNTS}/{number(a)}").json()["balances"] == {"trading": 30}
    assert [row["bucket"] for row in rows(client, a, "holdings")] == ["trading"]
    assert rows(client, a, "holdings", bucket="frozen") == []
    assert [row["act"] for row in rows(client, a, "entries")] == ["settle", "deposit"]


def test_what_is_on_offer_belongs_to_the_market(world):
    b = world.accounts[1]
    holds.reserve(
        actor=EXCHANGE, batch=world.batch, account=b, quantity_t=3, kind="order", document="申报-1",
        bucket="trading", reason="卖出申报", reference=ref(),
    )  # fmt: skip
    found = rows(program(["BJ"]), b, "holdings")
    assert {(row["bucket"], row["hold"] and row["hold"]["kind"]) for row in found} == {
        ("trading", None), ("reserved", "order"),
    }  # fmt: skip


def test_a_program_of_another_programme_sees_nothing(world):
    client = program(["CD"])
    assert numbers(client) == []
    closed(client, world.accounts[0])
    assert numbers(client, programme="BJ") == []


@pytest.mark.parametrize(("programme", "open_"), [("BJ", True), ("CD", False), ("", True)])
@pytest.mark.parametrize("role", [Role.MAKER, Role.SUPERVISOR, Role.AUDIT_ADMIN])
def test_staff_see_their_programmes(world, role, programme, open_):
    client = browser(make_staff(role, programme=programme))
    if not open_:
        closed(client, world.accounts[0])
        return
    assert len(numbers(client)) == 2
    assert len(rows(client, world.accounts[0], "entries")) == 5


def test_who_stands_in_sees_too(world):
    giver, taker = (make_staff(Role.CHECKER, programme=each) for each in ("BJ", "CD"))
    client = browser(taker)
    elsewhere = make_account("CD")
    closed(client, world.accounts[0])
    lend(giver, taker, programme="BJ")
    assert {number(world.accounts[0]), elsewhere.number} <= set(numbers(client))


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.MAKER, Role.CHECKER, Role.APPROVER, Role.SUPERVISOR,
                                Role.AUDIT_ADMIN, Role.EXCHANGE})
)  # fmt: skip
def test_other_roles_see_nothing(world, role):
    client = browser(make_staff(role))
    assert numbers(client) == []
    closed(client, world.accounts[0])


def test_a_person_of_no_organisation_sees_nothing(world):
    client = browser(make_user())
    assert numbers(client) == []
    closed(client, world.accounts[0])
    assert client.get("/api/v1/organisations").json()["results"] == []


def test_the_systems_account_is_nobodys(world):
    system = Account.objects.get(kind="system", programme="BJ")
    for client in (browser(make_staff(Role.MAKER)), program(["BJ"])):
        closed(client, system.id)
        assert system.number not in numbers(client)


def test_organisations(world):
    a, b = (Account.objects.get(id=each) for each in world.accounts)
    _, client = member_of(a.id)
    listed = client.get("/api/v1/organisations").json()["results"]
    assert [row["uuid"] for row in listed] == [str(a.holder_uuid)]
    assert client.get(f"/api/v1/organisations/{a.holder_uuid}").json() == listed[0]
    problem(client.get(f"/api/v1/organisations/{b.holder_uuid}"), 404, "not_found")
    problem(client.get("/api/v1/organisations/x"), 404, "not_found")


def test_the_organisation_that_runs_a_program():
    organisation = make_organisation()
    make_organisation()
    client = with_key(new_key(organisation_code=organisation.uscc)[1])
    listed = client.get("/api/v1/organisations").json()["results"]
    assert [row["uscc"] for row in listed] == [organisation.uscc]


def test_filters(world):
    other = make_account("CD")
    _, client = member_of(*world.accounts, other.id)
    assert numbers(client, programme="CD") == [other.number]
    assert numbers(client, holder=str(other.holder_uuid)) == [other.number]
    assert numbers(client, status="closed") == []
    problem(client.get(f"{ACCOUNTS}?programme=XX"), 422, "invalid")
    problem(client.get(f"{ACCOUNTS}?holder=x"), 422, "invalid")
