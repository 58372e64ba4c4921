"""The list of mandates, for the bureau: to read, and to end. They are granted by owners."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from governance.audit.admin_base import DocumentAdmin
from governance.identity.admin_acts import Act
from registry.organisations.admin.rights import READERS, WRITERS
from registry.projects.models import Mandate, Scope
from registry.projects.services.mandates import end_mandate


@admin.register(Mandate)
class MandateAdmin(DocumentAdmin):
    view_roles = READERS
    list_display = [
        "owner",
        "agent",
        "scopes_shown",
        "document",
        "valid_from",
        "valid_to",
        "ended_at",
    ]
    list_select_related = ["owner", "agent"]
    search_fields = ["owner__name_zh", "agent__name_zh", "document"]
    search_help_text = "按委托单位、代理单位名称或委托书编号中的任意一段查找"
    empty_hint = "委托由委托单位的复核人员登记，登记后显示在这里。"
    fields: ClassVar[Any] = [
        "owner", "agent", "scopes_shown", "document", "valid_from", "valid_to", "granted_by",
        "granted_at", "ended_by", "ended_at",
    ]  # fmt: skip
    readonly_fields = fields
    acts = (
        Act(
            name="end",
            label="终止委托",
            roles=WRITERS,
            perform=lambda actor, found, data: end_mandate(
                actor=actor, reason=data["reason"], mandate=found.pk
            ),
            offered=lambda found: found.ended_at is None,
            warning="终止后，代理单位立即不能再办理委托单位的申请。",
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="委托事项")
    def scopes_shown(self, mandate: Mandate) -> str:
        labels: dict[Any, Any] = dict(Scope.choices)
        return "、".join(str(labels[each]) for each in mandate.scopes)
