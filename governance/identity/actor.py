"""Who is acting: every writing service takes an :class:`Actor`, loaded once per request.

It is a plain value so that a service needs no query to know the person's rights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seconding:
    """That an act was proposed by one person and is done by another (复核): which approval, and who
    proposed it. Only ``governance.audit.approvals`` makes one, while it carries out an approval.

    ``stands_for`` names whom the person deciding stands in for, empty when nobody.
    """

    approval: UUID
    number: str
    maker_id: int
    maker_name: str
    stands_for: str = ""

    @property
    def zh(self) -> str:
        """As records show it beside the reason."""
        instead = f"；代{self.stands_for}办理" if self.stands_for else ""
        return f"（复核单 {self.number}，经办 {self.maker_name}{instead}）"


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
    ``seconding``    the approval under which this actor acts, when somebody else proposed the act.
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
    seconding: Seconding | None = None

    @property
    def seconded(self) -> bool:
        """Whether the present act was proposed by another person than the one doing it."""
        return self.seconding is not None and self.seconding.maker_id != self.user_id

    def may(self, *roles: str, programme: str = "") -> bool:
        """Whether one of ``roles`` is held, and extends to ``programme`` when one is named."""
        if self.grants:
            return any(
                role in roles and (not programme or scope in ("", programme))
                for role, scope in self.grants
            )
        reaches = not programme or not self.programmes or programme in self.programmes
        return reaches and not self.roles.isdisjoint(roles)
