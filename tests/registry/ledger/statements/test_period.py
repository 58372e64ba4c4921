"""Where a period begins and ends: by the day of recording, each closing the next opening."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from core.clock import SHANGHAI
from core.errors import CodedError
from registry.ledger.models import Account, Entry
from registry.ledger.statements.period import Period, period, stretch_of
from registry.ledger.statements.statement import statement
from tests.databases import FreshDatabase
from tests.registry.ledger.world import World, make_account, make_batch, to_trading

D = dt.date


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((D(2026, 5, 2), D(2026, 5, 1)), "statement_period_invalid"),
        ((D(2026, 5, 1), D(2026, 5, 9)), "statement_period_future"),
    ],
)
@time_machine.travel("2026-05-08 23:59 +0800")
def test_what_is_no_period(days: tuple[dt.date, dt.date], code: str):
    with pytest.raises(CodedError) as caught:
        period(*days)
    assert caught.value.code == code
    assert str(days[1]) in caught.value.zh
    assert str(days[1]) in caught.value.en


@time_machine.travel("2026-05-08 00:01 +0800")
def test_today_is_a_period():
    assert str(period(D(2026, 5, 8), D(2026, 5, 8))) == "2026-05-08 至 2026-05-08"


@pytest.mark.django_db
def test_a_ledger_without_entries():
    stretch = stretch_of(Period(D(2026, 1, 1), D(2026, 1, 31)))
    assert stretch.start == stretch.end


def test_borders_lie_at_midnight_in_shanghai(fresh_database: FreshDatabase):
    """Moments are the database's own, so the owner sets them here, a day apart."""
    w = World(n=1, each_t=100)
    (account,) = Account.objects.filter(id=w.accounts[0])
    for quantity_t in (10, 20, 30):
        to_trading(account.id, w.batch, quantity_t)
    deposits = list(Entry.objects.filter(act="deposit").order_by("id"))
    midnight = dt.datetime(2026, 3, 2, tzinfo=SHANGHAI)
    moments = [
        midnight - dt.timedelta(seconds=1),
        midnight,
        midnight + dt.timedelta(hours=23, minutes=59, seconds=59),
    ]
    with fresh_database.connect_owner() as owner:
        owner.execute("ALTER TABLE ledger.request DISABLE TRIGGER ALL")
        owner.execute("UPDATE ledger.request SET at = %s", [midnight - dt.timedelta(days=9)])
        for entry, moment in zip(deposits, moments, strict=True):
            owner.execute(
                "UPDATE ledger.request SET at = %s WHERE id = %s", [moment, entry.request_id]
            )
    days = [D(2026, 3, 1), D(2026, 3, 2), D(2026, 3, 3)]
    stretches = [stretch_of(Period(day, day)) for day in days]
    assert stretches[0].end == stretches[1].start == deposits[1].id
    assert stretches[1].end == stretches[2].start == deposits[2].id + 1

    def trading(day: dt.date) -> tuple[int, int]:
        made = statement(account, Period(day, day))
        (line,) = [x for x in made.lines if x.bucket == "trading"]
        return line.opening_t, line.closing_t

    assert [trading(day) for day in days] == [(0, 10), (10, 60), (60, 60)]
    make_batch({make_account().id: 5})  # recorded now: what lies behind does not change
    assert [stretch_of(Period(day, day)) for day in days] == stretches
