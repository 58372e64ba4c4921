"""Removing log-in records that are older than the rule requires, in an operator's name.

The number of months is a rule parameter and is handed in by the command. The database refuses to
delete anything younger than the law's six months, whatever is handed in.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import LoginEvent
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role
from governance.identity.services.login_log import record_act

FLOOR_MONTHS = 6  # the same floor as identity_guard_login_event; the parameter may only lengthen it
LONGEST_MONTH_DAYS = 31  # so that "months" never comes out too short


@transaction.atomic
def prune_login_log(*, actor: Actor, keep_months: int, reason: str) -> int:
    """Delete what is older than ``keep_months``; how many rows went. The act itself is recorded.

    Raises ``forbidden``, ``reason_missing``, ``log_kept_longer``.
    """
    require(actor, Role.OPERATOR, Role.AUDIT_ADMIN, act="清理登录记录", act_en="prune the log")
    reason = require_reason(reason)
    if keep_months < FLOOR_MONTHS:
        raise CodedError(IdentityCode.LOG_KEPT_LONGER, months=keep_months, floor=FLOOR_MONTHS)
    before = clock.now() - dt.timedelta(days=keep_months * LONGEST_MONTH_DAYS)
    # Pruning itself, and break-glass, stay for ever: they are what one looks for years later.
    kept_for_ever = [LoginEvent.Kind.PRUNED, LoginEvent.Kind.BREAK_GLASS]
    old = LoginEvent.objects.filter(happened_at__lt=before).exclude(kind__in=kept_for_ever)
    gone, _ = old.delete()
    record_act(actor, LoginEvent.Kind.PRUNED, reason=f"{before:%Y-%m-%d} 之前 {gone} 条：{reason}")
    return gone
