"""Holds: what is frozen or reserved, by which document, how much of it is there, how much waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from core import clock
from governance.audit.trail.words import having
from governance.identity.list_paging import COUNTED, BoundedPaginator
from registry.ledger.admin.base import LedgerAdmin
from registry.ledger.admin.filters import BatchProgrammeFilter
from registry.ledger.admin.hold_acts import ACTS
from registry.ledger.admin.proposing import Proposing, proposals_table
from registry.ledger.admin.tables import (
    MOVE_COLUMNS,
    Table,
    move_row,
    range_of,
    to_account,
    to_batch,
    to_entry,
    to_hold,
)
from registry.ledger.models import Account, Batch, Block, Hold
from registry.ledger.selectors.movements import moves_of_hold
from registry.organisations.selectors.holders import display_names

SHOWN = 100
SOON = dt.timedelta(days=30)


class StateFilter(admin.SimpleListFilter):
    """What needs someone's eye: queues, and expiries near or past."""

    title = "关注"
    parameter_name = "eye"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("waiting", "有轮候数量"),
            ("soon", "30 天内到期"),
            ("past", "已过到期日，尚未解除"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = clock.today()
        match self.value():
            case "waiting":
                return queryset.filter(waiting_t__gt=0)
            case "soon":
                return queryset.filter(status="open", expires_on__range=(today, today + SOON))
            case "past":
                return queryset.filter(status="open", expires_on__lt=today)
        return queryset


class NewestFirst(BoundedPaginator):
    """Counts along the list's own order, which an index has whatever the filter; a search has an index
    of its own."""

    @cached_property
    def found(self) -> int:
        rows: Any = self.object_list
        order = () if "document_grams" in rows.query.annotations else ("-id",)
        return rows.order_by(*order).values("pk")[: COUNTED + 1].count()


@admin.register(Hold)
class HoldAdmin(Proposing, LedgerAdmin):
    acts = ACTS
    paginator = NewestFirst
    list_display = [
        *("id_shown", "kind", "document", "who", "requested_shown", "left_shown", "waiting_shown"),
        *("expires_shown", "status", "batch_code"),
    ]
    list_filter = ["status", "kind", StateFilter, BatchProgrammeFilter]
    search_fields = ["document"]
    search_help_text = "按文书号中的任意一段，或账号查找"
    ordering = ["-id"]
    unit = "（数量单位：吨）"
    fieldsets = [
        (
            None,
            {"fields": ["kind", "status", "document", "account_link", "holder_name", "batch_link"]},
        ),
        (
            "数量（吨）与期限",
            {"fields": ["requested_shown", "left_shown", "waiting_shown", "expires_shown"]},
        ),
        ("来由", {"fields": ["entry_link"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        return super().get_queryset(request).select_related("account", "batch")

    def dress(self, rows: list[Any]) -> None:
        """Only the rows that are shown get their account and batch; a join would be made for all that
        a search finds."""
        accounts = Account.objects.in_bulk({row.account_id for row in rows})
        batches = Batch.objects.in_bulk({row.batch_id for row in rows})
        for row in rows:
            row.account, row.batch = accounts[row.account_id], batches[row.batch_id]
        self._name_holders(rows)

    def _name_holders(self, rows: list[Any]) -> None:
        names = display_names(r.account.holder_uuid for r in rows if r.account.holder_uuid)
        for row in rows:
            row.holder = names.get(row.account.holder_uuid, "")

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and not hasattr(found, "holder"):
            self._name_holders([found])
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Hold], search_term: str
    ) -> tuple[QuerySet[Hold], bool]:
        """Documents of freezes and reservations; sell orders are found by their account."""
        queryset = queryset.select_related(None)
        term = search_term.strip()
        if not term:
            return queryset, False
        accounts = list(Account.objects.filter(number=term.upper()).values_list("id", flat=True))
        if accounts:
            return queryset.filter(account__in=accounts), False
        return having(queryset.exclude(kind=Hold.Kind.ORDER), "document", term), False

    def tables(self, request: HttpRequest, obj: Hold) -> Sequence[Table]:
        return [self._blocks(obj), self._queue(obj), self._moves(obj), proposals_table(obj)]

    def _blocks(self, hold: Hold) -> Table:
        blocks = Block.objects.filter(
            account=hold.account_id, batch=hold.batch_id, bucket=hold.bucket, hold=hold.id
        ).order_by("first")[: SHOWN + 1]
        rows = [
            [range_of(hold.batch, block.first, block.last), block.last - block.first + 1]
            for block in blocks
        ]
        more = f"只列出前 {SHOWN} 段。" if len(rows) > SHOWN else ""
        return Table(
            "现在的序列号段", ["序列号段", "#数量（吨）"], rows[:SHOWN], "现在没有减排量。", more
        )

    def _queue(self, hold: Hold) -> Table:
        """Who waits for the same units, in order (轮候)."""
        same = Hold.objects.filter(account=hold.account_id, batch=hold.batch_id, status="open")
        freezes = same.exclude(kind__in=[Hold.Kind.ORDER, Hold.Kind.RESERVATION]).order_by("rank")
        rows = [
            [
                to_hold(each),
                each.get_kind_display(),
                each.document,
                each.left_t,
                each.waiting_t,
                each.expires_on,
            ]
            for each in freezes[:SHOWN]
        ]
        return Table(
            "同一账户、同一批次的有效冻结（按次序）",
            ["编号", "类别", "文书号", "#已冻结（吨）", "#轮候（吨）", "到期日"],
            rows,
            "没有有效的冻结。",
            note="前面的冻结解除或到期后，减排量依次转给轮候的冻结，不会变为可用。",
        )

    def _moves(self, hold: Hold) -> Table:
        rows = [move_row(move) for move in moves_of_hold(hold, limit=SHOWN)]
        more = f"只列出前 {SHOWN} 段。" if len(rows) == SHOWN else ""
        return Table("转入和转出", MOVE_COLUMNS, rows, "还没有冻结到减排量，全部在轮候。", more)

    @admin.display(description="编号", ordering="id")
    def id_shown(self, hold: Hold) -> int:
        return hold.id

    @admin.display(description="账户")
    def account_link(self, hold: Hold) -> str:
        return to_account(hold.account)

    @admin.display(description="持有人")
    def holder_name(self, hold: Hold) -> str:
        return hold.holder or "—"  # type: ignore[attr-defined]

    @admin.display(description="批次")
    def batch_code(self, hold: Hold) -> str:
        return hold.batch.code

    @admin.display(description="批次")
    def batch_link(self, hold: Hold) -> str:
        return to_batch(hold.batch)

    @admin.display(description="账户与持有人")
    def who(self, hold: Hold) -> str:
        return format_html("{}<br>{}", to_account(hold.account), self.holder_name(hold))

    @admin.display(description="到期日", ordering="expires_on")
    def expires_shown(self, hold: Hold) -> str:
        return hold.expires_on.isoformat() if hold.expires_on else "—"

    @admin.display(description="申请")
    def requested_shown(self, hold: Hold) -> str:
        return f"{hold.requested_t:,}"

    @admin.display(description="现有")
    def left_shown(self, hold: Hold) -> str:
        return f"{hold.left_t:,}"

    @admin.display(description="轮候")
    def waiting_shown(self, hold: Hold) -> str:
        return f"{hold.waiting_t:,}"

    @admin.display(description="设立分录")
    def entry_link(self, hold: Hold) -> str:
        return to_entry(hold.entry)
