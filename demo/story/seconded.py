"""What takes two persons: proposed by the bureau's maker, approved by its checker or approver."""

from __future__ import annotations

from typing import Any

from demo.world import World
from governance.audit.approvals.kinds import Payload
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose

CHECKED = "示例：材料齐全，与文书核对一致，同意办理"


def ask(
    world: World, programme: str, kind: str, payload: Payload, reason: str, *papers: Upload
) -> Approval:
    """Propose, once: the reference of the act names the proposal too."""
    return propose(
        actor=world.staff("maker", programme),
        kind=kind,
        payload=payload,
        reason=reason,
        attachments=papers,
        key=payload["reference"],
    )


def do(
    world: World,
    programme: str,
    kind: str,
    payload: Payload,
    reason: str,
    *papers: Upload,
    by: str = "checker",
) -> dict[str, Any]:
    """Propose and approve; what came of it."""
    approval = ask(world, programme, kind, payload, reason, *papers)
    if approval.status == Status.PENDING:
        approval = approve(actor=world.staff(by, programme), approval=approval.uuid, reason=CHECKED)
    result: dict[str, Any] = approval.result or {}
    return result
