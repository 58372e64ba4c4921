"""Tables inside detail pages, and the links between them: entry, account, batch, hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from registry.ledger.models import Account, Batch, Bucket, Entry, Hold, Move

MOVE_COLUMNS = ("分录", "业务日期", "业务", "转出", "转入", "#数量（吨）", "序列号段")

_WORDS, _NUMBER = "<td>", '<td class="number">'


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` that begin with ``#`` hold numbers. ``empty`` is what an empty table says;
    ``more`` is a last line, such as a link to the rest."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    empty: str = "没有记录。"
    more: Any = ""
    note: str = field(default="")

    @property
    def heads(self) -> list[tuple[str, bool]]:
        return [(column.removeprefix("#"), column.startswith("#")) for column in self.columns]

    @property
    def body(self) -> str:
        """The rows as HTML. Made here and not by a template, which takes three times as long."""
        before = [_NUMBER if number else _WORDS for _, number in self.heads]
        rows = (
            "".join(
                f"{start}{conditional_escape(_shown(cell))}</td>"
                for start, cell in zip(before, row, strict=True)
            )
            for row in self.rows
        )
        return mark_safe("".join(f"<tr>{row}</tr>\n" for row in rows))  # every cell is escaped


def _shown(cell: Any) -> Any:
    if cell is None or cell == "":
        return "—"
    if type(cell) is int:
        return f"{cell:,}"
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def link(model: str, key: Any, text: Any) -> str:
    """A link to a page of the ledger's admin; plain text when there is nothing to link to."""
    if key is None:
        return str(text)
    return format_html('<a href="{}">{}</a>', _address(model).replace("/0/", f"/{int(key)}/"), text)


@cache
def _address(model: str) -> str:
    """Of object 0: looking an address up takes longer than all the rest of a cell."""
    return reverse(f"admin:ledger_{model}_change", args=[0])


def to_account(account: Account) -> str:
    return link("account", account.id, account.number)


def to_batch(batch: Batch) -> str:
    return link("batch", batch.id, batch.code)


def to_entry(entry: int | None) -> str:
    return link("entry", entry, entry) if entry is not None else "—"


def to_line(entry: int | None, line: int | None) -> str:
    """A link to the page of one move."""
    if entry is None or line is None:
        return "—"
    url = reverse("admin:ledger_entry_line", args=[entry, line])
    return format_html('<a href="{}">分录 {} 第 {} 段</a>', url, entry, line)


def to_hold(hold: Hold | int | None) -> str:
    if hold is None:
        return "—"
    number = hold.id if isinstance(hold, Hold) else hold
    return link("hold", number, f"第 {number} 号")


def place(account: Account, bucket: str, hold: int | None = None) -> str:
    """``BJ-000001 · 冻结（第 7 号）`` with its links."""
    words = format_html("{} · {}", to_account(account), Bucket(bucket).label)
    return format_html("{}（{}）", words, to_hold(hold)) if hold is not None else words


def range_of(batch: Batch, first: int, last: int) -> str:
    """The printed serial block; its link leads to the batch, at that serial."""
    url = reverse("admin:ledger_batch_change", args=[batch.id])
    return format_html('<a href="{}?from={}">{}</a>', url, first, batch.serial(first, last))


def move_row(move: Move) -> list[Any]:
    """One row under ``MOVE_COLUMNS``."""
    entry: Entry = move.entry
    return [
        to_entry(entry.id),
        entry.on_date,
        entry.get_act_display(),
        place(move.src_account, move.src_bucket, move.src_hold),
        place(move.dst_account, move.dst_bucket, move.dst_hold),
        move.quantity_t,
        range_of(move.batch, move.first, move.last),
    ]
