"""What the pages of accounts and holds share: buttons of the bureau's makers, and what was asked before."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from governance.audit.approvals import selectors
from governance.audit.approvals.admin import proposing
from registry.ledger.admin.tables import Table
from registry.ledger.approvals.naming import PROPOSERS
from registry.ledger.models import Account, Hold

SHOWN = 20
proposal = partial(proposing.proposal, roles=frozenset(PROPOSERS))


class Proposing(proposing.Proposing):
    def programme_of(self, obj: Any) -> str:
        account: Account = obj.account if isinstance(obj, Hold) else obj
        return account.programme


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
