"""Totals per programme that are kept for the public page: never older than the last act that changed one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.ledger.selectors.totals import counted_totals, programme_totals
from registry.ledger.services import units
from tests.registry.ledger.world import APPROVER, World, holder_of, make_batch, ref, to_trading

pytestmark = pytest.mark.django_db


def asked() -> int:
    """How many queries the totals took."""
    with CaptureQueriesContext(connection) as queries:
        counted_totals()
    return len(queries)


def test_counted_once_while_nothing_changes_them():
    w = World(n=2, each_t=100)
    first = counted_totals()
    assert first.totals == programme_totals()
    to_trading(w.accounts[0], w.batch, 5)
    assert counted_totals() == first
    assert asked() == 1


@pytest.mark.parametrize("act", ["issue", "retire", "cancel"])
def test_counted_anew_after_an_act_that_changes_them(act):
    w = World(n=2, each_t=100)
    account, before = w.accounts[0], counted_totals()
    what = {"batch": w.batch, "account": account, "quantity_t": 7, "reason": "测试"}
    match act:
        case "issue":
            make_batch({account: 7})
        case "retire":
            units.retire(actor=holder_of(account), reference=ref(), **what)
        case "cancel":
            units.cancel(actor=APPROVER, reference=ref(), **what)
    after = counted_totals()
    assert after.totals == programme_totals()
    assert after.totals != before.totals
