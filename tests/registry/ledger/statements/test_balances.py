"""The lines of a statement against a plain replay of all moves, at every border of a long story; and the
refusal to make a statement of a ledger in which somebody has changed a row."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import connection

from core.errors import CodedError
from registry.ledger.models import Account, Batch, Move
from registry.ledger.models.buckets import Bucket
from registry.ledger.statements import movements
from registry.ledger.statements.balances import count_movements, lines
from registry.ledger.statements.movements import every, page
from registry.ledger.statements.period import Period, Stretch
from registry.ledger.statements.statement import checked_movements, statement
from tests.databases import FreshDatabase
from tests.registry.ledger.verify.story import told
from tests.registry.ledger.world import World, make_account, make_batch

ALL = Stretch(0, 2**40)
THIS_YEAR = Period(dt.date(2026, 1, 1), dt.date(2100, 1, 1))


def held(account: int, before: int) -> Counter[tuple[int, str]]:
    """Tonnes by batch and bucket after every entry below ``before``, replayed move by move."""
    found: Counter[tuple[int, str]] = Counter()
    for move in Move.objects.filter(entry__lt=before):
        if move.dst_account_id == account:
            found[move.batch_id, move.dst_bucket] += move.quantity_t
        if move.src_account_id == account:
            found[move.batch_id, move.src_bucket] -= move.quantity_t
    return Counter({place: t for place, t in found.items() if t})


@pytest.mark.django_db
def test_every_border_of_a_long_story():
    story = told()
    entries = sorted({move.entry_id for move in Move.objects.all()})
    borders = [entries[0], *entries[1::2], entries[-1] + 1]
    checked = 0
    for account in story.accounts:
        for start, end in zip(borders, borders[2:], strict=False):
            stretch = Stretch(start, end)
            found = lines(account, stretch)
            assert all(line.adds_up for line in found)
            opening = {(x.batch.id, x.bucket.value): x.opening_t for x in found if x.opening_t}
            closing = {(x.batch.id, x.bucket.value): x.closing_t for x in found if x.closing_t}
            assert (opening, closing) == (dict(held(account, start)), dict(held(account, end)))
            checked += len(found)
    assert checked > 100


@pytest.mark.django_db
def test_movements_are_those_of_the_lines_whatever_the_page():
    story = told()
    account = Account.objects.get(id=story.accounts[0])
    whole = page(account.id, ALL, limit=10_000)
    assert len(whole) == count_movements(account.id, ALL)
    after, paged = (0, 0), []
    while some := page(account.id, ALL, after=after, limit=7):
        paged += some
        after = some[-1].key
    assert paged == whole
    assert [m.key for m in whole] == sorted({m.key for m in whole})
    made = statement(account, THIS_YEAR)
    assert list(checked_movements(made)) == whole


@pytest.mark.django_db
def test_chunks_do_not_change_the_list(monkeypatch: pytest.MonkeyPatch):
    story = told()
    whole = list(every(story.accounts[1], ALL))
    monkeypatch.setattr(movements, "CHUNK", 3)
    assert list(every(story.accounts[1], ALL)) == whole


@pytest.mark.django_db
def test_what_each_movement_says():
    w = World(n=2, each_t=100, listed_t=30)
    account = Account.objects.get(id=w.accounts[0])
    issued, deposited = page(account.id, ALL, limit=10)
    assert (issued.came, issued.went, issued.counterparty) == (Bucket.AVAILABLE, None, "登记簿")
    assert (deposited.came, deposited.went) == (Bucket.TRADING, Bucket.AVAILABLE)
    assert deposited.counterparty == ""
    assert issued.serials == Batch.objects.get(id=w.batch).serial(1, 100)


@pytest.mark.django_db
def test_an_empty_account_has_an_empty_statement():
    made = statement(make_account(), THIS_YEAR)
    assert (made.lines, made.movements, list(checked_movements(made))) == ((), 0, [])


@pytest.mark.django_db
def test_the_system_account_has_none():
    make_batch({make_account().id: 5})
    with pytest.raises(CodedError) as caught:
        statement(Account.objects.get(programme="BJ", kind="system"), THIS_YEAR)
    assert caught.value.code == "statement_of_system_account"


@pytest.mark.django_db
def test_few_queries_however_many_movements(django_assert_num_queries):
    account = Account.objects.get(id=told().accounts[0])
    with django_assert_num_queries(5):  # borders, lines, batches, holder, count
        statement(account, THIS_YEAR)
    with django_assert_num_queries(2):
        page(account.id, ALL, limit=1000)


TAMPERINGS = {
    "a move is deleted": "DELETE FROM ledger.move WHERE entry = {entry}",
    "a move is made smaller": "UPDATE ledger.move SET last = last - 1 WHERE entry = {entry}",
    "a move goes to another": "UPDATE ledger.move SET dst_account = {other} WHERE entry = {entry}",
    "a balance is raised": "UPDATE ledger.holding SET in_t = in_t + 1"
    " WHERE account = {account} AND bucket = 'trading'",
}


@pytest.mark.parametrize("attack", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_changed_ledger_gets_no_statement(fresh_database: FreshDatabase, attack: str):
    w = World(n=2, each_t=100, listed_t=30)
    account = Account.objects.get(id=w.accounts[0])
    last = page(account.id, ALL, limit=10)[-1].entry
    assert statement(account, THIS_YEAR).lines
    connection.close()
    with fresh_database.connect_owner() as owner:
        for table in ("move", "holding"):
            owner.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        owner.execute(attack.format(entry=last, account=account.id, other=w.accounts[1]))
    with pytest.raises(CodedError) as caught:
        statement(account, THIS_YEAR)
    assert caught.value.code == "statement_does_not_add_up"
    assert "verify_ledger" in caught.value.zh
