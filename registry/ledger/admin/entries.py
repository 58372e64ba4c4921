"""Entries: every act, by whom, on what ground, under which reference; and its moves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from governance.identity.roles import Role
from registry.ledger.admin.base import KeysetList, LedgerAdmin
from registry.ledger.admin.filters import DayFilter
from registry.ledger.admin.reach import entries_within
from registry.ledger.admin.tables import (
    MOVE_COLUMNS,
    Table,
    link,
    move_row,
    to_entry,
    to_hold,
    to_line,
)
from registry.ledger.admin.trace import MovePages
from registry.ledger.admin.words import readable
from registry.ledger.models import Account, Act, Entry, Move
from registry.ledger.selectors.movements import entry_ids_of, sources, undone_by

SHOWN = 200
SOURCES = {"registry": "本系统编号", "ledger": "自动编号"}
# A day's settlement is one request: its reply and list of entries are large, and every entry has it.
UNREAD = ["request__reply", "request__entry_ids", "request__body", "content"]
MAX_ACCOUNT = 2**31 - 1
_MARK = re.compile(r"(\d{1,7})\.(\d{1,18})")  # day by its ordinal, entry
_ACCOUNT_NUMBER = re.compile(r"[A-Z]{2,10}-[0-9]{6,}")


class AccountFilter(admin.SimpleListFilter):
    """Shown only when a link from an account has set it."""

    title = "账户"
    parameter_name = "account"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        given = request.GET.get(self.parameter_name, "")
        account = None
        if (number := _account_number(given)) is not None:
            account = Account.objects.filter(id=number).first()
        return [(given, account.number if account else "没有该账户")] if given else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        if (number := _account_number(value)) is None:
            return queryset.none()
        return queryset.filter(id__in=entry_ids_of(number))


def _account_number(text: str) -> int | None:
    plain = text.isdecimal() and len(text) <= 10
    return int(text) if plain and int(text) <= MAX_ACCOUNT else None


@admin.register(Entry)
class EntryAdmin(MovePages, LedgerAdmin):
    list_display = [
        *("id_shown", "day", "act_shown", "quantity_shown", "route", "reference", "ground")
    ]
    list_filter = [AccountFilter, DayFilter, "act"]
    sortable_by = ()
    empty_hint = "开户、签发、交割等每一项业务都会在这里留下一条分录。"
    search_fields = ["reference"]
    search_help_text = "按分录号、业务编号（从头输起）或账号查找"
    ordering = ["-id"]
    fieldsets = [
        (None, {"fields": ["act_shown", "day", "quantity_shown", "price_shown", "number"]}),
        ("办理", {"fields": ["who", "role", "reason", "address", "recorded"]}),
        ("说明", {"fields": ["details", "related"]}),
    ]

    def within(self, rows: QuerySet[Any], programmes: Collection[str]) -> QuerySet[Any]:
        return entries_within(rows, programmes)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetList

    def get_ordering(self, request: HttpRequest) -> Any:
        """By number; within a period by business date, which an index then serves."""
        asked = DayFilter.names & request.GET.keys()
        return ["-on_date", "-id"] if asked else ["-id"]

    def go_on(self, rows: QuerySet[Any], before: str) -> QuerySet[Any]:
        found = _MARK.fullmatch(before)
        if found is None:
            return rows
        ordinal = max(1, min(int(found[1]), dt.date.max.toordinal()))
        day, number = dt.date.fromordinal(ordinal), int(found[2])
        if "-on_date" in rows.query.order_by:
            return rows.filter(Q(on_date=day, id__lt=number) | Q(on_date__lt=day), on_date__lte=day)
        return rows.filter(id__lt=number)

    def mark_of(self, row: Any) -> str:
        return f"{row.on_date.toordinal()}.{row.pk}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        first_line = Move.objects.filter(line=1).select_related("src_account", "dst_account")
        return (
            super()
            .get_queryset(request)
            .select_related("request")
            .defer(*UNREAD)
            .prefetch_related(Prefetch("moves", first_line, to_attr="first_moves"))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        """By number, by the beginning of a reference, or by account; each by an index."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if _ACCOUNT_NUMBER.fullmatch(term.upper()):
            account = Account.objects.filter(number=term.upper()).first()
            if account is None:
                return queryset.none(), False
            return queryset.filter(id__in=entry_ids_of(account.id)), False
        wanted = Q(source__in=sources(), reference__startswith=term)
        if term.isdecimal() and len(term) < 19:
            wanted |= Q(id=int(term))
        return queryset.filter(wanted), False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without its last part when there is nothing to say."""
        fieldsets = super().get_fieldsets(request, obj)
        silent = obj is None or (obj.detail is None and self.related(obj) == "—")
        return fieldsets[:-1] if silent else fieldsets

    def tables(self, request: HttpRequest, obj: Entry) -> Sequence[Table]:
        moves = obj.moves.select_related("entry", "batch", "src_account", "dst_account")
        rows = [
            [*move_row(move)[3:], to_line(obj.id, move.line)]
            for move in moves.order_by("line")[: SHOWN + 1]
        ]
        return [
            Table(
                "划转",
                [*MOVE_COLUMNS[3:], "来路与现状"],
                rows[:SHOWN],
                empty="这项业务不移动减排量。",
                more=f"只列出前 {SHOWN} 段。" if len(rows) > SHOWN else "",
            )
        ]

    @admin.display(description="分录", ordering="id")
    def id_shown(self, entry: Entry) -> int:
        return entry.id

    @admin.display(description="业务日期")
    def day(self, entry: Entry) -> str:
        return entry.on_date.isoformat()

    @admin.display(description="业务")
    def act_shown(self, entry: Entry) -> str:
        return entry.get_act_display()

    @admin.display(description="数量（吨）")
    def quantity_shown(self, entry: Entry) -> str:
        return f"{entry.quantity_t:,}"

    @admin.display(description="价格（元/吨）")
    def price_shown(self, entry: Entry) -> str:
        return "—" if entry.price_cny is None else f"{entry.price_cny:,.2f}"

    @admin.display(description="业务编号")
    def number(self, entry: Entry) -> str:
        return f"{entry.reference}（{SOURCES.get(entry.source, entry.source)}）"

    @admin.display(description="转出 → 转入")
    def route(self, entry: Entry) -> str:
        moves: list[Move] = entry.first_moves  # type: ignore[attr-defined]
        if not moves:
            return (entry.detail or {}).get("number", "—")
        source, destination = moves[0].src_account, moves[0].dst_account
        if source == destination:
            buckets = moves[0].get_src_bucket_display(), moves[0].get_dst_bucket_display()
            return format_html("{}<br>{} → {}", source, *buckets)
        return format_html("{}<br>→ {}", source, destination)

    @admin.display(description="办理人")
    def who(self, entry: Entry) -> str:
        return entry.request.actor_name

    @admin.display(description="角色")
    def role(self, entry: Entry) -> str:
        code = entry.request.actor_role
        return Role(code).zh if code in list(Role) else code

    @admin.display(description="理由")
    def reason(self, entry: Entry) -> str:
        return entry.request.reason

    @admin.display(description="办理人与理由")
    def ground(self, entry: Entry) -> str:
        return format_html("<b>{}</b><br>{}", entry.request.actor_name, entry.request.reason)

    @admin.display(description="来源地址")
    def address(self, entry: Entry) -> str:
        return entry.request.ip or "由命令或接口办理"

    @admin.display(description="记录时间")
    def recorded(self, entry: Entry) -> str:
        return f"{localtime(entry.request.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="内容")
    def details(self, entry: Entry) -> str:
        lines = readable(entry.detail)
        return format_html_join("", "<div>{}：{}</div>", lines) or "—"

    @admin.display(description="相关")
    def related(self, entry: Entry) -> str:
        """Links to what the entry names: account, batch, hold, the trade it undoes or was undone by."""
        detail = entry.detail or {}
        found = []
        if "account" in detail:
            found.append(("账户", link("account", detail["account"], detail.get("number", "查看"))))
        if "batch" in detail:
            found.append(("批次", link("batch", detail["batch"], "查看")))
        if "hold" in detail:
            found.append(("冻结或预留", to_hold(detail["hold"])))
        if entry.undoes is not None:
            found.append(("撤销的成交", to_entry(entry.undoes)))
        if entry.act == Act.SETTLE and (undo := undone_by(entry.id)) is not None:
            found.append(("已被撤销", to_entry(undo)))
        return format_html_join("", "<div>{}：{}</div>", found) or "—"
