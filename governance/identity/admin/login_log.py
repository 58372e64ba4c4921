"""The log of log-ins, for the audit administrator: to read and to search, never to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from governance.identity.models import LoginEvent
from governance.identity.roles import Role
from governance.identity.staff_admin import RoleGated


class ReadOnly(RoleGated):
    """Nobody adds, changes or deletes here."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LoginEvent)
class LoginEventAdmin(ReadOnly):
    view_roles = frozenset({Role.AUDIT_ADMIN})
    list_display = ["happened_at", "kind", "username", "person", "address", "detail", "done_by"]
    list_filter = ["kind", "happened_at"]
    search_fields = ["username", "user__real_name", "address", "detail"]
    search_help_text = "用户名、姓名、地址或说明"
    list_select_related = ["user", "done_by"]
    date_hierarchy = "happened_at"
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "admin/staff/login_log.html"

    @admin.display(description="姓名", ordering="user")
    def person(self, event: LoginEvent) -> str:
        return event.user.real_name if event.user else "（无此用户）" if event.username else ""
