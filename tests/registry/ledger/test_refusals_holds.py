"""What holds refuse: unknown, ended, of another kind, not enough left, not expired, not renewable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from governance.identity.roles import Role
from registry.ledger.models import Hold
from registry.ledger.services import holds
from registry.ledger.services.settlement import Trade, settle, settle_batch
from tests.registry.ledger.every_act import FAR, WHY, with_role
from tests.registry.ledger.refusing import assert_complete, refused
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    DAY,
    EXCHANGE,
    OPERATOR,
    World,
    quantity,
    ref,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.today", lambda: TODAY)


@pytest.fixture
def world() -> World:
    return World(n=2, each_t=100, listed_t=40)


def _place(w: World) -> dict[str, Any]:
    return {"batch": w.batch, "account": w.accounts[0], **WHY}


def _reserve(w: World, quantity_t: int = 10, **more: Any) -> int:
    named = {"document": "业务", "quantity_t": quantity_t, "reference": ref()} | more
    return holds.reserve(actor=EXCHANGE, **_place(w) | named)["hold"]


def _order(w: World, quantity_t: int = 10) -> int:
    return _reserve(w, quantity_t, kind="order", bucket="trading")


def _freeze(w: World, quantity_t: int = 10, **more: Any) -> int:
    named = {"document": "甲", "quantity_t": quantity_t, "reference": ref()} | more
    return holds.freeze(actor=CHECKER, **_place(w) | named)["hold"]


Act = Callable[..., Any]


def _with(function: Callable[..., Any], actor: Any, **usual: Any) -> Act:
    def act(w: World, hold: Any, **more: Any) -> Any:
        to = {"destination": w.accounts[1]} if function is holds.execute else {}
        return function(actor=actor, hold=hold, reference=ref(), **WHY, **to, **usual | more)

    return act


RELEASE = _with(holds.release, EXCHANGE)
UNFREEZE = _with(holds.unfreeze, CHECKER, document="解")
EXECUTE = _with(holds.execute, CHECKER, document="执")
CANCEL = _with(holds.cancel_frozen, APPROVER, document="取")
RENEW = _with(holds.renew, CHECKER, document="续", expires_on=FAR)
EXPIRE = _with(holds.expire, OPERATOR)
ACTS = {
    "release": RELEASE, "unfreeze": UNFREEZE, "execute": EXECUTE, "cancel": CANCEL, "renew": RENEW,
    "expire": EXPIRE,
}  # fmt: skip
OF_FREEZES = {name: ACTS[name] for name in ("unfreeze", "execute", "cancel", "renew")}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize("hold", [999_999, 0, -1, 2**63, 2**70, True, "1", 1.0, "甲"], ids=repr)
def test_an_unknown_hold(world: World, act: Act, hold: Any) -> None:
    _freeze(world)
    with refused("hold_unknown"):
        act(world, hold)


@pytest.mark.parametrize("act", OF_FREEZES.values(), ids=OF_FREEZES.keys())
@pytest.mark.parametrize("make", [_reserve, _order], ids=["reservation", "order"])
def test_what_is_done_to_freezes_only(world: World, act: Act, make: Act) -> None:
    hold = make(world)
    with refused("hold_kind_unknown", kind_code=Hold.objects.get(id=hold).kind):
        act(world, hold)


@pytest.mark.parametrize("kind", ["judicial", "regulator", "pledge"])
def test_a_freeze_is_not_released_without_a_document(world: World, kind: str) -> None:
    hold = _freeze(world, kind=kind)
    with refused("hold_kind_unknown", kind_code=kind):
        RELEASE(world, hold)
    with refused("hold_kind_unknown"):
        holds.release(
            actor=with_role(Role.HOLDER, world.accounts[0]), hold=hold, reference=ref(), **WHY
        )


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize("end", ["unfreeze", "execute", "cancel", "expire"])
def test_an_ended_freeze(world: World, act: Act, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = _freeze(world, expires_on=TODAY)
    if end == "expire":
        monkeypatch.setattr("core.clock.today", lambda: TODAY + dt.timedelta(days=1))
    ACTS[end](world, hold)
    code = "hold_kind_unknown" if act is RELEASE else "hold_closed"
    with refused(code):
        act(world, hold)


def test_an_ended_order(world: World) -> None:
    order = _order(world)
    RELEASE(world, order)
    with refused("hold_closed", status_code="released"):
        RELEASE(world, order)
    trade = Trade(ref(), *world.accounts, world.batch, 5, None, order)
    with refused("hold_closed", status_code="released"):
        settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)


def test_an_ended_order_in_a_batch(world: World) -> None:
    order = _order(world)
    RELEASE(world, order)
    trade = Trade(ref(), *world.accounts, world.batch, 5, None, order)
    done = settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="per_trade", key=ref(), **WHY)
    assert done.refused[0].error.code == "hold_closed"
    assert_complete(done.refused[0].error)


@pytest.mark.parametrize("act", [UNFREEZE, EXECUTE, CANCEL], ids=["unfreeze", "execute", "cancel"])
def test_more_than_is_left_of_it(world: World, act: Act) -> None:
    hold = _freeze(world, 10)
    with refused("hold_insufficient", quantity_t=11, available_t=10):
        act(world, hold, quantity_t=11)
    act(world, hold, quantity_t=4)
    with refused("hold_insufficient", quantity_t=7, available_t=6):
        act(world, hold, quantity_t=7)
    act(world, hold, quantity_t=6)


def test_more_than_is_left_of_an_order(world: World) -> None:
    a, b = world.accounts
    order = _order(world, 10)
    settle(actor=EXCHANGE, trade=Trade(ref(), a, b, world.batch, 4, None, order), on=DAY, **WHY)
    trade = Trade(ref(), a, b, world.batch, 7, None, order)
    with refused("hold_insufficient", quantity_t=7, available_t=6):
        settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    with refused("hold_insufficient", quantity_t=7, available_t=6):
        RELEASE(world, order, quantity_t=7)
    done = settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="per_trade", key=ref(), **WHY)
    assert done.refused[0].error.params["available_t"] == 6
    assert_complete(done.refused[0].error)


def test_an_order_is_drawn_on_by_its_seller_and_batch_only(world: World) -> None:
    a, b = world.accounts
    other = World(n=2, each_t=100, listed_t=40)
    c, d = other.accounts
    order = _order(world)
    reservation, freeze = _reserve(world), _freeze(world)
    for seller, hold in ((b, order), (a, reservation), (a, freeze)):
        trade = Trade(ref(), seller, c, world.batch, 5, None, hold)
        with refused("hold_mismatch"):
            settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
        with refused("trades_refused") as caught:
            settle_batch(actor=EXCHANGE, trades=[trade], on=DAY, mode="atomic", key=ref(), **WHY)
        assert caught.value.params["refused"][0]["code"] in ("hold_mismatch", "hold_unknown")
    with refused("hold_mismatch"):
        settle(actor=EXCHANGE, trade=Trade(ref(), a, d, other.batch, 5, None, order), on=DAY, **WHY)
    assert quantity(a, world.batch, "reserved") == 20


def test_an_unknown_kind(world: World) -> None:
    for kind in ("order", "reservation", "x", "", None, 5):
        with refused("hold_kind_unknown"):
            _freeze(world, kind=kind)
    for kind in ("judicial", "regulator", "pledge", "x", "", None):
        with refused("hold_kind_unknown"):
            _reserve(world, kind=kind)


@pytest.mark.parametrize(
    "bucket", ["unissued", "reserved", "frozen", "retired", "cancelled", "x", "", None, 5]
)
@pytest.mark.parametrize("kind", ["reservation", "order"])
def test_reserved_from_a_bucket_that_has_no_free_units(
    world: World, kind: str, bucket: Any
) -> None:
    with refused("bucket_invalid"):
        _reserve(world, kind=kind, bucket=bucket)


def test_an_order_is_laid_from_trading(world: World) -> None:
    with refused("bucket_invalid", bucket_code="available"):
        _reserve(world, kind="order", bucket="available")


# Documents and days


@pytest.mark.parametrize("document", ["", "  ", "\n", "　", None, 5])
@pytest.mark.parametrize("act", [*OF_FREEZES, "freeze", "reserve"])
def test_no_document(world: World, act: str, document: Any) -> None:
    if act in OF_FREEZES:
        hold = _freeze(world, expires_on=TODAY)
        with refused("document_missing"):
            ACTS[act](world, hold, document=document)
    else:
        with refused("document_missing"):
            (_freeze if act == "freeze" else _reserve)(world, document=document)


def test_an_expiry_that_is_past(world: World) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    for make in (_freeze, _reserve):
        with refused("expiry_past", expires_on=str(yesterday)):
            make(world, expires_on=yesterday)
        make(world, expires_on=TODAY)


@pytest.mark.parametrize("days", [-40, -1, 0, 9, 10])
def test_a_renewal_that_prolongs_nothing(world: World, days: int) -> None:
    hold = _freeze(world, expires_on=TODAY + dt.timedelta(days=10))
    with refused("expiry_past"):
        RENEW(world, hold, expires_on=TODAY + dt.timedelta(days=days))
    RENEW(world, hold, expires_on=TODAY + dt.timedelta(days=11))


def test_a_freeze_without_an_end_is_not_renewed(world: World) -> None:
    hold = _freeze(world)
    with refused("hold_without_expiry"):
        RENEW(world, hold)


def test_expired_is_the_day_after(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = _freeze(world, expires_on=TODAY)
    with refused("hold_not_expired", expires_on=str(TODAY)):
        EXPIRE(world, hold)
    monkeypatch.setattr("core.clock.today", lambda: TODAY + dt.timedelta(days=1))
    EXPIRE(world, hold)
    assert Hold.objects.get(id=hold).status == "expired"
    assert quantity(world.accounts[0], world.batch, "available") == 60


def test_a_freeze_without_an_end_never_expires(world: World) -> None:
    hold = _freeze(world)
    with refused("hold_without_expiry"):
        EXPIRE(world, hold)


# The queue (轮候)


def test_a_partial_release_is_not_frozen_again_by_the_next_credit(world: World) -> None:
    a, b = world.accounts
    hold = _freeze(world, 150)
    assert Hold.objects.get(id=hold).waiting_t == 50
    UNFREEZE(world, hold, quantity_t=10)
    free = quantity(a, world.batch, "available") + quantity(a, world.batch, "trading")
    settle(actor=EXCHANGE, trade=Trade(ref(), b, a, world.batch, 3), on=DAY, **WHY)
    assert quantity(a, world.batch, "available") + quantity(a, world.batch, "trading") == free == 10
    assert Hold.objects.get(id=hold).waiting_t == 47


def test_a_pledge_never_waits(world: World) -> None:
    with refused("insufficient", available_t=100):
        _freeze(world, 150, kind="pledge")
    first = _freeze(world, 150)
    with refused("insufficient", available_t=0):
        _freeze(world, 1, kind="pledge")
    assert Hold.objects.get(id=first).waiting_t == 50
