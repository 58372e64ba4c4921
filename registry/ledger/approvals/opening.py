"""Opening an account: a case of its own. The maker proposes it with the application's documents; when
another approves, the account exists, numbered and opened in that moment.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.errors import CodedError
from governance.audit.approvals.kinds import ApprovalKind, Link, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from governance.rulebook.models import Programme
from registry.ledger.approvals.naming import DECIDERS, PROPOSERS, outcome, reference_of
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account, Entry
from registry.ledger.services.accounts import open_account
from registry.organisations.errors import OrganisationCode
from registry.organisations.selectors.holders import HolderFacts, holder_facts

OPEN = "ledger.open_account"


def _holder(payload: Payload) -> HolderFacts:
    try:
        return holder_facts(UUID(str(payload.get("holder"))))
    except ValueError:
        raise CodedError(
            OrganisationCode.HOLDER_UNKNOWN, uuid=str(payload.get("holder"))[:60]
        ) from None


def _programme(payload: Payload) -> Programme:
    code = str(payload.get("programme"))[:20]
    found = Programme.objects.filter(code=code).first()
    if found is None:
        raise CodedError(LedgerCode.PROGRAMME_UNKNOWN, programme=code)
    return found


def _subject(payload: Payload) -> Subject:
    holder, programme = _holder(payload), _programme(payload)
    title = f"为{holder.display_name}开户（{programme.code}）"
    return Subject(programme.code, title, "holder", holder.uuid, holder.display_name)


def _describe(payload: Payload) -> list[Row]:
    holder, programme = _holder(payload), _programme(payload)
    return [
        ("将办理", "开立持有账户，账号由系统编号"),
        ("持有人", _to_holder(holder)),
        ("机制", str(programme)),
        ("业务编号", payload.get("reference") or "以复核单号为业务编号"),
    ]


def _before(payload: Payload) -> list[Row]:
    holder = _holder(payload)
    accounts = Account.objects.filter(holder_uuid=holder.uuid).order_by("number")
    held = "、".join(f"{each.number}（{each.get_status_display()}）" for each in accounts)
    return [
        ("持有人", _to_holder(holder)),
        ("登记状态", "正常" if holder.status == "active" else "停用或注销"),
        ("已有账户", held or "无"),
    ]


def _to_holder(holder: HolderFacts) -> Link:
    return Link(holder.display_name, "admin:organisations_holder_change", holder.uuid)


def _execute(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    reference = reference_of(payload, approval)
    account = open_account(
        actor=actor,
        programme=payload["programme"],
        holder=UUID(payload["holder"]),
        reason=approval.reason,
        reference=reference,
    )
    entry = Entry.objects.get(source=actor.source, reference=reference)
    return {"account": str(account.uuid), "number": account.number, "entry": entry.id}


def _url(approval: Approval) -> str:
    number = (approval.result or {}).get("number")
    account = Account.objects.filter(number=number).first() if number else None
    if account is not None:
        return Link("", "admin:ledger_account_change", account.id).url
    return Link("", "admin:organisations_holder_change", approval.object_uuid).url


KINDS = (
    ApprovalKind(
        code=OPEN,
        zh="开户",
        en="open an account",
        maker_roles=PROPOSERS,
        checker_roles=DECIDERS,
        subject=_subject,
        describe=_describe,
        before=_before,
        execute=_execute,
        outcome=outcome,
        url=_url,
        documents_needed=True,
    ),
)
