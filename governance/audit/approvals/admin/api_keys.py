"""The pages of API clients and their keys, with the buttons that propose.

The pages are identity's (``governance/identity/admin/clients.py``: read, switch off, revoke). Identity does
not know of approvals, so this room registers them anew with what takes two persons added.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from governance.audit.approvals.admin.adding import ProposedAdding
from governance.audit.approvals.admin.api_key_forms import ClientForm, KeyForm, RotationForm
from governance.audit.approvals.admin.proposing import Proposing, proposal
from governance.audit.approvals.api_keys import CLIENT, KEY, PROPOSERS, ROTATION, programme_of
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

admin.site.unregister([ApiClient, ApiKey])


@admin.register(ApiClient)
class ClientPages(ProposedAdding, Proposing, ApiClientAdmin):
    adding = REGISTER
    refused_at = {"client_code": "code", "client_scope": "programmes"}
    acts = (ISSUE, *ApiClientAdmin.acts)

    def programme_of(self, obj: Any) -> str:
        return programme_of(obj.programmes)


@admin.register(ApiKey)
class KeyPages(Proposing, ApiKeyAdmin):
    acts = (ROTATE, *ApiKeyAdmin.acts)

    def programme_of(self, obj: Any) -> str:
        return programme_of(obj.client.programmes)
