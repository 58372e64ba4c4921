"""Accounts that may not act: unknown, suspended, closed, of another programme, or the same twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from governance.identity.roles import Role
from governance.rulebook.models import Programme
from registry.ledger.models import Account
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import (
    close_account,
    resume_account,
    suspend_account,
)
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.ledger.services.settlement import Trade, settle, settle_batch
from tests.registry.ledger.every_act import WHY, with_role
from tests.registry.ledger.refusing import assert_complete, refused
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    DAY,
    EXCHANGE,
    World,
    make_account,
    picture,
    ref,
)

pytestmark = pytest.mark.django_db

# Each act as a function of (world, the account in question, an account that is all right).
Case = Callable[[World, Any, int], Any]


def _transfer_from(w: World, account: Any, good: int) -> Any:
    return units.transfer(
        actor=CHECKER, batch=w.batch, source=account, destination=good, quantity_t=1,
        reference=ref(), **WHY,
    )  # fmt: skip


def _transfer_to(w: World, account: Any, good: int) -> Any:
    return _transfer_from(w, good, account)


def _within(act: Callable[..., Any]) -> Case:
    def case(w: World, account: Any, good: int) -> Any:
        return act(
            actor=with_role(Role.EXCHANGE) if act is not units.retire else with_role(Role.OPERATOR),
            batch=w.batch, account=account, quantity_t=1, reference=ref(), **WHY,
        )  # fmt: skip

    return case


def _reserve(w: World, account: Any, good: int) -> Any:
    return holds.reserve(
        actor=EXCHANGE,
        batch=w.batch,
        account=account,
        quantity_t=1,
        document="业务",
        reference=ref(),
        **WHY,
    )


def _freeze(w: World, account: Any, good: int) -> Any:
    return holds.freeze(
        actor=CHECKER,
        batch=w.batch,
        account=account,
        quantity_t=1,
        document="甲",
        reference=ref(),
        **WHY,
    )


def _cancel(w: World, account: Any, good: int) -> Any:
    return units.cancel(
        actor=APPROVER, batch=w.batch, account=account, quantity_t=1, reference=ref(), **WHY
    )


def _sell(w: World, account: Any, good: int) -> Any:
    return settle(actor=EXCHANGE, trade=Trade(ref(), account, good, w.batch, 1), on=DAY, **WHY)


def _buy(w: World, account: Any, good: int) -> Any:
    return _sell(w, good, account)


def _issue_to(w: World, account: Any, good: int) -> Any:
    name = BatchName("BJ", "SAMPLE-02-V01", "P1", 2025)
    return issue_batch(
        actor=APPROVER, name=name, shares={good: 1, account: 1}, reference=ref(), **WHY
    )


def _execute_to(w: World, account: Any, good: int) -> Any:
    assert w.hold
    return holds.execute(
        actor=CHECKER, hold=w.hold, destination=account, document="执", reference=ref(), **WHY
    )


FROM: dict[str, Case] = {
    "transfer": _transfer_from, "deposit": _within(units.deposit), "withdraw": _within(units.withdraw),
    "retire": _within(units.retire), "reserve": _reserve, "sell": _sell,
}  # fmt: skip
TO: dict[str, Case] = {
    "transfer to": _transfer_to, "buy": _buy, "issue to": _issue_to, "execute to": _execute_to,
}  # fmt: skip
BY_AUTHORITY: dict[str, Case] = {"freeze": _freeze, "cancel": _cancel}
ALL = FROM | TO | BY_AUTHORITY


class FrozenWorld(World):
    """With units of the second account frozen, to be executed."""

    hold: int = 0

    def freeze(self) -> int:
        self.hold = holds.freeze(
            actor=CHECKER, batch=self.batch, account=self.accounts[1], quantity_t=2, document="甲",
            reference=ref(), **WHY,
        )["hold"]  # fmt: skip
        return self.accounts[1]


@pytest.fixture
def world() -> FrozenWorld:
    w = FrozenWorld(n=2, each_t=100, listed_t=40)
    w.freeze()
    return w


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize(
    "account", [999_999, 0, -1, 2**31, 2**40, 2**70, True, "1", "BJ-000001", 1.0, ""], ids=repr
)
def test_unknown(world: FrozenWorld, case: Case, account: Any) -> None:
    with refused("account_unknown"):
        case(world, account, world.accounts[1])


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
def test_the_programmes_own_account_takes_no_part(world: FrozenWorld, case: Case) -> None:
    system = Account.objects.get(programme="BJ", kind=Account.Kind.SYSTEM)
    with refused("account_unknown", account_id=system.id, account=system.number):
        case(world, system.id, world.accounts[1])


@pytest.mark.parametrize("case", (FROM | TO).values(), ids=(FROM | TO).keys())
def test_suspended(world: FrozenWorld, case: Case) -> None:
    a, b = world.accounts
    suspend_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    number = Account.objects.get(id=a).number
    with refused("account_suspended", account_id=a, account=number):
        case(world, a, b)
    resume_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    case(world, a, b)


@pytest.mark.parametrize("case", BY_AUTHORITY.values(), ids=BY_AUTHORITY.keys())
def test_the_authority_acts_on_a_suspended_account_too(world: FrozenWorld, case: Case) -> None:
    a, b = world.accounts
    suspend_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    before = picture()
    case(world, a, b)
    assert picture() != before


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
def test_closed(world: FrozenWorld, case: Case) -> None:
    closed = make_account().id
    close_account(actor=CHECKER, account=closed, reference=ref(), **WHY)
    code = "insufficient" if case is _cancel else "account_closed"
    with refused(code, account_id=closed):
        case(world, closed, world.accounts[1])


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_a_batch_of_trades_names_the_trade_of_such_an_account(state: str) -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    bad = make_account().id
    change = suspend_account if state == "suspended" else close_account
    change(actor=CHECKER, account=bad, reference=ref(), **WHY)
    trades = [
        Trade(ref(), a, b, w.batch, 1),
        Trade(ref(), a, bad, w.batch, 1),
        Trade(ref(), bad, a, w.batch, 1),
    ]
    done = settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="per_trade", key=ref(), **WHY)
    assert done.settled == 1
    assert [(r.row, r.error.code) for r in done.refused] == [
        (2, f"account_{state}"),
        (3, f"account_{state}"),
    ]
    for refusal in done.refused:
        assert_complete(refusal.error)


@pytest.mark.parametrize("path", ["single", "batch"])
def test_the_order_of_a_suspended_seller_rests(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.today", lambda: DAY)
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    order = holds.reserve(
        actor=EXCHANGE, batch=w.batch, account=a, kind="order", bucket="trading", quantity_t=10,
        document="申报", reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    suspend_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    trade = Trade(ref(), a, b, w.batch, 5, None, order)
    if path == "single":
        with refused("account_suspended"):
            settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    else:
        with refused("trades_refused") as caught:
            settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="atomic", key=ref(), **WHY)
        assert [row["code"] for row in caught.value.params["refused"]] == ["account_suspended"]
    resume_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)


# Another programme


@pytest.fixture
def elsewhere() -> int:
    """An account in another programme."""
    Programme.objects.get(code="CD")
    return make_account("CD").id


@pytest.mark.parametrize(
    "case",
    [
        _transfer_to,
        _buy,
        _execute_to,
        _transfer_from,
        _sell,
        _freeze,
        _reserve,
        _within(units.deposit),
    ],
)
def test_units_do_not_cross_programmes(world: FrozenWorld, case: Case, elsewhere: int) -> None:
    with refused("programme_mismatch"):
        case(world, elsewhere, world.accounts[1])


def test_a_batch_is_issued_into_its_own_programme_only(elsewhere: int) -> None:
    good = make_account().id
    name = BatchName("BJ", "SAMPLE-01-V01", "P1", 2025)
    with refused("programme_mismatch"):
        issue_batch(
            actor=APPROVER, name=name, shares={good: 1, elsewhere: 1}, reference=ref(), **WHY
        )


# The same account twice


def test_with_itself(world: FrozenWorld) -> None:
    a, b = world.accounts
    for case in (_transfer_from, _sell):
        with refused("same_account", account_id=a):
            case(world, a, a)
    with refused("same_account", account_id=b):
        _execute_to(world, b, a)
    with refused("trades_refused") as caught:
        settle_batch(
            actor=EXCHANGE,
            trades=[Trade(ref(), a, a, world.batch, 1)],
            on=DAY,
            mode="atomic",
            key=ref(),
            **WHY,
        )
    assert caught.value.params["refused"][0]["code"] == "same_account"
