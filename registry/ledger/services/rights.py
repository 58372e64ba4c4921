"""Who may do what in the ledger: one table, by role. Holders act on their own accounts only.

The role that let the actor in is what the ledger records. What takes two persons is done only under
an approval (``registry/ledger/approvals/``).
"""

from __future__ import annotations

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.rights import require_second
from governance.identity.roles import Role
from registry.ledger.models import Account
from registry.ledger.models.buckets import Act

_CHECKER, _APPROVER = Role.CHECKER, Role.APPROVER
_EXCHANGE, _HOLDER, _OPERATOR = Role.EXCHANGE, Role.HOLDER, Role.OPERATOR

MAY: dict[Act, tuple[Role, ...]] = {
    Act.OPEN_ACCOUNT: (_CHECKER, _APPROVER, _OPERATOR),
    Act.SUSPEND_ACCOUNT: (_CHECKER, _APPROVER),
    Act.RESUME_ACCOUNT: (_CHECKER, _APPROVER),
    Act.CLOSE_ACCOUNT: (_CHECKER, _APPROVER),
    Act.ISSUE: (_CHECKER, _APPROVER, _OPERATOR),
    Act.TRANSFER: (_CHECKER, _APPROVER),
    Act.DEPOSIT: (_EXCHANGE, _HOLDER),
    Act.WITHDRAW: (_EXCHANGE, _HOLDER),
    Act.SETTLE: (_EXCHANGE,),
    Act.UNDO: (_EXCHANGE,),
    Act.RESERVE: (_EXCHANGE, _HOLDER),
    Act.RELEASE: (_EXCHANGE, _HOLDER),
    Act.FREEZE: (_CHECKER, _APPROVER),
    Act.UNFREEZE: (_CHECKER, _APPROVER),
    Act.RENEW: (_CHECKER, _APPROVER),
    Act.EXPIRE: (_OPERATOR,),
    Act.EXECUTE: (_CHECKER, _APPROVER),
    Act.RETIRE: (_HOLDER, _OPERATOR),
    Act.CANCEL: (_APPROVER,),
}

# What one person alone may not do: another must have proposed it (复核). The operator's commands
# (imports, expiry) are exempt: what they do follows from a file or a date, not from a judgement.
FOUR_EYES = frozenset(
    {
        *(Act.OPEN_ACCOUNT, Act.SUSPEND_ACCOUNT, Act.RESUME_ACCOUNT, Act.CLOSE_ACCOUNT),
        *(Act.ISSUE, Act.TRANSFER, Act.CANCEL),
        *(Act.FREEZE, Act.UNFREEZE, Act.RENEW, Act.EXECUTE),
    }
)


def allowed(actor: Actor, act: Act, *, account: int | None = None, programme: str = "") -> str:
    """The role under which ``actor`` may do ``act``; ``forbidden`` otherwise, and
    ``second_person_needed`` when nobody else proposed what takes two (:data:`FOUR_EYES`).

    ``account`` is the account acted on: a holder's role counts only for its own. A right limited
    to programmes must reach the programme, which is then looked up when not given.
    """
    if not programme and account is not None and limited(actor):
        programme = (
            Account.objects.values_list("programme", flat=True).filter(id=account).first() or "-"
        )
    for role in MAY[act]:
        if role is Role.HOLDER and account not in actor.account_ids:
            continue
        if actor.may(role, programme=programme):
            _refuse_alone(actor, act, role)
            return role.value
    raise CodedError(
        IdentityCode.FORBIDDEN,
        act=str(act.label),
        act_en=act.value,
        needed="、".join(role.zh for role in MAY[act]),
        needed_en=" / ".join(MAY[act]),
    )


def _refuse_alone(actor: Actor, act: Act, role: Role) -> None:
    if act in FOUR_EYES and role is not _OPERATOR:
        require_second(actor, act=str(act.label), act_en=act.value)


def limited(actor: Actor) -> bool:
    """Whether some right of the actor reaches certain programmes only."""
    return bool(actor.programmes) or any(scope for _, scope in actor.grants)
