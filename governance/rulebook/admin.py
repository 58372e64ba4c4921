"""Programmes and rule values, for reading. They are shipped by migration; changing them is a case
with a second person and comes with approvals."""

from __future__ import annotations

from django.contrib import admin

from governance.identity.roles import ADMINISTRATORS, STAFF, Role
from governance.identity.staff_admin import RoleGated
from governance.rulebook.models import CalendarNotice, Programme, RuleParameter

READERS = ADMINISTRATORS | STAFF | {Role.DISTRICT, Role.SUPERVISOR, Role.EXPERT}


@admin.register(Programme)
class ProgrammeAdmin(RoleGated):
    view_roles = READERS
    list_display = ["code", "name_zh", "authority", "status", "legal_source"]
    search_fields = ["code", "name_zh", "name_en", "legal_source"]
    list_filter = ["status"]


@admin.register(RuleParameter)
class RuleParameterAdmin(RoleGated):
    view_roles = READERS
    list_display = ["rule", "name", "programme", "value", "unit", "verified", "effective_from"]
    list_filter = ["programme", "verified"]
    list_select_related = ["programme"]
    search_fields = ["rule", "name", "legal_source", "clause"]


@admin.register(CalendarNotice)
class CalendarNoticeAdmin(RoleGated):
    view_roles = READERS
    list_display = ["year", "edition", "number", "days", "loaded_at", "loaded_by"]
    fields = ["year", "edition", "number", "title", "text", "loaded_at", "loaded_by", "reason"]

    @admin.display(description="放假与调休")
    def days(self, notice: CalendarNotice) -> str:
        return f"放假 {len(notice.days_off)} 个工作日，调休上班 {len(notice.days_on)} 天"
