"""Every act of the ledger in one form, for tests that must hold for all of them.

``prepare(act)`` lays out units so that the act is possible and gives back a function of who, why and
under which reference; ``MEMBERS`` are the accounts a holder acts for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.ledger.models.buckets import Act
from registry.ledger.services import accounts, holds, settlement, units
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.ledger.services.rights import MAY
from registry.ledger.services.settlement import Trade
from tests.registry.ledger.world import CHECKER, DAY, EXCHANGE, World, actor, make_account, ref
from tests.registry.organisations.holders import make_organisation

Perform = Callable[..., Any]
FAR = dt.date(2099, 1, 1)
WHY: dict[str, Any] = {"reason": "测试"}
# `catch` is done by the ledger itself, within another act.
ACTS = [act for act in Act if act is not Act.CATCH]


def prepare(act: Act) -> Perform:
    """A function ``perform(actor=…, reason=…, reference=…, key=…)`` of the act; the actor may be
    left out."""
    world = World(n=2, each_t=100, listed_t=40)
    a, b = world.accounts
    place = {"batch": world.batch, "account": a}
    make = _MAKERS[act]
    arguments, function = make(world, a, b, place)

    def perform(*, actor: Actor | None = None, **who: Any) -> Any:
        named = {"reason": "测试", "reference": ref()} | who
        return function(actor=actor or able(act, a), **(arguments | named))

    perform.account = a  # type: ignore[attr-defined]
    return perform


def able(act: Act, account: int) -> Actor:
    """Someone who may do ``act`` on ``account``."""
    return with_role(MAY[act][0], account)


def with_role(role: Role, *accounts: int) -> Actor:
    """An actor with one role; a holder acts for ``accounts``; all number their references alike."""
    return actor(role, account_ids=frozenset(accounts), source="exchange.test")


Made = tuple[dict[str, Any], Perform]


def _open(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"programme": "BJ", "holder": make_organisation().uuid}, accounts.open_account


def _suspend(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"account": a}, accounts.suspend_account


def _resume(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    accounts.suspend_account(actor=CHECKER, account=a, reference=ref(), **WHY)
    return {"account": a}, accounts.resume_account


def _close(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"account": make_account().id}, accounts.close_account


def _issue(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"name": BatchName("BJ", "SAMPLE-02-V01", "P1", 2025), "shares": {a: 5}}, issue_batch


def _transfer(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    named = {"batch": world.batch, "source": a, "destination": b, "quantity_t": 5}
    return named, units.transfer


def _deposit(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5}, units.deposit


def _withdraw(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5}, units.withdraw


def _retire(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5, "detail": {"purpose": "event_neutrality"}}, units.retire


def _cancel(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5}, units.cancel


def _settle(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    def settle(*, reference: str, **who: Any) -> Any:
        trade = Trade(reference, a, b, world.batch, 5, Decimal("84.50"))
        return settlement.settle(trade=trade, on=DAY, **who)

    return {}, settle


def _undo(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    trade = Trade(ref(), a, b, world.batch, 5)
    settlement.settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    return {"trade": trade.reference, "on": DAY}, settlement.undo_trade


def _reserve(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5, "document": "业务1"}, holds.reserve


def _freeze(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return place | {"quantity_t": 5, "document": "甲字1号"}, holds.freeze


def _reserved(place: dict[str, Any]) -> int:
    holder = with_role(Role.HOLDER, place["account"])
    done = holds.reserve(
        actor=holder, quantity_t=5, document="业务2", reference=ref(), **place, **WHY
    )
    return done["hold"]


def _frozen(place: dict[str, Any], **more: Any) -> int:
    done = holds.freeze(
        actor=CHECKER, quantity_t=5, document="甲字2号", reference=ref(), **place, **more, **WHY
    )
    return done["hold"]


def _release(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"hold": _reserved(place)}, holds.release


def _unfreeze(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"hold": _frozen(place), "document": "解1号"}, holds.unfreeze


def _renew(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    hold = _frozen(place, expires_on=FAR)
    return {"hold": hold, "document": "续1号", "expires_on": FAR.replace(month=6)}, holds.renew


def _expire(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    from time_machine import travel

    with travel(dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC), tick=False):
        hold = _frozen(place, expires_on=dt.date(2020, 1, 5))
    return {"hold": hold}, holds.expire


def _execute(world: World, a: int, b: int, place: dict[str, Any]) -> Made:
    return {"hold": _frozen(place), "destination": b, "document": "执1号"}, holds.execute


_MAKERS: dict[Act, Callable[[World, int, int, dict[str, Any]], Made]] = {
    Act.OPEN_ACCOUNT: _open,
    Act.SUSPEND_ACCOUNT: _suspend,
    Act.RESUME_ACCOUNT: _resume,
    Act.CLOSE_ACCOUNT: _close,
    Act.ISSUE: _issue,
    Act.TRANSFER: _transfer,
    Act.DEPOSIT: _deposit,
    Act.WITHDRAW: _withdraw,
    Act.SETTLE: _settle,
    Act.UNDO: _undo,
    Act.RESERVE: _reserve,
    Act.RELEASE: _release,
    Act.FREEZE: _freeze,
    Act.UNFREEZE: _unfreeze,
    Act.RENEW: _renew,
    Act.EXPIRE: _expire,
    Act.EXECUTE: _execute,
    Act.RETIRE: _retire,
    Act.CANCEL: _cancel,
}
