"""Programmes and rule values, for reading. They are shipped by migration; changing them is a case
with a second person and comes with approvals."""

from __future__ import annotations

from django.contrib import admin

from governance.identity.roles import ADMINISTRATORS, STAFF, Role
from governance.identity.staff_admin import RoleGated
from governance.rulebook.models import Programme, RuleParameter

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
