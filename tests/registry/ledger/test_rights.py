"""The whole table of rights, role by role: who may do an act does it, who may not is refused and
nothing changes. Holders act for their own accounts; grants may reach certain programmes only.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import CodedError
from governance.identity.roles import STAFF, Role
from registry.ledger.models.buckets import Act
from registry.ledger.services import holds, units
from registry.ledger.services.rights import FOUR_EYES, MAY
from registry.ledger.services.settlement import Trade, settle, settle_batch, undo_trade
from tests.registry.ledger.every_act import ACTS, WHY, prepare, with_role
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import (
    CHECKER,
    DAY,
    EXCHANGE,
    SECONDED,
    World,
    actor,
    picture,
    ref,
)

pytestmark = pytest.mark.django_db
ALL = sorted(Role)


def test_every_act_has_its_row() -> None:
    assert set(MAY) == set(ACTS)
    assert all(MAY.values())


@pytest.mark.parametrize("act", ACTS)
def test_who_may_does_and_who_may_not_is_refused(act: Act) -> None:
    perform = prepare(act)
    for role in ALL:
        if role in MAY[act]:
            continue
        with refused("forbidden") as caught:
            perform(actor=with_role(role, perform.account))  # type: ignore[attr-defined]
        assert caught.value.params["act_en"] == act.value


@pytest.mark.parametrize(("act", "role"), [(act, role) for act in ACTS for role in MAY[act]])
def test_each_role_in_the_table_suffices(act: Act, role: Role) -> None:
    perform = prepare(act)
    before = picture()
    perform(actor=with_role(role, perform.account))  # type: ignore[attr-defined]
    assert picture() != before


@pytest.mark.parametrize("act", [act for act in ACTS if Role.HOLDER in MAY[act]])
def test_a_holder_acts_for_its_own_accounts_only(act: Act) -> None:
    perform = prepare(act)
    with refused("forbidden"):
        perform(actor=with_role(Role.HOLDER))
    with refused("forbidden"):
        perform(actor=with_role(Role.HOLDER, perform.account + 1))  # type: ignore[attr-defined]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_without_a_role(act: Act) -> None:
    perform = prepare(act)
    with refused("forbidden"):
        perform(actor=actor(account_ids=frozenset({perform.account})))  # type: ignore[attr-defined]


@pytest.mark.parametrize("limit", ["programmes", "grants"])
@pytest.mark.parametrize("act", ACTS)
def test_a_right_limited_to_another_programme_does_not_reach(act: Act, limit: str) -> None:
    perform = prepare(act)
    for role in MAY[act]:
        fields = {"account_ids": frozenset({perform.account}), "source": "exchange.test"}  # type: ignore[attr-defined]
        if limit == "programmes":
            elsewhere = actor(role, programmes=frozenset({"CD"}), **fields)
            here = actor(role, programmes=frozenset({"BJ", "CD"}), **fields)
        else:
            elsewhere = actor(role, grants=frozenset({(role.value, "CD")}), **fields)
            here = actor(role, grants=frozenset({(role.value, "CD"), (role.value, "BJ")}), **fields)
        with refused("forbidden"):
            perform(actor=elsewhere)
    perform(actor=here)


def test_a_limited_exchange_settles_no_batch_with_a_foreign_trade() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    elsewhere = actor(Role.EXCHANGE, programmes=frozenset({"CD"}), source="exchange.test")
    trades = [Trade(ref(), a, b, w.batch, 5), Trade(ref(), a, b, w.batch, 6)]
    for mode in ("atomic", "per_trade"):
        with refused("forbidden"):
            settle_batch(actor=elsewhere, trades=trades, on=DAY, mode=mode, key=ref(), **WHY)  # type: ignore[arg-type]
    settle(actor=EXCHANGE, trade=trades[0], on=DAY, **WHY)
    with refused("forbidden"):
        undo_trade(actor=elsewhere, trade=trades[0].reference, on=DAY, reference=ref(), **WHY)


def test_one_exchange_does_not_undo_anothers_trade() -> None:
    w = World(n=2, each_t=100, listed_t=50)
    a, b = w.accounts
    trade = Trade(ref(), a, b, w.batch, 5)
    settle(actor=EXCHANGE, trade=trade, on=DAY, **WHY)
    other = actor(Role.EXCHANGE, source="exchange.other")
    with refused("trade_unknown"):
        undo_trade(actor=other, trade=trade.reference, on=DAY, reference=ref(), **WHY)


def test_a_holder_does_not_release_anothers_hold() -> None:
    w = World(n=2, each_t=100)
    a, b = w.accounts
    hold = holds.reserve(
        actor=with_role(Role.HOLDER, a), batch=w.batch, account=a, quantity_t=5, document="业务",
        reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    with refused("forbidden"):
        holds.release(actor=with_role(Role.HOLDER, b), hold=hold, reference=ref(), **WHY)


def test_rights_are_asked_before_anything_is_looked_up() -> None:
    """Who may not act learns neither that an account exists nor that it does not."""
    w = World(n=1)
    stranger = with_role(Role.HOLDER, w.accounts[0])
    for account in (w.accounts[0], 999_999):
        with pytest.raises(CodedError, match="forbidden"):
            units.transfer(
                actor=stranger, batch=w.batch, source=account, destination=account, quantity_t=1,
                reference=ref(), **WHY,
            )  # fmt: skip


def test_the_role_that_let_the_actor_in_is_recorded() -> None:
    from registry.ledger.models import Entry

    w = World(n=2)
    a, b = w.accounts
    both = actor(Role.MAKER, Role.CHECKER, name="赵芳")
    reply = units.transfer(
        actor=both, batch=w.batch, source=a, destination=b, quantity_t=1, reference=ref(), **WHY
    )
    request = Entry.objects.get(id=reply["entry"]).request
    assert (request.actor_role, request.actor_name) == ("checker", "赵芳")
    assert request.reason == "测试（复核单 FH-BJ-2026-000001，经办 郑经办）"
    assert (request.ip, request.client) == ("10.0.0.1", CHECKER.source)


SECONDED_ACTS = sorted(FOUR_EYES)


@pytest.mark.parametrize("act", SECONDED_ACTS)
def test_what_takes_two_persons_is_refused_to_one(act: Act) -> None:
    """Alone, or with an approval that the same person proposed."""
    perform = prepare(act)
    own = replace(SECONDED, maker_id=CHECKER.user_id)
    for role in MAY[act]:
        if role is Role.OPERATOR:
            continue
        for seconding in (None, own):
            alone = actor(role, seconding=seconding)
            with refused("second_person_needed") as caught:
                perform(actor=alone)
            assert caught.value.params["act_en"] == act.value


def test_forced_cancellation_too() -> None:
    w = World(n=1, each_t=10)
    frozen = holds.freeze(
        actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=5, document="甲",
        reference=ref(), **WHY,
    )["hold"]  # fmt: skip
    alone = actor(Role.APPROVER, seconding=None)
    with refused("second_person_needed"):
        holds.cancel_frozen(actor=alone, hold=frozen, document="乙", reference=ref(), **WHY)


def test_every_act_of_the_bureaus_people_takes_two() -> None:
    """Whatever staff may do is in FOUR_EYES: a new act is not forgotten."""
    assert {act for act in MAY if STAFF.intersection(MAY[act])} == FOUR_EYES
