"""Forms of the second factor: a lock refuses first, a failure is counted, a code works once.

allauth remembers used codes in the cache of one process and for one period only; here they are
rows, so that a code seen over a shoulder works in no other process and in no other half minute.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core import clock
from governance.identity.login.lockout import count_factor_failure, is_locked
from governance.identity.models import LoginEvent, SpentCode, User
from governance.identity.services.login_log import record_login

FORGOTTEN_AFTER = dt.timedelta(minutes=10)  # long after any code has ceased to be valid


def spend(user: User, code: str) -> bool:
    """Whether the code was not used before; from now on it was."""
    SpentCode.objects.filter(user=user, spent_at__lt=clock.now() - FORGOTTEN_AFTER).delete()
    try:
        with transaction.atomic():
            SpentCode.objects.create(user=user, code=normalize_user_code(code)[:16])
    except IntegrityError:
        return False
    return True


class Guarded(forms.Form):
    """Around allauth's own check of the code."""

    user: Any

    def clean_code(self) -> str:
        request, user = context.request, self.user
        if is_locked(request, user.username):
            request.axes_locked_out = True
            record_login(request, LoginEvent.Kind.REFUSED_LOCKED, user=user)
            raise get_adapter().validation_error("incorrect_code")
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            count_factor_failure(request, user)
            raise
        if not spend(user, code):
            count_factor_failure(request, user, detail="重复使用已用过的验证码")
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(Guarded, base.AuthenticateForm):
    pass


class ReauthenticateForm(Guarded, base.ReauthenticateForm):
    pass


class ActivateForm(Guarded, totp.ActivateTOTPForm):
    """The code that proves the telephone at enrolment logs nobody in afterwards."""
