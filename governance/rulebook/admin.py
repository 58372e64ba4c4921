"""Programmes, rule values and calendars. They are read here; a new value and a year's calendar are
proposed on these pages and decided by another person in 复核."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from governance.audit.approvals.admin.proposing import Proposing, proposal
from governance.identity.roles import ADMINISTRATORS, STAFF, Role
from governance.identity.staff_admin import RoleGated
from governance.rulebook.admin_forms import CalendarForm, ParameterForm
from governance.rulebook.approvals import CALENDAR, MAKERS, PARAMETER
from governance.rulebook.models import CalendarNotice, Programme, RuleParameter

READERS = ADMINISTRATORS | STAFF | {Role.DISTRICT, Role.SUPERVISOR, Role.EXPERT}


@admin.register(Programme)
class ProgrammeAdmin(RoleGated):
    view_roles = READERS
    list_display = ["code", "name_zh", "authority", "status", "legal_source"]
    search_fields = ["code", "name_zh", "name_en", "legal_source"]
    list_filter = ["status"]


class ProposingOnly(Proposing, RoleGated):
    """A page on which nothing is written; its buttons propose."""

    change_form_template = "admin/staff/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RuleParameter)
class RuleParameterAdmin(ProposingOnly):
    view_roles = READERS
    list_display = ["rule", "name", "programme", "value", "unit", "verified", "effective_from"]
    list_filter = ["programme", "verified"]
    list_select_related = ["programme"]
    search_fields = ["rule", "name", "legal_source", "clause"]
    acts = (
        proposal(
            *("change", "申请变更数值", PARAMETER, ParameterForm, lambda row: True),
            "新数值自生效日期起适用；原数值保留，到前一日为止。",
            roles=MAKERS,
        ),
    )

    def programme_of(self, obj: RuleParameter) -> str:
        return obj.programme_id or ""


@admin.register(CalendarNotice)
class CalendarNoticeAdmin(ProposingOnly):
    view_roles = READERS
    list_display = ["year", "edition", "number", "days", "loaded_at", "loaded_by"]
    fields = ["year", "edition", "number", "title", "text", "loaded_at", "loaded_by", "reason"]
    acts = (
        proposal(
            *("load", "申请装载新的安排", CALENDAR, CalendarForm, lambda row: True),
            "国务院办公厅发布下一年度安排后，照此格式编写文件；提交前先核对解读出的日期。",
            roles=MAKERS,
        ),
    )

    def programme_of(self, obj: CalendarNotice) -> str:
        return ""

    @admin.display(description="放假与调休")
    def days(self, notice: CalendarNotice) -> str:
        return f"放假 {len(notice.days_off)} 个工作日，调休上班 {len(notice.days_on)} 天"
