"""Where units are, told in several ways for the pages: they agree with each other and with the ledger."""

from __future__ import annotations

from collections import Counter

import pytest

from registry.ledger.models import Bucket
from registry.ledger.selectors.balances import balances, newest_balances
from registry.ledger.selectors.places import balances_of, buckets_of_batch, places_of_batch
from registry.ledger.services import holds, units
from tests.registry.ledger.world import CHECKER, World, holder_of, make_batch, ref

pytestmark = pytest.mark.django_db
ALL = 1_000


@pytest.fixture
def world() -> World:
    """One account with a freeze beside what is available, one with nothing left but what it retired."""
    w = World(n=3, each_t=100, listed_t=20)
    a, b, _ = w.accounts
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=a, quantity_t=5, document="甲法院1号", reference=ref(),
        reason="司法协助",
    )  # fmt: skip
    units.retire(
        actor=holder_of(b), batch=w.batch, account=b, quantity_t=80, reference=ref(), reason="使用"
    )
    return w


def test_buckets_of_a_batch_are_the_sums_of_its_places(world):
    places = places_of_batch(world.batch, limit=ALL)
    assert sum(each.quantity_t for each in places) == 300
    tonnes, accounts = Counter(), Counter()
    for each in places:
        tonnes[each.bucket] += each.quantity_t
        accounts[each.bucket] += 1
    found = buckets_of_batch(world.batch)
    assert {each.bucket: (each.quantity_t, each.accounts) for each in found} == {
        bucket: (tonnes[bucket], accounts[bucket]) for bucket in tonnes
    }
    assert tonnes[Bucket.FROZEN] == 5


def test_places_of_a_batch_are_what_each_account_has(world):
    by_account = balances_of(world.accounts)
    for each in places_of_batch(world.batch, limit=ALL):
        assert by_account[each.account].pop(each.bucket) == each.quantity_t
    assert not any(by_account.values())
    largest = places_of_batch(world.batch, limit=1)
    assert [each.quantity_t for each in largest] == [80]


def test_newest_balances_and_the_sum_of_all(world):
    account = world.accounts[0]
    make_batch({account: 7})
    newest = make_batch({account: 11})
    shown, totals = newest_balances(account, batches=1)
    assert [(each.batch, each.quantity_t) for each in shown] == [(newest.id, 11)]
    whole = Counter()
    for each in balances(account):
        whole[each.bucket] += each.quantity_t
    assert totals == whole
    shown, _ = newest_balances(account, batches=ALL)
    assert sorted(shown, key=lambda b: (b.batch, b.bucket)) == sorted(
        balances(account), key=lambda b: (b.batch, b.bucket)
    )
