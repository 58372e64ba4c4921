"""Unlocking, and resetting a lost second factor: the security administrator's acts, recorded."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import LoginEvent, User
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role
from governance.identity.services.login_log import record_act


@transaction.atomic
def unlock_user(*, actor: Actor, username: str, reason: str) -> None:
    """Forget the failures counted for a user name.

    Raises ``forbidden``, ``reason_missing``, ``own_protection``, ``not_locked``.
    """
    require(actor, Role.SECURITY_ADMIN, act="解除锁定", act_en="unlock")
    reason = require_reason(reason)
    user = User.objects.filter(username=username).first()
    _refuse_self(actor, user)
    if not AccessAttempt.objects.filter(username=username).delete()[0]:
        raise CodedError(IdentityCode.NOT_LOCKED, subject=username)
    record_act(actor, LoginEvent.Kind.UNLOCKED, user=user, username=username, reason=reason)


@transaction.atomic
def unlock_address(*, actor: Actor, address: str, reason: str) -> None:
    """Forget the failures counted for an address.

    Raises ``forbidden``, ``reason_missing``, ``not_locked``.
    """
    require(actor, Role.SECURITY_ADMIN, act="解除锁定", act_en="unlock")
    reason = require_reason(reason)
    if not AccessAttempt.objects.filter(ip_address=address).delete()[0]:
        raise CodedError(IdentityCode.NOT_LOCKED, subject=address)
    record_act(actor, LoginEvent.Kind.UNLOCKED, reason=f"地址 {address}：{reason}")


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: User, reason: str) -> None:
    """Remove a person's second factor and recovery codes and end their sessions; the next log-in asks
    for a new one.

    Raises ``forbidden``, ``reason_missing``, ``own_protection``, ``no_second_factor``.
    """
    require(actor, Role.SECURITY_ADMIN, act="重置第二因素", act_en="reset a second factor")
    reason = require_reason(reason)
    _refuse_self(actor, user)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise CodedError(IdentityCode.NO_SECOND_FACTOR, name=user.get_full_name())
    _end_sessions(user)
    record_act(actor, LoginEvent.Kind.FACTOR_RESET, user=user, reason=reason)


def _end_sessions(user: User) -> None:
    """Whoever has the lost telephone may be logged in with it. Sessions name their user only inside."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _refuse_self(actor: Actor, user: User | None) -> None:
    if user is not None and user.pk == actor.user_id:
        raise CodedError(IdentityCode.OWN_PROTECTION)
