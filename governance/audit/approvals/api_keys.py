"""Programs that call the interface, as kinds of approval: registering one, issuing it a key, rotating a
key. The system administrator proposes, the security administrator decides (三员).

A key's secret is made when it is approved and shown in that very answer; the result keeps its prefix.
They stand here because identity, whose services do the work, does not know of approvals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from core.errors import CodedError
from governance.audit.approvals.kinds import ApprovalKind, Link, Once, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import ApiClient, ApiKey
from governance.identity.roles import Role
from governance.identity.services.api_clients import create_client
from governance.identity.services.api_keys import Issued, issue_key, rotate

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CLIENT, KEY, ROTATION = "identity.api_client", "identity.api_key", "identity.api_key_rotate"
PROPOSERS = frozenset({Role.SYSTEM_ADMIN})
DECIDERS = frozenset({Role.SECURITY_ADMIN})


def programme_of(programmes: Iterable[str]) -> str:
    """The one programme that a right must reach; empty when there are several: then all."""
    each = set(programmes)
    return each.pop() if len(each) == 1 else ""


def client_of(payload: Payload) -> ApiClient:
    code = str(payload.get("client"))[:40]
    found = ApiClient.objects.filter(code=code).first()
    if found is None:
        raise CodedError(IdentityCode.CLIENT_UNKNOWN, client=code)
    return found


def key_of(payload: Payload) -> ApiKey:
    prefix = str(payload.get("key"))[:12]
    found = ApiKey.objects.select_related("client").filter(prefix=prefix).first()
    if found is None:
        raise CodedError(IdentityCode.KEY_UNKNOWN, prefix=prefix)
    return found


def _on_client(client: ApiClient, title: str) -> Subject:
    return Subject(programme_of(client.programmes), title, "api_client", None, client.code)


def _client_subject(payload: Payload) -> Subject:
    title = f"登记接口客户端：{payload['name']}（{payload['code']}）"
    return Subject(programme_of(payload["programmes"]), title, "api_client", None, payload["code"])


def _client_rows(payload: Payload) -> list[Row]:
    return [
        ("将办理", "登记接口客户端；登记后还没有密钥，须另行申请签发"),
        ("代码", payload["code"]),
        ("名称", payload["name"]),
        ("统一社会信用代码", payload.get("organisation_code") or "—"),
        ("机制", "、".join(payload["programmes"])),
    ]


def _register(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    client = create_client(
        actor=actor,
        code=payload["code"],
        name=payload["name"],
        programmes=payload["programmes"],
        organisation_code=payload.get("organisation_code", ""),
        reason=approval.reason,
    )
    return {"client": client.code}


def _proof_rows(payload: Payload) -> list[Row]:
    public_key = payload.get("public_key")
    return [
        ("有效期", f"{payload['days']} 天，自通过之时起"),
        ("凭证", "对方的公钥，没有需要交付的秘密" if public_key else "密钥，通过时只显示一次"),
        *([("公钥", public_key)] if public_key else []),
    ]


def _key_rows(payload: Payload) -> list[Row]:
    client = client_of(payload)
    return [("将办理", "签发接口密钥"), ("客户端", _to_client(client)), *_proof_rows(payload)]


def _rotation_rows(payload: Payload) -> list[Row]:
    key = key_of(payload)
    return [
        ("将办理", "轮换接口密钥：签发新密钥，旧密钥到时失效"),
        ("客户端", _to_client(key.client)),
        ("旧密钥", Link(key.prefix, "admin:identity_apikey_change", key.pk)),
        ("新旧并用", f"{payload['overlap_hours']} 小时"),
        *_proof_rows(payload),
    ]


def _to_client(client: ApiClient) -> Link:
    return Link(str(client), "admin:identity_apiclient_change", client.pk)


def _client_now(client: ApiClient) -> list[Row]:
    keys = [
        f"{key.prefix}（至 {localtime(key.valid_to):%Y-%m-%d}）"
        for key in client.keys.order_by("pk")
        if key.is_in_force
    ]
    return [
        ("客户端", _to_client(client)),
        ("状态", "启用" if client.is_active else "停用"),
        ("机制", "、".join(client.programmes)),
        ("有效的密钥", "、".join(keys) or "无"),
    ]


def _issue(payload: Payload, actor: Actor, approval: Approval) -> Once:
    return _once(
        issue_key(
            actor=actor,
            client=client_of(payload),
            days=payload["days"],
            public_key=payload.get("public_key", ""),
            reason=approval.reason,
        )
    )


def _rotate(payload: Payload, actor: Actor, approval: Approval) -> Once:
    return _once(
        rotate(
            actor=actor,
            key=key_of(payload),
            days=payload["days"],
            overlap_hours=payload["overlap_hours"],
            public_key=payload.get("public_key", ""),
            reason=approval.reason,
        )
    )


def _once(issued: Issued) -> Once:
    """What is kept names the key; the secret only travels on to the answer."""
    done = Once({"key": issued.key.prefix, "client": issued.key.client.code})
    done.secret = issued
    return done


def _answer(request: HttpRequest, issued: Issued) -> HttpResponse:
    from governance.identity.admin.secret_once import secret_page  # after the admin is set up

    return secret_page(request, issued)


def _outcome(approval: Approval) -> list[Row]:
    result = approval.result or {}
    rows: list[Row] = []
    if client := ApiClient.objects.filter(code=result.get("client")).first():
        rows.append(("客户端", _to_client(client)))
    if key := ApiKey.objects.filter(prefix=result.get("key")).first():
        rows.append(("新密钥", Link(key.prefix, "admin:identity_apikey_change", key.pk)))
        rows.append(("有效期至", f"{localtime(key.valid_to):%Y-%m-%d %H:%M}"))
    return rows


def _url(approval: Approval) -> str:
    client = ApiClient.objects.filter(code=approval.object_label).first()
    return _to_client(client).url if client else ""


_SHARED: dict[str, Any] = {
    "maker_roles": PROPOSERS,
    "checker_roles": DECIDERS,
    "outcome": _outcome,
    "url": _url,
}
KINDS = (
    ApprovalKind(
        code=CLIENT,
        zh="登记接口客户端",
        en="register a client",
        subject=_client_subject,
        describe=_client_rows,
        execute=_register,
        **_SHARED,
    ),
    ApprovalKind(
        code=KEY,
        zh="签发接口密钥",
        en="issue a key",
        subject=lambda payload: _on_client(
            client_of(payload), f"签发接口密钥：{client_of(payload)}，{payload['days']} 天"
        ),
        describe=_key_rows,
        before=lambda payload: _client_now(client_of(payload)),
        execute=_issue,
        answer=_answer,
        **_SHARED,
    ),
    ApprovalKind(
        code=ROTATION,
        zh="轮换接口密钥",
        en="rotate a key",
        subject=lambda payload: _on_client(
            key_of(payload).client, f"轮换接口密钥：{key_of(payload)}"
        ),
        describe=_rotation_rows,
        before=lambda payload: _client_now(key_of(payload).client),
        execute=_rotate,
        answer=_answer,
        **_SHARED,
    ),
)
