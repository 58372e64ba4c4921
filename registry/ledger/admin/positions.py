"""Holdings (持仓): who holds how much of which batch, in which place, over all accounts."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.audit.trail.words import having_in_any
from registry.ledger.admin.base import KeysetList, LedgerAdmin
from registry.ledger.admin.filters import BatchProgrammeFilter
from registry.ledger.admin.tables import to_account, to_batch, to_hold
from registry.ledger.models import Account, Batch, Bucket, Hold, Position
from registry.ledger.selectors.holders import accounts_of_holders_named
from registry.organisations.selectors.holders import display_names

BATCHES = 1_000


_MARK = re.compile(r"(\d{1,9})\.(\d{1,9})\.([a-z]{1,12})\.([\da-z-]{1,50})")


class PlaceFilter(admin.SimpleListFilter):
    """Where units are. What few accounts have is looked for among those accounts."""

    title = "位置"
    parameter_name = "bucket"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Bucket.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        bucket = self.value()
        if not bucket:
            return queryset
        if bucket in (Bucket.RESERVED, Bucket.FROZEN):
            held = Hold.objects.filter(status=Hold.Status.OPEN, bucket=bucket)
            queryset = queryset.filter(account__in=held.values("account"))
        if bucket == Bucket.UNISSUED:
            queryset = queryset.filter(account__kind=Account.Kind.SYSTEM)
        return queryset.filter(bucket=bucket)


@admin.register(Position)
class PositionAdmin(LedgerAdmin):
    list_display = ["account_link", "holder_name", "batch_link", "place", "quantity_shown", "kept"]
    list_display_links = None
    list_filter = [BatchProgrammeFilter, PlaceFilter]
    list_select_related = ["account", "batch"]
    search_fields = ["account"]
    search_help_text = "按账号、持有人名称，或方法学、项目代码中的任意一段查找"
    sortable_by = ()
    ordering = ["account", "batch", "bucket", "id"]
    next_label, first_label = "后面的", "回到开头"
    unit = "（数量单位：吨）"
    empty_hint = "签发一个批次后，持有人的持仓会出现在这里。"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        account = Account.objects.filter(number=term.upper()).values_list("id", flat=True).first()
        if account is not None:
            return queryset.filter(account=account), False
        named = having_in_any(
            Batch.objects.all(), ("project", "methodology", "external_code"), term
        )
        batches = list(named.values_list("id", flat=True)[:BATCHES])
        accounts = accounts_of_holders_named(term)
        return queryset.filter(Q(account__in=accounts) | Q(batch__in=batches)), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetList

    def go_on(self, rows: QuerySet[Any], before: str) -> QuerySet[Any]:
        found = _MARK.fullmatch(before)
        if found is None or found[3] not in Bucket.values:
            return rows
        account, batch, bucket, key = int(found[1]), int(found[2]), found[3], found[4]
        after = (
            Q(account__gt=account)
            | Q(account=account, batch__gt=batch)
            | Q(account=account, batch=batch, bucket__gt=bucket)
            | Q(account=account, batch=batch, bucket=bucket, id__gt=key)
        )
        return rows.filter(after, account__gte=account)

    def mark_of(self, row: Any) -> str:
        return f"{row.account_id}.{row.batch_id}.{row.bucket}.{row.pk}"

    def dress(self, rows: list[Any]) -> None:
        names = display_names(r.account.holder_uuid for r in rows if r.account.holder_uuid)
        for row in rows:
            row.holder = names.get(row.account.holder_uuid, "系统账户")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A holding has no page of its own: it is told on the page of its account."""
        if not self.has_view_permission(request) or request.method != "GET":
            raise PermissionDenied
        account = unquote(object_id).partition("-")[0]
        if not account.isdecimal():
            raise Http404
        return HttpResponseRedirect(reverse("admin:ledger_account_change", args=[account]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return self.change_view(request, object_id)

    @admin.display(description="账户")
    def account_link(self, row: Position) -> str:
        return to_account(row.account)

    @admin.display(description="持有人")
    def holder_name(self, row: Any) -> str:
        return row.holder

    @admin.display(description="批次")
    def batch_link(self, row: Position) -> str:
        return to_batch(row.batch)

    @admin.display(description="位置")
    def place(self, row: Position) -> str:
        return row.get_bucket_display()

    @admin.display(description="数量")
    def quantity_shown(self, row: Position) -> str:
        return f"{row.quantity_t:,}"

    @admin.display(description="冻结或预留")
    def kept(self, row: Position) -> str:
        return to_hold(row.hold)
