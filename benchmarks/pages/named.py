"""Pages whose addresses take more than an object's key: serials, statements, the trail, one move, a past
day, the later pages of lists without page numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from core import clock
from registry.ledger.models import Batch

Found = Iterator[tuple[str, str]]
HEAVY_ACCOUNT = (
    "SELECT src_account FROM ledger.move WHERE entry = (SELECT max(entry) FROM ledger.move)"
)
_ORDINARY = "SELECT max(id) FROM ledger.account WHERE kind = 'holder'"
_SERIAL = "SELECT b.id, k.first, k.last FROM ledger.block k JOIN ledger.batch b ON b.id = k.batch "
SERIALS = {
    "newest move": f"{_SERIAL} WHERE k.entry = (SELECT max(entry) FROM ledger.move) LIMIT 1",
    "first block": f"{_SERIAL} ORDER BY k.batch, k.first LIMIT 1",
    "whole batch": "SELECT id, 1, quantity_t FROM ledger.batch ORDER BY id DESC LIMIT 1",
}
# What an auditor asks of the trail; ``{number}`` is the number of the account with the most moves.
TRAIL = {
    "newest": {},
    "actor": {"actor": "性能测试"},
    "words": {"words": "性能"},
    "rare words": {"words": "司法协助"},
    "nobody's words": {"words": "绝无此词"},
    "heavy account": {"thing": "{number}"},
    "reference": {"thing": "bench-000000007"},
    "holder": {"organisation": "绿色"},
    "rare act": {"act": "ledger:freeze"},
    "ordinary act": {"act": "ledger:settle"},
    "refused": {"result": "refused"},
    "address": {"ip": "10.9."},
    "long past": {"until": "2026-01-31"},
}


def one(query: str) -> Any:
    """The first row of a query, or None."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def serial_pages() -> Found:
    """The public page of a serial: one just moved, one of a small batch, and a whole large batch."""
    for which, query in SERIALS.items():
        batch, first, last = one(query)
        text = Batch.objects.get(id=batch).serial(first, last)
        yield f"serial ({which})", f"{reverse('disclosure:serials')}?{urlencode({'q': text})}"


def statement_pages() -> Found:
    """This month and a day of an ordinary account and of the one with the most moves; its later page."""
    today = clock.today()
    month = {"from_day": str(today.replace(day=1)), "to_day": str(today)}
    middle = "SELECT entry, line FROM ledger.move WHERE src_account = {0} ORDER BY entry OFFSET {1} LIMIT 1"
    for which, query in {"ordinary": _ORDINARY, "most moves": HEAVY_ACCOUNT}.items():
        [account] = one(query)
        address = reverse("admin:ledger_account_statement", args=[account])
        yield f"statement, month ({which})", f"{address}?{urlencode(month)}"
        past = month | {"to_day": str(today - dt.timedelta(days=1))}
        yield f"statement, to yesterday ({which})", f"{address}?{urlencode(past)}"
    [moves] = one(f"SELECT count(*) FROM ledger.move WHERE src_account = {account}")
    entry, line = one(middle.format(account, moves // 2))
    later = month | {"after": f"{entry}.{line}"}
    yield "statement, later page (most moves)", f"{address}?{urlencode(later)}"


def trail_pages() -> Found:
    """The trail as asked for in each way, and the page after the newest."""
    address = reverse("admin:trail_trail_changelist")
    [number] = one(f"SELECT number FROM ledger.account WHERE id = ({HEAVY_ACCOUNT})")
    for which, asked in TRAIL.items():
        words = {name: value.format(number=number) for name, value in asked.items()}
        yield f"trail ({which})", f"{address}?{urlencode(words)}"


def ledger_pages() -> Found:
    """One move; an account on a past day; entries of an account, of a day, and from the middle; holdings
    from the middle; a batch from a serial in the middle."""
    [heavy] = one(HEAVY_ACCOUNT)
    entry, line = one("SELECT entry, line FROM ledger.move ORDER BY entry DESC, line LIMIT 1")
    yield "move (newest)", reverse("admin:ledger_entry_line", args=[entry, line])
    account = reverse("admin:ledger_account_change", args=[heavy])
    yesterday = clock.today() - dt.timedelta(days=1)
    yield "account on a past day (most moves)", f"{account}?on={yesterday}"
    entries = reverse("admin:ledger_entry_changelist")
    yield "entries of an account (most moves)", f"{entries}?account={heavy}"
    yield "entries of today", f"{entries}?since={clock.today()}"
    yield "entries of an empty day", f"{entries}?until=2020-01-01"
    yield "entries from the middle", f"{entries}?before={entry // 2}"
    positions = reverse("admin:ledger_position_changelist")
    yield "holdings from the middle", f"{positions}?before={heavy}.1.available.x"
    [batch, quantity_t] = one("SELECT id, quantity_t FROM ledger.batch ORDER BY id DESC LIMIT 1")
    address = reverse("admin:ledger_batch_change", args=[batch])
    yield "batch from the middle (most blocks)", f"{address}?from={quantity_t // 2}"


NAMED: list[Callable[[], Found]] = [
    serial_pages,
    statement_pages,
    trail_pages,
    ledger_pages,
]
