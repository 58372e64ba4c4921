"""Holding accounts: who holds what. Opening and every act is proposed here and decided in 复核."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from core import clock
from registry.ledger.admin.account_acts import ACTS
from registry.ledger.admin.account_tables import account_tables
from registry.ledger.admin.base import LedgerAdmin
from registry.ledger.admin.filters import ProgrammeFilter, programme_name
from registry.ledger.admin.opening import OpeningPage
from registry.ledger.admin.proposing import proposals_table
from registry.ledger.admin.statement_pages import StatementPages, statement_link
from registry.ledger.admin.tables import Table
from registry.ledger.models import Account, Bucket
from registry.ledger.selectors.places import balances_of
from registry.organisations.models import Holder
from registry.organisations.selectors.find_holder import holders_named


def _amount(bucket: Bucket) -> Any:
    """A column of the list: tonnes in one bucket, put there by :meth:`AccountAdmin.dress`."""

    @admin.display(description=bucket.label)
    def amount_t(admin_page: AccountAdmin, account: Any) -> str:
        quantity_t = account.balances.get(bucket, 0)
        return f"{quantity_t:,}" if quantity_t else "—"

    return amount_t


def asked_day(request: HttpRequest) -> dt.date | None:
    """The day whose balances are asked for; None for the present, and for what is no past day."""
    try:
        day = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day < clock.today() else None


@admin.register(Account)
class AccountAdmin(StatementPages, OpeningPage, LedgerAdmin):
    acts = ACTS
    programme_field = "programme"
    list_display = [
        *("number", "holder_name", "programme", "status"),
        *("available_t", "trading_t", "reserved_t", "frozen_t", "retired_t", "cancelled_t"),
    ]
    list_filter = [ProgrammeFilter, "status", "kind"]
    search_fields = ["number"]
    search_help_text = "按账号（从头输起）、持有人名称中的任意一段，或统一社会信用代码查找"
    ordering = ["number"]
    empty_hint = "先在“主体”中登记单位或个人，再由经办或复核人员在此开户。"
    unit = "（数量单位：吨）"

    available_t = _amount(Bucket.AVAILABLE)
    trading_t = _amount(Bucket.TRADING)
    reserved_t = _amount(Bucket.RESERVED)
    frozen_t = _amount(Bucket.FROZEN)
    retired_t = _amount(Bucket.RETIRED)
    cancelled_t = _amount(Bucket.CANCELLED)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ["number", "holder_link", "programme_name", "status", "kind", "opened_at"]
        if obj.holder_uuid is not None:
            shown.append("statements")
        return [(None, {"fields": shown})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        holder = Holder.objects.filter(uuid=OuterRef("holder_uuid")).values("display_name")[:1]
        return super().get_queryset(request).annotate(holder=Subquery(holder))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Account], search_term: str
    ) -> tuple[QuerySet[Account], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        wanted = Q(number__startswith=term.upper()) | Q(holder_uuid__in=holders_named(term))
        return queryset.filter(wanted), False

    def dress(self, rows: list[Any]) -> None:
        balances = balances_of([account.id for account in rows])
        for account in rows:
            account.balances = balances.get(account.id, {})

    def tables(self, request: HttpRequest, obj: Account) -> Sequence[Table]:
        return [*account_tables(obj, asked_day(request)), proposals_table(obj)]

    @admin.display(description="持有人")
    def holder_name(self, account: Any) -> str:
        return account.holder or "系统账户"

    @admin.display(description="持有人")
    def holder_link(self, account: Any) -> str:
        if account.holder_uuid is None:
            return "系统账户（未签发的减排量在此）"
        url = reverse("admin:organisations_holder_change", args=[account.holder_uuid])
        return format_html('<a href="{}">{}</a>', url, account.holder)

    @admin.display(description="对账单")
    def statements(self, account: Account) -> str:
        return statement_link(account)

    @admin.display(description="机制")
    def programme_name(self, account: Account) -> str:
        return programme_name(account.programme)
