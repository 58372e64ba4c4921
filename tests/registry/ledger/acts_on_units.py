"""The acts that name a quantity or a range, in one form, for the tests of what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.identity.roles import Role
from registry.ledger.services import holds, units
from tests.registry.ledger.every_act import WHY, with_role
from tests.registry.ledger.world import APPROVER, CHECKER, EXCHANGE, World, ref

OPERATOR = with_role(Role.OPERATOR)
What = dict[str, Any]
Case = Callable[[World, What], Any]


def _transfer(w: World, what: What) -> Any:
    return units.transfer(
        actor=CHECKER,
        batch=w.batch,
        source=w.accounts[0],
        destination=w.accounts[1],
        reference=ref(),
        **WHY,
        **what,
    )


def _own(act: Callable[..., Any], actor: Any, **more: Any) -> Case:
    def case(w: World, what: What) -> Any:
        return act(
            actor=actor,
            batch=w.batch,
            account=w.accounts[0],
            reference=ref(),
            **WHY,
            **more,
            **what,
        )

    return case


CASES: dict[str, Case] = {
    "transfer": _transfer,
    "deposit": _own(units.deposit, EXCHANGE),
    "withdraw": _own(units.withdraw, EXCHANGE),
    "retire": _own(units.retire, OPERATOR),
    "cancel": _own(units.cancel, APPROVER),
    "reserve": _own(holds.reserve, EXCHANGE, document="业务"),
    "order": _own(holds.reserve, EXCHANGE, document="申报", kind="order", bucket="trading"),
    "freeze": _own(holds.freeze, CHECKER, document="甲"),
    "pledge": _own(holds.freeze, CHECKER, document="质", kind="pledge"),
}
FROM_AVAILABLE = {
    name: CASES[name] for name in ("transfer", "deposit", "retire", "cancel", "reserve")
}
FROM_TRADING = {name: CASES[name] for name in ("withdraw", "order")}
