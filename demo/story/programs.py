"""The exchanges' systems are registered and get a key each, by two administrators; a rotation waits.

All at the moment of telling, as the roles are, not on a day of the story. What the approval of a secret
shows once is shown to nobody here: the visitor sees one by approving the rotation.
"""

from __future__ import annotations

from typing import Any

from demo.cast.people import SECURITY, SYSTEM
from demo.cast.programs import PROGRAMS, ROTATED
from demo.world import World, reference
from governance.audit.approvals.api_keys import CLIENT, KEY, ROTATION
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.models import ApiKey, User
from governance.identity.selectors import actor_of


def tell(world: World) -> str:
    for program in PROGRAMS:
        client = {
            "code": program.code,
            "name": program.name,
            "organisation_code": "",
            "programmes": list(program.programmes),
        }
        _do(CLIENT, client, "示例：依接入协议登记", reference("接口客户端", program.code))
        key = {"client": program.code, "days": 365, "public_key": program.public_key}
        _do(KEY, key, "示例：接入调试完成，申请签发", reference("接口密钥", program.code))
    _rotation()
    return f"接口客户端 {len(PROGRAMS)} 个，各有密钥 1 个；待复核的轮换 1 项"


def _rotation() -> None:
    first = ApiKey.objects.filter(client__code=ROTATED).earliest("pk")
    payload = {"key": first.prefix, "overlap_hours": 24, "days": 365, "public_key": ""}
    _ask(ROTATION, payload, "示例：对方更换服务器，申请轮换", reference("轮换", ROTATED))


def _ask(kind: str, payload: dict[str, Any], reason: str, number: str) -> Approval:
    system = actor_of(User.objects.get(username=SYSTEM))
    return propose(actor=system, kind=kind, payload=payload, reason=reason, key=number)


def _do(kind: str, payload: dict[str, Any], reason: str, number: str) -> None:
    approval = _ask(kind, payload, reason, number)
    if approval.status == Status.PENDING:
        security = actor_of(User.objects.get(username=SECURITY))
        approve(actor=security, approval=approval.uuid, reason="示例：与接入协议一致，同意")
