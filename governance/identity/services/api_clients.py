"""Programs that call the interface: registered by two persons (proposed by one, done by the security
administrator who approves it), switched off by the security administrator alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import ApiClient, User
from governance.identity.rights import require, require_reason, require_second
from governance.identity.roles import Role
from governance.identity.services.api_keys import revoke_key

REGISTER = {"act": "登记接口客户端", "act_en": "register a client"}
_CODE = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)+")
_PROGRAMME = re.compile(r"[A-Z]{2,10}")


@transaction.atomic
def create_client(
    *,
    actor: Actor,
    code: str,
    name: str,
    programmes: Sequence[str],
    reason: str,
    organisation_code: str = "",
) -> ApiClient:
    """Register a program, confined to ``programmes``. It has no key yet.

    Raises ``forbidden``, ``second_person_needed``, ``reason_missing``, ``client_code``,
    ``client_scope``.
    """
    require(actor, Role.SECURITY_ADMIN, **REGISTER)
    second = require_second(actor, **REGISTER)
    reason = require_reason(reason)
    username = f"api.{code}"
    taken = ApiClient.objects.filter(code=code).exists()
    if taken or len(code) > 40 or not _CODE.fullmatch(code):
        raise CodedError(IdentityCode.CLIENT_CODE, code=code)
    if User.objects.filter(username=username).exists():
        raise CodedError(IdentityCode.CLIENT_CODE, code=code)
    if not programmes or not all(_PROGRAMME.fullmatch(each) for each in programmes):
        raise CodedError(IdentityCode.CLIENT_SCOPE)
    user = User.objects.create(
        username=username, real_name=name[:50], is_active=False, password=make_password(None)
    )
    return ApiClient.objects.create(
        code=code,
        name=name,
        organisation_code=organisation_code,
        programmes=sorted(set(programmes)),
        user=user,
        reason=reason,
        created_by_id=actor.user_id,
        proposed_by_id=second.maker_id,
        approval_number=second.number,
    )


@transaction.atomic
def switch_off_client(*, actor: Actor, client: ApiClient, reason: str) -> ApiClient:
    """Refuse every key of the client from now on, by revoking them.

    Raises ``forbidden``, ``reason_missing``, ``client_inactive``.
    """
    require(actor, Role.SECURITY_ADMIN, act="停用接口客户端", act_en="switch off a client")
    reason = require_reason(reason)
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    if not client.is_active:
        raise CodedError(IdentityCode.CLIENT_INACTIVE, client=client.code)
    for key in client.keys.filter(revoked_at=None):
        if key.is_in_force:
            revoke_key(actor=actor, key=key, reason=reason)
    client.is_active = False
    client.switched_off_at = clock.now()
    client.switched_off_by_id = actor.user_id
    client.switch_off_reason = reason
    client.save(
        update_fields=["is_active", "switched_off_at", "switched_off_by", "switch_off_reason"]
    )
    return client
