"""Who is acting: every writing service takes an :class:`Actor`, loaded once per request.

It is a plain value so that a service needs no query to know the person's rights.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """A named person, or a programme acting for one, with the rights in force when it was loaded.

    ``user_id``      primary key of the user; ``name`` as shown in records.
    ``roles``        codes of :class:`governance.identity.roles.Role`.
    ``source``       who numbers this actor's references: ``registry`` for staff and portal users,
                     the client's code (``exchange.bjgx``) for API clients.
    ``account_ids``  ledger accounts this person may act for as a holder's authorised member.
    ``programmes``   programme codes the rights extend to; empty means all.
    ``ip``           address the request came from, empty for commands.
    ``grants``       (role, programme) pairs, programme empty for all: exact where ``roles`` and
                     ``programmes`` together would be too wide or too narrow. Ask :meth:`may`.
    """

    user_id: int
    name: str
    roles: frozenset[str] = frozenset()
    source: str = "registry"
    account_ids: frozenset[int] = frozenset()
    programmes: frozenset[str] = frozenset()
    ip: str = ""
    via: str = field(default="")
    grants: frozenset[tuple[str, str]] = frozenset()

    def may(self, *roles: str, programme: str = "") -> bool:
        """Whether one of ``roles`` is held, and extends to ``programme`` when one is named."""
        if self.grants:
            return any(
                role in roles and (not programme or scope in ("", programme))
                for role, scope in self.grants
            )
        reaches = not programme or not self.programmes or programme in self.programmes
        return reaches and not self.roles.isdisjoint(roles)
