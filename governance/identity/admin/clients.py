"""Programs that call the interface, and their keys: read, switched off, revoked. Registering and issuing
take two people: ``governance/audit/approvals/admin/api_keys.py`` adds the buttons that propose it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from governance.identity.admin.protection import ActsOnly
from governance.identity.admin_acts import Act
from governance.identity.models import ApiClient, ApiKey
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.services.api_clients import switch_off_client
from governance.identity.services.api_keys import revoke_key

SECURITY = frozenset({Role.SECURITY_ADMIN})


class KeyInline(admin.TabularInline):
    model = ApiKey
    fields = (
        "prefix",
        "kind",
        "valid_from",
        "valid_to",
        "revoked_at",
        "last_used_at",
    )
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = "接口密钥（签发须经两人办理）"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # the page around it is guarded

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="凭证")
    def kind(self, key: ApiKey) -> str:
        return "公钥" if key.public_key else "密钥"


@admin.register(ApiClient)
class ApiClientAdmin(ActsOnly):
    view_roles = ADMINISTRATORS
    list_display = ["code", "name", "scope", "organisation_code", "is_active", "created_at"]
    list_filter = ["is_active"]
    search_fields = ["code", "name", "organisation_code"]
    fields = (
        "code",
        "name",
        "organisation_code",
        "scope",
        "is_active",
        "user",
        "created_reason",
        "proposed_by",
        "created_by",
        "approval_number",
        "created_at",
        "switched_off_at",
        "switched_off_by",
        "switch_off_reason",
    )
    readonly_fields = fields
    inlines = [KeyInline]
    change_list_template = "admin/staff/api_clients.html"
    acts: tuple[Act, ...] = (
        Act(
            name="switch-off",
            label="停用",
            roles=SECURITY,
            perform=lambda actor, client, data: switch_off_client(
                actor=actor, client=client, reason=data["reason"]
            ),
            offered=lambda client: client.is_active,
            warning="立即生效，全部密钥一并吊销，不能恢复；以后需要时请另行登记。",
        ),
    )

    @admin.display(description="机制")
    def scope(self, client: ApiClient) -> str:
        return "、".join(client.programmes)

    @admin.display(description="登记理由")
    def created_reason(self, client: ApiClient) -> str:
        return client.reason


@admin.register(ApiKey)
class ApiKeyAdmin(ActsOnly):
    view_roles = ADMINISTRATORS
    list_display = ["prefix", "client", "in_force", "valid_from", "valid_to", "last_used_at"]
    list_filter = ["client"]
    list_select_related = ["client"]
    search_fields = ["prefix", "client__code", "client__name"]
    fields = (
        "client",
        "prefix",
        "public_key",
        "valid_from",
        "valid_to",
        "proposed_by",
        "issued_by",
        "approval_number",
        "issued_at",
        "issue_reason",
        "revoked_at",
        "revoked_by",
        "revoke_reason",
        "last_used_at",
        "last_used_address",
    )
    readonly_fields = fields
    change_list_template = "admin/staff/api_clients.html"
    acts: tuple[Act, ...] = (
        Act(
            name="revoke",
            label="吊销",
            roles=SECURITY,
            perform=lambda actor, key, data: revoke_key(
                actor=actor, key=key, reason=data["reason"]
            ),
            offered=lambda key: key.revoked_at is None and key.is_in_force,
            warning="立即生效，不能恢复。",
        ),
    )

    @admin.display(description="签发理由")
    def issue_reason(self, key: ApiKey) -> str:
        return key.reason

    @admin.display(description="有效", boolean=True)
    def in_force(self, key: ApiKey) -> bool:
        return key.is_in_force
