"""Holding accounts: who holds what; opening by the maker or checker; acts by those who decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from core import clock
from governance.identity.admin_acts import Act
from governance.identity.roles import Role
from governance.identity.staff_admin import ServiceAdmin, ServiceForm
from governance.identity.web import request_actor
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from registry.ledger.admin.account_acts import ACTS, ReferenceFields, reference_of
from registry.ledger.admin.account_tables import account_tables
from registry.ledger.admin.base import LedgerAdmin
from registry.ledger.admin.filters import ProgrammeFilter, programme_name
from registry.ledger.admin.tables import Table
from registry.ledger.models import Account, Bucket
from registry.ledger.selectors.places import balances_of
from registry.ledger.services.accounts import open_account
from registry.organisations.models import Holder
from registry.organisations.selectors.find_holder import find_holder, holders_named

OPENERS = frozenset({Role.MAKER, Role.CHECKER})


class OpenAccountForm(ReferenceFields, ServiceForm):
    programme = forms.ChoiceField(label="机制")
    holder_code = forms.CharField(
        label="持有人",
        max_length=40,
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        help_text="单位填统一社会信用代码，个人填证件号码；须先在“主体”中登记。",
    )
    refusal_fields = {
        "holder_may_not_hold": "holder_code",
        "holder_not_active": "holder_code",
        "holder_unknown": "holder_code",
        "account_exists": "holder_code",
        "reference_invalid": "reference",
        "reference_mismatch": "reference",
    }

    programmes: list[tuple[str, str]] = []  # those the clerk may open accounts in

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "programme" in self.fields:
            self.fields["programme"] = forms.ChoiceField(label="机制", choices=self.programmes)

    def clean_holder_code(self) -> Holder:
        holder = find_holder(self.cleaned_data["holder_code"])
        if holder is None:
            raise forms.ValidationError(
                "没有登记过这个代码或证件号码。请核对，或先到“主体”中登记该单位或个人。"
            )
        return holder


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
class AccountAdmin(LedgerAdmin, ServiceAdmin):
    form = OpenAccountForm
    write_roles = OPENERS
    acts = ACTS
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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request_actor(request).may(*OPENERS)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            fields = ["programme", "holder_code", "reference", "ticket", "reason"]
            return [(None, {"fields": fields})]
        shown = ["number", "holder_link", "programme_name", "status", "kind", "opened_at"]
        return [(None, {"fields": shown})]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None:
            return form
        actor = request_actor(request)
        in_force = Programme.objects.filter(status=Programme.Status.IN_FORCE)
        ours = in_force.exclude(legal_source=IMPORTED).order_by("code")
        programmes = [
            (each.code, str(each)) for each in ours if actor.may(*OPENERS, programme=each.code)
        ]
        return type(form.__name__, (form,), {"programmes": programmes})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "holder_code": request.GET.get("holder", ""),
            **super().get_changeform_initial_data(request),
        }

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
        return account_tables(obj, asked_day(request))

    def offered_acts(self, request: HttpRequest, obj: Account) -> Iterable[Act]:
        """Only what this person may do in this programme: no button that would be refused."""
        actor = request_actor(request)
        return [
            act
            for act in self.acts
            if actor.may(*act.roles, programme=obj.programme) and act.offered(obj)
        ]

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Account:
        return open_account(
            actor=request_actor(request),
            programme=data["programme"],
            holder=data["holder_code"].uuid,
            reason=data["reason"],
            reference=reference_of("开户", data),
        )

    @admin.display(description="持有人")
    def holder_name(self, account: Any) -> str:
        return account.holder or "系统账户"

    @admin.display(description="持有人")
    def holder_link(self, account: Any) -> str:
        if account.holder_uuid is None:
            return "系统账户（未签发的减排量在此）"
        url = reverse("admin:organisations_holder_change", args=[account.holder_uuid])
        return format_html('<a href="{}">{}</a>', url, account.holder)

    @admin.display(description="机制")
    def programme_name(self, account: Account) -> str:
        return programme_name(account.programme)
