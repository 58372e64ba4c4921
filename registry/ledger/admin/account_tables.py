"""The tables of an account's page: balances, holds, newest moves, and its own life."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core import clock
from registry.ledger.admin.tables import MOVE_COLUMNS, Table, move_row, to_batch, to_entry, to_hold
from registry.ledger.models import Account, Batch, Bucket, Hold
from registry.ledger.selectors.balances import newest_balances
from registry.ledger.selectors.movements import life_of, moves_of
from registry.ledger.selectors.past import balances_on

SHOWN = 50
BATCHES = 50


def account_tables(account: Account, day: dt.date | None) -> list[Table]:
    """``day``: the balances at the end of that business day; None for the present."""
    return [_balances(account, day), _holds(account), _moves(account), _life(account)]


def _balances(account: Account, day: dt.date | None) -> Table:
    """One row a batch, one column a bucket, and the sum."""
    by_batch: dict[int, dict[Bucket, int]] = defaultdict(dict)
    totals: dict[Bucket, int] = defaultdict(int)
    if day is None:
        found, totals = newest_balances(account.id, batches=BATCHES + 1)
    else:
        found = balances_on(account.id, day)
        for balance in found:
            totals[balance.bucket] += balance.quantity_t
    for balance in found:
        by_batch[balance.batch][balance.bucket] = balance.quantity_t
    system = account.kind == Account.Kind.SYSTEM
    buckets = [Bucket.UNISSUED] if system else [b for b in Bucket if b != Bucket.UNISSUED]
    shown = sorted(by_batch, reverse=True)[:BATCHES]
    batches = Batch.objects.in_bulk(shown)
    rows: list[list[Any]] = [
        [to_batch(batches[batch]), *(by_batch[batch].get(bucket) for bucket in buckets)]
        for batch in shown
    ]
    if rows:
        rows.append(["合计", *(totals.get(bucket) for bucket in buckets)])
    then = "" if day is None else "那一天日终"
    return Table(
        "余额（吨）" if day is None else f"{day:%Y-%m-%d} 日终余额（吨）",
        ["批次", *(f"#{bucket.label}" for bucket in buckets)],
        rows,
        f"{then}没有{'未签发的' if system else ''}减排量。",
        f"只列出最新的 {BATCHES} 个批次，合计包括全部。" if len(by_batch) > BATCHES else "",
        _picker(day),
    )


def _picker(day: dt.date | None) -> str:
    """A choice of day. Its form stands outside that of the page (``form="pick-day"``)."""
    back = mark_safe(' <a href="?">看现在</a>') if day else ""
    return format_html(
        '<label>看过去某日日终的余额：<input type="date" name="on" form="pick-day" max="{}" value="{}">'
        '</label> <button type="submit" form="pick-day" class="button">查看</button>{}',
        *(clock.today().isoformat(), day.isoformat() if day else "", back),
    )


def _holds(account: Account) -> Table:
    found = Hold.objects.filter(account=account.id, status="open").select_related("batch")
    rows = [
        [
            to_hold(hold),
            hold.get_kind_display(),
            hold.document,
            hold.batch.code,
            hold.left_t,
            hold.waiting_t,
            hold.expires_on,
        ]
        for hold in found.order_by("id")[: SHOWN + 1]
    ]
    return Table(
        "有效的冻结与预留",
        ["编号", "类别", "文书号", "批次", "#现有（吨）", "#轮候（吨）", "到期日"],
        rows[:SHOWN],
        "没有冻结，也没有预留。",
        f"只列出最早的 {SHOWN} 项。" if len(rows) > SHOWN else "",
    )


def _moves(account: Account) -> Table:
    rows = [move_row(move) for move in moves_of(account.id, limit=SHOWN)]
    url = reverse("admin:ledger_entry_changelist")
    more = format_html('<a href="{}?account={}">全部分录</a>', url, account.id) if rows else ""
    return Table(f"最近的划转（至多 {SHOWN} 条）", MOVE_COLUMNS, rows, "还没有转入或转出。", more)


def _life(account: Account) -> Table:
    rows = [
        [
            to_entry(entry.id),
            entry.on_date,
            entry.get_act_display(),
            entry.reference,
            entry.request.actor_name,
            entry.request.reason,
        ]
        for entry in life_of(account.id)[:SHOWN]
    ]
    columns = ["分录", "业务日期", "业务", "业务编号", "办理人", "理由"]
    return Table("开户、停用、恢复、销户", columns, rows)
