"""Buttons that propose: each opens a form, and what it asks for waits in 复核 for another person.

A button is offered only to those who may propose it in the programme of the object, by a role of
their own or in another's place; by hand anyone else is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from governance.audit.approvals import selectors, standing
from governance.audit.approvals.kinds import kind_of
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.admin_acts import Act, ActPages
from governance.identity.web import request_actor
from registry.ledger.admin.proposal_fields import ProposalForm
from registry.ledger.admin.tables import Table
from registry.ledger.approvals.naming import PROPOSERS
from registry.ledger.models import Account, Hold

SHOWN = 20


def proposal(
    name: str,
    label: str,
    kind: str,
    form: type[ProposalForm],
    offered: Callable[[Any], bool],
    warning: str = "",
) -> Act:
    """A button that proposes an act of ``kind``, with what ``form`` collects."""

    def perform(actor: Actor, obj: Any, data: dict[str, Any]) -> str:
        approval = propose(
            actor=actor,
            kind=kind,
            payload=data["payload"],
            reason=data["reason"],
            attachments=data["uploads"],
            key=data["ticket"],
        )
        return submitted(approval)

    return Act(
        name=name,
        label=label,
        roles=frozenset(PROPOSERS),
        perform=perform,
        offered=offered,
        warning=f"{warning}提交后由另一人复核，通过后才办理。",
        form=form,
        submit="提交复核",
        kind=kind,
    )


def submitted(approval: Approval) -> str:
    """What the person is told after proposing, with the way to it."""
    url = reverse("admin:approvals_approval_change", args=[approval.uuid])
    return format_html('已提交复核：<a href="{}">{}</a>。通过后才办理。', url, approval)


class Proposing(ActPages):
    """Put before the bases of an admin page whose ``acts`` propose."""

    def may_act(self, request: HttpRequest, act: Act, obj: Any) -> bool:
        account: Account = obj.account if isinstance(obj, Hold) else obj
        roles = kind_of(act.kind).maker_roles
        held = standing.capacity(request_actor(request), roles, account.programme)
        return held is not None

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        """One question for all: the acts of a page are proposed by the same roles."""
        offered = [act for act in self.acts if act.offered(obj)]
        return [act for act in offered if self.may_act(request, offered[0], obj)]


def proposals_table(obj: Account | Hold) -> Table:
    """What was asked about this account or hold, newest first."""
    rows = [
        [
            format_html(
                '<a href="{}">{}</a>',
                reverse("admin:approvals_approval_change", args=[each.uuid]),
                each.number,
            ),
            each.title,
            each.maker_name,
            each.decider_name,
            each.get_status_display(),
        ]
        for each in selectors.about(obj.uuid, limit=SHOWN)
    ]
    return Table(
        f"复核事项（最近 {SHOWN} 项）",
        ["复核单号", "内容", "经办", "复核", "状态"],
        rows,
        "没有复核事项。经办人用上方的按钮提出。",
    )
