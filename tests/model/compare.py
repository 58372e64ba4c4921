"""The tables of the ledger against the model, and the moves replayed from zero against the blocks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from tests.model.naive import Naive
from tests.model.places import total

STOPS = {"open": 0, "suspended": 1, "closed": 2}


def rows(query: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def check_everything(model: Naive) -> None:
    check_blocks(model)
    check_holdings(model)
    check_holds(model)
    found = dict(rows("SELECT id, status FROM ledger.account"))
    assert found == {n: a.status for n, a in model.accounts.items()}


def check_blocks(model: Naive) -> None:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for batch, *block in rows(
        "SELECT batch, first, last, account, bucket::text, hold, origin::text, bought_on"
        " FROM ledger.block ORDER BY batch, first"
    ):
        found.setdefault(batch, []).append(tuple(block))
    known = {
        n: [
            (b.first, b.last, b.account, b.bucket, b.hold, b.origin, b.bought_on)
            for b in batch.tiling.blocks
        ]
        for n, batch in model.batches.items()
    }
    assert found == known


def check_holdings(model: Naive) -> None:
    """Every balance equals its blocks; what was bought on the latest day is counted; the account's
    status stands on each row, and a place where somebody waits is marked."""
    unseen = {(b.account, n, b.bucket) for n, b in _free_blocks(model)}
    for account, batch, bucket, left_t, bought_t, bought_on, stop, waiting in rows(
        "SELECT account, batch, bucket::text, in_t - out_t, bought_t, bought_on, stop, waiting"
        " FROM ledger.holding"
    ):
        place = account, batch, bucket
        unseen.discard(place)
        blocks = model.free(account, batch, bucket)
        latest = [b for b in blocks if b.bought_on is not None and b.bought_on == bought_on]
        assert (left_t, bought_t) == (total(blocks), total(latest)), place
        assert all(b.bought_on is None or b.bought_on <= bought_on for b in blocks), place
        if not model.accounts[account].system:
            assert stop == STOPS[model.accounts[account].status], place
        if bucket in ("available", "trading") and model.waiting(account, batch):
            assert waiting, place
    assert not unseen


def _free_blocks(model: Naive) -> list[tuple[int, Any]]:
    return [(n, b) for n, batch in model.batches.items() for b in batch.tiling.blocks if not b.hold]


def check_holds(model: Naive) -> None:
    found = rows(
        "SELECT id, kind, account, batch, document, requested_t, in_t - out_t, waiting_t,"
        " expires_on, status, bucket::text FROM ledger.hold ORDER BY rank"
    )
    by_rank = sorted(model.holds.items(), key=lambda item: item[1].rank)
    known = [
        (n, h.kind, h.account, h.batch, h.document, h.requested_t, total(model.held(n)),
         h.waiting_t, h.expires_on, h.status, h.bucket)
        for n, h in by_rank
    ]  # fmt: skip
    assert found == known


def check_replay() -> None:
    """Every serial followed through every move from zero, one by one: each move finds all its
    serials at its source, and in the end they lie where the blocks say."""
    places: dict[tuple[int, int], tuple[Any, ...]] = {}
    for batch, home, quantity_t in rows("SELECT id, home, quantity_t FROM ledger.batch"):
        for serial in range(1, quantity_t + 1):
            places[batch, serial] = (home, "unissued", None, None)
    for batch, first, last, *ends in rows(
        "SELECT batch, first, last, src_account, src_bucket::text, src_hold,"
        " dst_account, dst_bucket::text, dst_hold, bought_on FROM ledger.move ORDER BY entry, line"
    ):
        for serial in range(first, last + 1):
            assert places[batch, serial][:3] == tuple(ends[:3]), (batch, serial)
            places[batch, serial] = tuple(ends[3:])
    assert places == _as_blocks_say()


def _as_blocks_say() -> dict[tuple[int, int], tuple[int, str, int | None, dt.date | None]]:
    found = rows(
        "SELECT batch, first, last, account, bucket::text, hold, bought_on FROM ledger.block"
    )
    return {
        (batch, serial): (account, bucket, hold, bought_on)
        for batch, first, last, account, bucket, hold, bought_on in found
        for serial in range(first, last + 1)
    }
