"""Batches: what was issued, and where its units are now, by bucket, by account, by serial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timezone import localtime

from core.errors import CodedError
from governance.audit.trail.words import having_in_any
from registry.ledger import serials
from registry.ledger.admin.base import LedgerAdmin
from registry.ledger.admin.filters import ProgrammeFilter, programme_name
from registry.ledger.admin.tables import Table, place, to_account, to_entry, to_hold, to_line
from registry.ledger.models import Account, Batch
from registry.ledger.selectors.places import (
    BucketTotal,
    blocks_of_batch,
    buckets_of_batch,
    issuing_entry,
    places_of_batch,
)
from registry.organisations.selectors.holders import display_names

SHOWN = 50
WORDS = ("project", "methodology", "external_code")


@admin.register(Batch)
class BatchAdmin(LedgerAdmin):
    programme_field = "programme"
    list_display = ["code", "quantity_shown", "period", "recorded"]
    list_display_links = ["code"]
    list_filter = [ProgrammeFilter]
    search_fields = ["project"]
    search_help_text = "按方法学代码、项目代码中的任意一段，或印出的序列号查找"
    ordering = ["-id"]
    empty_hint = "减排量签发后，每一次签发在这里成为一个批次。"
    fieldsets = [
        (None, {"fields": ["code", "quantity_shown", "programme_name", "methodology", "project"]}),
        ("签发", {"fields": ["vintage", "period", "issuance", "recorded", "entry_link"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Batch], search_term: str
    ) -> tuple[QuerySet[Batch], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            found = serials.parse(term)
        except CodedError:
            return having_in_any(queryset, WORDS, term), False
        return queryset.filter(
            programme=found.programme,
            methodology=found.methodology,
            project=found.project,
            vintage=found.vintage,
            issuance=found.issuance,
        ), False

    def tables(self, request: HttpRequest, obj: Batch) -> Sequence[Table]:
        totals = buckets_of_batch(obj.id)
        start = request.GET.get("from", "")
        first = int(start) if start.isdecimal() and len(start) <= 10 else 1
        return [self._by_bucket(totals), self._by_account(obj, totals), self._by_serial(obj, first)]

    def _by_bucket(self, totals: list[BucketTotal]) -> Table:
        rows = [[each.bucket.label, each.quantity_t] for each in totals]
        rows.append(["合计", sum(each.quantity_t for each in totals)])
        return Table("现在在哪里", ["位置", "#数量（吨）"], rows)

    def _by_account(self, batch: Batch, totals: list[BucketTotal]) -> Table:
        largest = places_of_batch(batch.id, limit=SHOWN)
        accounts = Account.objects.in_bulk({each.account for each in largest})
        names = display_names(a.holder_uuid for a in accounts.values() if a.holder_uuid)
        rows = []
        for each in largest:
            account = accounts[each.account]
            name = names[account.holder_uuid] if account.holder_uuid else "系统账户"
            rows.append([to_account(account), name, each.bucket.label, each.quantity_t])
        rest = sum(each.accounts for each in totals) - len(largest)
        more = f"另有 {rest:,} 处，数量更小。" if rest else ""
        return Table("由谁持有", ["账户", "持有人", "位置", "#数量（吨）"], rows, more=more)

    def _by_serial(self, batch: Batch, start: int) -> Table:
        blocks = blocks_of_batch(batch, start=start, limit=SHOWN + 1)
        rows = [
            [
                batch.serial(block.first, block.last),
                block.last - block.first + 1,
                place(block.account, block.bucket),
                to_hold(block.hold_id),
                to_line(block.entry, block.line),
            ]
            for block in blocks[:SHOWN]
        ]
        more: Any = ""
        if len(blocks) > SHOWN:
            more = format_html('<a href="?from={}">后面的序列号段</a>', blocks[SHOWN].first)
        return Table(
            "按序列号" if start == 1 else f"按序列号（从 {start:,} 起）",
            ["序列号段", "#数量（吨）", "所在", "冻结或预留", "来由"],
            rows,
            "没有这个序列号。",
            more,
        )

    @admin.display(description="批次", ordering="id")
    def code(self, batch: Batch) -> str:
        return batch.code

    @admin.display(description="数量（吨）")
    def quantity_shown(self, batch: Batch) -> str:
        return f"{batch.quantity_t:,}"

    @admin.display(description="机制")
    def programme_name(self, batch: Batch) -> str:
        return programme_name(batch.programme)

    @admin.display(description="监测期")
    def period(self, batch: Batch) -> str:
        if batch.period_from is None or batch.period_to is None:
            return batch.external_code or "—"
        return f"{batch.period_from:%Y-%m-%d} 至 {batch.period_to:%Y-%m-%d}"

    @admin.display(description="记录时间")
    def recorded(self, batch: Batch) -> str:
        return f"{localtime(batch.created_at):%Y-%m-%d %H:%M}"

    @admin.display(description="签发分录")
    def entry_link(self, batch: Batch) -> str:
        return to_entry(issuing_entry(batch.id))
