"""Opening an account twice or for someone who may not; changing status twice; closing too early."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from governance.identity.roles import Role
from registry.ledger.models import Account
from registry.ledger.services import holds, units
from registry.ledger.services.accounts import (
    close_account,
    open_account,
    resume_account,
    suspend_account,
)
from registry.ledger.services.issuance import BatchName, issue_batch
from registry.organisations.models import Organisation
from tests.registry.ledger.every_act import WHY, with_role
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import (
    APPROVER,
    CHECKER,
    EXCHANGE,
    World,
    make_account,
    make_batch,
    ref,
)
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db


def test_one_account_per_holder_and_programme() -> None:
    organisation = make_organisation()
    opened = {"actor": CHECKER, "holder": organisation.uuid, **WHY}
    open_account(programme="BJ", reference=ref(), **opened)
    with refused("account_exists", programme="BJ"):
        open_account(programme="BJ", reference=ref(), **opened)
    open_account(programme="CD", reference=ref(), **opened)


def test_an_unknown_programme() -> None:
    with refused("programme_unknown", programme="ZZ"):
        open_account(
            actor=CHECKER, programme="ZZ", holder=make_organisation().uuid, reference=ref(), **WHY
        )
    with refused("programme_unknown", programme="ZZ"):
        issue_batch(
            actor=APPROVER,
            name=BatchName("ZZ", "M1", "P1", 2025),
            shares={1: 1},
            reference=ref(),
            **WHY,
        )


def test_a_verifier_may_not_hold() -> None:
    verifier = make_organisation(kinds=["verifier"])
    with refused("holder_may_not_hold", name=verifier.name_zh) as caught:
        open_account(actor=CHECKER, programme="BJ", holder=verifier.uuid, reference=ref(), **WHY)
    assert caught.value.sentence.rule == "R-VVB-01"


def test_an_inactive_holder() -> None:
    organisation = make_organisation()
    Organisation.objects.filter(pk=organisation.pk).update(status="suspended")
    with refused("holder_not_active", name=organisation.name_zh):
        open_account(
            actor=CHECKER, programme="BJ", holder=organisation.uuid, reference=ref(), **WHY
        )


@pytest.mark.parametrize("field", ["reason", "reference"])
def test_a_refused_first_opening_leaves_no_system_account(field: str) -> None:
    assert not Account.objects.filter(programme="CCER").exists()
    bad = {
        "actor": CHECKER,
        "programme": "CCER",
        "holder": make_organisation().uuid,
        "reason": "测试",
        "reference": ref(),
    }
    with refused("reason_missing" if field == "reason" else "reference_invalid"):
        open_account(**bad | {field: ""})


def test_status_changes_once_and_closing_is_for_good() -> None:
    account = make_account().id
    change = {"actor": CHECKER, "account": account, **WHY}
    with refused("account_status_same", account=Account.objects.get(id=account).number):
        resume_account(reference=ref(), **change)
    suspend_account(reference=ref(), **change)
    with refused("account_status_same"):
        suspend_account(reference=ref(), **change)
    close_account(reference=ref(), **change)
    for act in (suspend_account, resume_account, close_account):
        with refused("account_closed"):
            act(reference=ref(), **change)


@pytest.mark.parametrize("act", [suspend_account, resume_account, close_account])
@pytest.mark.parametrize("account", [999_999, 2**40, "x"])
def test_status_of_an_unknown_account(act: Callable[..., Any], account: Any) -> None:
    with refused("account_unknown"):
        act(actor=CHECKER, account=account, reference=ref(), **WHY)


@pytest.mark.parametrize("rest", ["available", "trading", "frozen", "waiting"])
def test_only_an_empty_account_is_closed(rest: str) -> None:
    w = World(n=1, each_t=100)
    (rich,), account = w.accounts, make_account().id
    if rest != "waiting":
        units.transfer(
            actor=CHECKER,
            batch=w.batch,
            source=rich,
            destination=account,
            quantity_t=7,
            reference=ref(),
            **WHY,
        )
    if rest == "trading":
        units.deposit(
            actor=EXCHANGE, batch=w.batch, account=account, quantity_t=7, reference=ref(), **WHY
        )
    if rest in ("frozen", "waiting"):
        holds.freeze(
            actor=CHECKER,
            batch=w.batch,
            account=account,
            quantity_t=7,
            document="甲",
            reference=ref(),
            **WHY,
        )
    with refused("account_not_empty", left_t=7):
        close_account(actor=CHECKER, account=account, reference=ref(), **WHY)


def test_what_is_retired_does_not_keep_an_account_open() -> None:
    account = make_account().id
    batch = make_batch({account: 5}).id
    units.retire(
        actor=with_role(Role.OPERATOR),
        batch=batch,
        account=account,
        quantity_t=5,
        reference=ref(),
        **WHY,
    )
    close_account(actor=CHECKER, account=account, reference=ref(), **WHY)
    assert Account.objects.get(id=account).status == "closed"
