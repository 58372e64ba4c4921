"""When a password must be changed: set by somebody else, or too old."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import HttpRequest

from core import clock
from governance.identity.models import LoginEvent, PasswordRecord, User
from governance.identity.services.login_log import record_login


def note_own_choice(request: HttpRequest | None, user: User) -> None:
    """The person chose the newest password themselves."""
    newest = PasswordRecord.objects.filter(user=user).first()
    if newest is not None:
        newest.chosen_by_holder = True
        newest.save(update_fields=["chosen_by_holder"])
    record_login(request, LoginEvent.Kind.PASSWORD_CHANGED, user=user)


def password_due_at(user: User) -> dt.datetime | None:
    """The moment from which the password must be changed; None when it never must."""
    if not settings.PASSWORD_FIRST_CHANGE and not settings.PASSWORD_MAX_AGE_DAYS:
        return None
    newest = PasswordRecord.objects.filter(user=user).first()
    if settings.PASSWORD_FIRST_CHANGE and not (newest and newest.chosen_by_holder):
        return user.date_joined
    if not settings.PASSWORD_MAX_AGE_DAYS:
        return None
    set_at = newest.set_at if newest else user.date_joined
    return set_at + dt.timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)


def password_is_due(user: User) -> bool:
    due = password_due_at(user)
    return due is not None and due <= clock.now()
