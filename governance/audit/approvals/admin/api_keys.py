"""The pages of API clients and their keys, with the buttons that propose.

The pages are identity's (``governance/identity/admin/clients.py``: read, switch off, revoke). Identity does
not know of approvals, so this room registers them anew with what takes two persons added.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from governance.audit.approvals.admin.adding import ProposedAdding
from governance.audit.approvals.admin.api_key_forms import ClientForm, KeyForm, RotationForm
from governance.audit.approvals.admin.proposing import Proposing, proposal
from governance.audit.approvals.api_keys import (
    CLIENT,
    KEY,
    KINDS,
    PROPOSERS,
    ROTATION,
    programme_of,
)
from governance.audit.approvals.models import Approval, Status
from governance.identity.admin.clients import ApiClientAdmin, ApiKeyAdmin
from governance.identity.models import ApiClient, ApiKey

REGISTER = proposal(
    *("add", "申请登记接口客户端", CLIENT, ClientForm, lambda obj: True),
    "登记的是调用接口的程序，例如交易机构的系统。登记后没有密钥，须另行申请签发。",
    roles=PROPOSERS,
)
ISSUE = proposal(
    *("issue-key", "申请签发密钥", KEY, KeyForm, lambda client: client.is_active),
    "已有的密钥不受影响。",
    roles=PROPOSERS,
)
ROTATE = proposal(
    *("rotate", "申请轮换", ROTATION, RotationForm),
    lambda key: key.is_in_force and key.client.is_active,
    "通过后签发新密钥，旧密钥在并用时间之后失效。",
    roles=PROPOSERS,
)


class WithApprovals(Proposing):
    """Also shows under which approval it came to be, and what still waits about the client."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = super().get_fields(request, obj)
        return ["approval" if name == "approval_number" else name for name in own] + ["waiting"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    @admin.display(description="复核单号")
    def approval(self, obj: ApiClient | ApiKey) -> str:
        found = Approval.objects.filter(number=obj.approval_number).first()
        return _link(found) if found else obj.approval_number

    @admin.display(description="该客户端的待复核事项")
    def waiting(self, obj: ApiClient | ApiKey) -> str:
        code = obj.code if isinstance(obj, ApiClient) else obj.client.code
        pending = Approval.objects.filter(status=Status.PENDING, object_label=code)
        found = pending.filter(kind__in=[kind.code for kind in KINDS]).order_by("uuid")
        return format_html_join(mark_safe("<br>"), "{}", ((_link(each),) for each in found)) or "无"


def _link(approval: Approval) -> str:
    url = reverse("admin:approvals_approval_change", args=[approval.uuid])
    return format_html('<a href="{}">{}</a>', url, approval)


admin.site.unregister([ApiClient, ApiKey])


@admin.register(ApiClient)
class ClientPages(ProposedAdding, WithApprovals, ApiClientAdmin):
    adding = REGISTER
    refused_at = {"client_code": "code", "client_scope": "programmes"}
    acts = (ISSUE, *ApiClientAdmin.acts)

    def programme_of(self, obj: Any) -> str:
        return programme_of(obj.programmes)


@admin.register(ApiKey)
class KeyPages(WithApprovals, ApiKeyAdmin):
    acts = (ROTATE, *ApiKeyAdmin.acts)

    def programme_of(self, obj: Any) -> str:
        return programme_of(obj.client.programmes)
