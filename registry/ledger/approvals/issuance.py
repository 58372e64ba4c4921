"""Issuing a batch, shared among accounts. No page proposes it: a registered report is issued by a step
of its own (``registry.reductions``); this kind is for batches without a report.
"""

from __future__ import annotations

from typing import Any

from governance.audit.approvals.kinds import ApprovalKind, Link, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from registry.ledger.approvals.naming import (
    DECIDERS,
    PROPOSERS,
    account_of,
    day_of,
    outcome,
    reference_of,
    to_account,
)
from registry.ledger.models import Account, Batch
from registry.ledger.selectors.places import issuing_entry
from registry.ledger.services.issuance import BatchName, issue_batch

ISSUE = "ledger.issue"


def issue_payload(
    name: BatchName, shares: dict[int, int], *, reference: str, project_name: str = ""
) -> Payload:
    """The payload for issuing ``shares`` (tonnes by account id) of a batch."""
    uuids = dict(Account.objects.filter(id__in=shares).values_list("id", "uuid"))
    return {
        "programme": name.programme,
        "methodology": name.methodology,
        "project": name.project,
        "vintage": name.vintage,
        "period_from": name.period_from and name.period_from.isoformat(),
        "period_to": name.period_to and name.period_to.isoformat(),
        "shares": [[str(uuids[account]), quantity_t] for account, quantity_t in shares.items()],
        "project_name": project_name,
        "reference": reference,
    }


def _total_t(payload: Payload) -> int:
    return sum(quantity_t for _, quantity_t in payload["shares"])


def _subject(payload: Payload) -> Subject:
    code = (
        f"{payload['programme']}_{payload['methodology']}_{payload['project']}_{payload['vintage']}"
    )
    return Subject(
        payload["programme"],
        f"签发：{code}，{_total_t(payload):,} 吨",
        "project",
        None,
        payload["project"],
    )


def _describe(payload: Payload) -> list[Row]:
    rows: list[Row] = [
        ("将办理", "签发减排量"),
        ("方法学", payload["methodology"]),
        ("项目", f"{payload['project']} {payload.get('project_name', '')}".strip()),
        ("年份", str(payload["vintage"])),
        ("监测期", f"{payload.get('period_from') or '—'} 至 {payload.get('period_to') or '—'}"),
        ("合计", f"{_total_t(payload):,} 吨"),
    ]
    for account, quantity_t in payload["shares"]:
        rows.append((f"{quantity_t:,} 吨归", to_account(account_of({"account": account}))))
    return rows


def _execute(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    project_name = payload.get("project_name")
    batch = issue_batch(
        actor=actor,
        name=BatchName(
            programme=payload["programme"],
            methodology=payload["methodology"],
            project=payload["project"],
            vintage=payload["vintage"],
            period_from=day_of(payload, "period_from"),
            period_to=day_of(payload, "period_to"),
        ),
        shares={account_of({"account": a}).id: quantity_t for a, quantity_t in payload["shares"]},
        reason=approval.reason,
        reference=reference_of(payload, approval),
        detail={"project_name": project_name} if project_name else None,
    )
    return {
        "batch": str(batch.uuid),
        "code": batch.code,
        "quantity_t": batch.quantity_t,
        "entry": issuing_entry(batch.id),
    }


def _url(approval: Approval) -> str:
    uuid = (approval.result or {}).get("batch")
    batch = Batch.objects.filter(uuid=uuid).first() if uuid else None
    return Link("", "admin:ledger_batch_change", batch.id).url if batch else ""


KINDS = (
    ApprovalKind(
        code=ISSUE,
        zh="签发",
        en="issue a batch",
        maker_roles=PROPOSERS,
        checker_roles=DECIDERS,
        subject=_subject,
        describe=_describe,
        execute=_execute,
        outcome=outcome,
        url=_url,
    ),
)
