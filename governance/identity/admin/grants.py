"""Granting and ending roles, by the security administrator; the others of the 三员 may look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from governance.identity.admin_acts import Act
from governance.identity.models import RoleGrant
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.services.grants import grant_role, revoke_role
from governance.identity.staff_admin import ServiceAdmin, ServiceForm
from governance.identity.web import request_actor


class GrantForm(ServiceForm):
    refusal_fields = {
        "separate_duties": "role",
        "grant_exists": "role",
        "grant_to_self": "user",
        "grant_period": "valid_to",
        "grant_backdated": "valid_from",
        "programme_malformed": "programme",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "valid_from" in self.fields:
            self.fields["valid_from"].required = False
            self.fields["valid_from"].help_text = "留空表示立即生效"


@admin.register(RoleGrant)
class RoleGrantAdmin(ServiceAdmin):
    view_roles = ADMINISTRATORS
    write_roles = frozenset({Role.SECURITY_ADMIN})
    form = GrantForm
    list_display = [
        "user",
        "role",
        "scope",
        "in_force",
        "valid_from",
        "valid_to",
        "granted_by",
        "emergency",
    ]
    list_filter = ["role", "programme", ("break_glass", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "granted_by", "break_glass"]
    search_fields = ["user__username", "user__real_name", "reason"]
    autocomplete_fields = ["user"]
    fields = ["user", "role", "programme", "valid_from", "valid_to", "reason"]
    acts = (
        Act(
            name="revoke",
            label="终止授权",
            roles=frozenset({Role.SECURITY_ADMIN}),
            perform=lambda actor, grant, data: revoke_role(
                actor=actor, grant=grant, reason=data["reason"]
            ),
            offered=lambda grant: grant.revoked_by_id is None,
            warning="终止后立即生效，记录保留，不能恢复；需要时请重新授权。",
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A grant is never edited: end it and grant anew."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fields
        return [
            *self.fields[:-1],
            "grant_reason",
            "granted_by",
            "granted_at",
            "granted_ip",
            "revoked_by",
            "revoked_ip",
            "revoke_reason",
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"valid_from": None, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["grant_reason"]

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Model:
        return grant_role(
            actor=request_actor(request),
            user=data["user"],
            role=data["role"],
            programme=data["programme"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            reason=data["reason"],
        )

    @admin.display(description="应急")
    def emergency(self, grant: RoleGrant) -> str:
        opened = getattr(grant, "break_glass", None)
        return f"{opened.os_user}@{opened.host}" if opened else ""

    @admin.display(description="授权理由")
    def grant_reason(self, grant: RoleGrant) -> str:
        return grant.reason

    @admin.display(description="范围")
    def scope(self, grant: RoleGrant) -> str:
        return grant.programme or "全部机制"

    @admin.display(description="有效", boolean=True)
    def in_force(self, grant: RoleGrant) -> bool:
        return grant.is_in_force
