"""Holders, for reading: they come into being with their organisation or person, or by an import."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from governance.identity.staff_admin import RoleGated
from registry.organisations.admin.rights import READERS, district_only
from registry.organisations.models import Holder
from registry.organisations.selectors.search import holders_having


@admin.register(Holder)
class HolderAdmin(RoleGated):
    view_roles = READERS
    list_display = ["display_name", "kind", "uuid"]
    list_filter = ["kind"]
    search_fields = ["display_name"]
    search_help_text = "按名称中的任意一段、统一社会信用代码或编号查找"
    list_per_page = 50
    empty_hint = "登记单位或自然人后，持有人随之产生。"
    fields = ["uuid", "kind", "display_name", "organisation", "person", "external"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return holders_having(queryset, search_term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        holders = super().get_queryset(request)
        district = district_only(request)
        if district is None:
            return holders
        return holders.filter(
            Q(organisation__district_id=district) | Q(person__district_id=district)
        )
