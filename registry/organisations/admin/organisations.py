"""The bureau's list of organisations: register, change, suspend, reactivate, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django_fsm import can_proceed

from governance.audit.admin_base import DocumentAdmin
from governance.identity.admin_acts import Act
from governance.identity.staff_admin import ServiceForm
from governance.identity.web import request_actor
from registry.organisations.admin.rights import READERS, WRITERS, district_only
from registry.organisations.models import Kind, Organisation, Status
from registry.organisations.selectors.search import organisations_having
from registry.organisations.services.change_organisation import change_organisation
from registry.organisations.services.organisation_status import (
    close_organisation,
    reactivate_organisation,
    suspend_organisation,
)
from registry.organisations.services.register_organisation import register_organisation


class OrganisationForm(ServiceForm):
    uscc = forms.CharField(
        label="统一社会信用代码",
        max_length=40,
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        help_text="18 位，照营业执照填写；登记后不能更改。",
    )
    kinds = forms.MultipleChoiceField(
        label="类别", choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    refusal_fields = {
        "uscc_length": "uscc",
        "uscc_characters": "uscc",
        "uscc_check": "uscc",
        "uscc_taken": "uscc",
        "kinds_missing": "kinds",
        "kinds_conflict": "kinds",
    }


class KindFilter(admin.SimpleListFilter):
    title = "类别"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kinds__contains=[self.value()]) if self.value() else queryset


def _act(name: str, label: str, service: Callable[..., Organisation], warning: str = "") -> Act:
    return Act(
        name=name,
        label=label,
        roles=WRITERS,
        perform=lambda actor, found, data: service(
            actor=actor, reason=data["reason"], organisation=found.pk
        ),
        offered=lambda found: can_proceed(getattr(found, name)),
        warning=warning,
    )


@admin.register(Organisation)
class OrganisationAdmin(DocumentAdmin):
    view_roles = READERS
    write_roles = WRITERS
    form = OrganisationForm
    list_display = ["name_zh", "uscc", "kinds_shown", "district_shown", "status"]
    list_filter = ["status", KindFilter, "district"]
    list_select_related = ["district"]
    search_fields = ["name_zh"]
    list_per_page = 50
    search_help_text = (
        "按名称、英文名称、联系人、地址或代码中的任意一段查找（代码宜从头输起）；多词用空格隔开"
    )
    empty_hint = "由经办或复核人员点击“增加单位”登记第一个单位。"
    fieldsets = [
        (None, {"fields": ["uscc", "name_zh", "name_en", "kinds", "status"]}),
        ("所在地", {"fields": ["district", "address"]}),
        ("联系方式", {"fields": ["contact_name", "contact_phone", "contact_email"]}),
        ("登记", {"fields": ["uuid", "registered_at"]}),
        ("办理", {"fields": ["reason"]}),
    ]
    acts = (
        _act("suspend", "暂停", suspend_organisation, "暂停后该单位不得办理新业务，可以恢复。"),
        _act("reactivate", "恢复", reactivate_organisation),
        _act("close", "注销登记", close_organisation, "注销后不能恢复，该代码也不能再次登记。"),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        closed = obj is not None and obj.status == Status.CLOSED
        return not closed and super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return organisations_having(queryset, search_term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        organisations = super().get_queryset(request)
        district = district_only(request)
        return organisations if district is None else organisations.filter(district_id=district)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        settled = ["status", "uuid", "registered_at"]
        return [*super().get_readonly_fields(request, obj), *settled, *(["uscc"] if obj else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Before registering there is no status or number; for readers kinds are shown by name."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            entry = ["uscc", "name_zh", "name_en", "kinds"]
            return [(None, {"fields": entry}), *(f for f in fieldsets[1:] if f[0] != "登记")]
        if self.writes(request, obj):
            return fieldsets
        return [
            (
                title,
                {**o, "fields": ["kinds_shown" if f == "kinds" else f for f in o["fields"]]},
            )
            for title, o in fieldsets
            if o["fields"]
        ]

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Organisation:
        details = {
            name: data[name]
            for name in (
                "name_zh",
                "name_en",
                "kinds",
                "address",
                "contact_name",
                "contact_phone",
                "contact_email",
            )
        }
        details["district_code"] = data["district"].pk if data["district"] else None
        actor, reason = request_actor(request), data["reason"]
        if obj is None:
            return register_organisation(actor=actor, reason=reason, uscc=data["uscc"], **details)
        return change_organisation(actor=actor, reason=reason, organisation=obj.pk, **details)

    @admin.display(description="所在区县", ordering="district")
    def district_shown(self, organisation: Organisation) -> str:
        return organisation.district.name_zh if organisation.district else "外地"

    @admin.display(description="类别")
    def kinds_shown(self, organisation: Organisation) -> str:
        return organisation.kinds_zh()
