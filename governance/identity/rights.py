"""The questions every writing service asks first: may this actor do it, why is it done, and, for what
takes two persons, did another propose it.

Raises, never answers False: a forgotten return value must not let anyone through.
"""

from __future__ import annotations

from core.errors import CodedError
from governance.identity.actor import Actor, Seconding
from governance.identity.errors import IdentityCode
from governance.identity.roles import Role

REASON_LIMIT = 500


def require(actor: Actor, *roles: Role, act: str, act_en: str, programme: str = "") -> None:
    """Refuse unless the actor holds one of ``roles`` (reaching ``programme``, if one is named)."""
    if actor.may(*roles, programme=programme):
        return
    raise CodedError(
        IdentityCode.FORBIDDEN,
        act=act,
        act_en=act_en,
        needed="、".join(role.zh for role in roles),
        needed_en=" / ".join(roles),
    )


def require_second(actor: Actor, *, act: str, act_en: str) -> Seconding:
    """The approval under which the actor does what takes two persons; refused when nobody else
    proposed it."""
    if actor.seconding is None or not actor.seconded:
        raise CodedError(IdentityCode.SECOND_PERSON_NEEDED, act=act, act_en=act_en)
    return actor.seconding


def require_reason(reason: str) -> str:
    """The reason without surrounding blanks; refused when empty or over 500 characters."""
    reason = reason.strip()
    if not reason:
        raise CodedError(IdentityCode.REASON_MISSING)
    if len(reason) > REASON_LIMIT:
        raise CodedError(IdentityCode.REASON_TOO_LONG, length=len(reason), limit=REASON_LIMIT)
    return reason
