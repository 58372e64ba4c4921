"""The list of methodologies, to look at: they change by the steps of their versions only."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from governance.identity.roles import ADMINISTRATORS, STAFF, Role
from governance.identity.staff_admin import RoleGated
from methodologies.publishing.models import Methodology, MethodologyVersion, State

READERS = ADMINISTRATORS | STAFF | {Role.DISTRICT, Role.SUPERVISOR, Role.EXPERT}


@admin.register(Methodology)
class MethodologyAdmin(RoleGated):
    """Drafts are their compilers' own: the list shows methodologies that came to publication."""

    view_roles = READERS
    list_display = ["code", "name_zh", "programme", "product_class", "in_force"]
    list_filter = ["programme", "product_class"]
    list_select_related = ["programme"]
    search_fields = ["code", "name_zh", "name_en"]
    fields = ["programme", "code", "name_zh", "name_en", "product_class", "in_force"]
    readonly_fields = ["in_force"]
    empty_hint = "方法学发布之后列在这里；正在办理的见办件。"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Methodology]:
        published = MethodologyVersion.objects.filter(state=State.PUBLISHED)
        found: QuerySet[Methodology] = super().get_queryset(request)
        return found.filter(versions__published_on__isnull=False).distinct().prefetch_related(
            Prefetch("versions", queryset=published, to_attr="present")
        )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="现行版本")
    def in_force(self, methodology: Methodology) -> str:
        found = getattr(methodology, "present", [])
        return "、".join(f"{e.version_code}（{e.effective_from} 起）" for e in found) or "—"
