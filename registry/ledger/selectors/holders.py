"""Accounts by the names of who holds them."""

from __future__ import annotations

from registry.ledger.models import Account
from registry.organisations.selectors.find_holder import holders_named


def accounts_of_holders_named(text: str) -> list[int]:
    """Accounts of holders with ``text`` in their name, or with that credit code; bounded."""
    holders = holders_named(text)
    return list(Account.objects.filter(holder_uuid__in=holders).values_list("id", flat=True))
