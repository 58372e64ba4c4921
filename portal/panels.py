"""What the panels of the first page show; few queries each."""

from __future__ import annotations

from typing import Any

from portal.access import Member
from portal.holdings import SHOWN, accounts_of
from registry.ledger.selectors.places import balances_of
from registry.organisations.selectors.enrolments import joining
from registry.organisations.selectors.memberships import in_force


def accounts_panel(member: Member) -> dict[str, Any]:
    """Each account with its tonnes by bucket."""
    accounts = list(accounts_of(member))
    found = balances_of([account.id for account in accounts])
    return {
        "heads": [bucket.label for bucket in SHOWN],
        "rows": [
            (
                account,
                [
                    (bucket.label, f"{found.get(account.id, {}).get(bucket, 0):,}")
                    for bucket in SHOWN
                ],
            )
            for account in accounts
        ],
    }


def organisation_panel(member: Member) -> dict[str, Any]:
    """How many members there are, and how many wait to become one (told to a 管理员)."""
    uuid = member.organisation.uuid
    return {
        "organisation": member.organisation,
        "role": member.role.label,
        "members": in_force().filter(organisation_id=uuid).count(),
        "waiting": joining(uuid).count() if member.manages else 0,
    }
