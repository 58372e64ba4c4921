"""Which programmes and accounts a caller may look into, and how far.

- Staff with a reading role: their programmes, and those of whom they stand in for.
- Members of a holder: its accounts.
- Programs (an exchange's system): in their programmes, the acts of the market and what is in trading or
  on offer there. What a holder keeps and does outside the market is not the exchange's business.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from governance.audit.approvals import standing
from governance.identity.actor import Actor
from governance.identity.roles import STAFF, Role
from registry.ledger.models import Account, Act

READERS = STAFF | {Role.AUDIT_ADMIN, Role.SUPERVISOR}
MARKET_ACTS = (Act.DEPOSIT, Act.WITHDRAW, Act.SETTLE, Act.UNDO)
Programmes = frozenset[str] | None


def programmes_read(actor: Actor, roles: Collection[str] = READERS) -> Programmes:
    """Codes of programmes that one of ``roles`` lets the actor read; None for all, empty for none."""
    scopes = {scope for role, scope in actor.grants if role in roles}
    if scopes and "" not in scopes:
        scopes |= {lent.programme for lent in standing.delegations_to(actor)}
    return None if "" in scopes else frozenset(scopes)


class Reach:
    """What one caller may look into; asks the database at most once."""

    def __init__(self, actor: Actor) -> None:
        self._own = actor.account_ids
        self._read = programmes_read(actor)
        self._market = programmes_read(actor, {Role.EXCHANGE})

    def accounts(self) -> QuerySet[Account]:
        """Accounts of holders within reach; the system's account is nobody's."""
        found = Account.objects.filter(kind=Account.Kind.HOLDER)
        if self._read is None or self._market is None:
            return found
        programmes = self._read | self._market
        return found.filter(Q(id__in=self._own) | Q(programme__in=programmes))

    def is_whole(self, account: Account) -> bool:
        """Of an account within reach: whether all of it may be seen, or only the market's part."""
        read = self._read is None or account.programme in self._read
        return read or account.id in self._own
