"""Districts, for reading and for choosing."""

from __future__ import annotations

from django.contrib import admin

from governance.identity.staff_admin import RoleGated
from registry.organisations.admin.rights import READERS
from registry.organisations.models import District


@admin.register(District)
class DistrictAdmin(RoleGated):
    view_roles = READERS
    list_display = ["code", "name_zh", "name_en", "municipality", "kind"]
    list_filter = ["municipality", "kind"]
    search_fields = ["code", "name_zh", "name_en"]
