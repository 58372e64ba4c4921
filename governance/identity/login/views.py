"""Pages of the entrance that differ from allauth's own."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

from governance.identity.login.gate import used_second_factor
from governance.identity.models import LoginEvent, User
from governance.identity.services.login_log import record_login
from governance.identity.services.passwords import password_is_due


class LogIn(account.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = self.request.session.pop("registry_ended", "")
        more = {"ended": ended, "idle_minutes": settings.SESSION_IDLE_MINUTES}
        return super().get_context_data(**kwargs) | more | _help()


@method_decorator(login_required, name="dispatch")
class ChangePassword(account.PasswordChangeView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        due = isinstance(user, User) and password_is_due(user)
        more = {"due": due, "max_age_days": settings.PASSWORD_MAX_AGE_DAYS}
        return super().get_context_data(**kwargs) | more


@method_decorator(login_required, name="dispatch")
class Enrol(ActivateTOTPView):
    """Setting up the telephone. The code just shown counts as this session's second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        record_authentication(self.request, user, "mfa", type="totp", reauthenticated=True)
        if isinstance(user, User):
            record_login(self.request, LoginEvent.Kind.FACTOR_ADDED, user=user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proven = used_second_factor(self.request, self.request.user)
        required = settings.MFA_REQUIRED and not proven
        return super().get_context_data(**kwargs) | {"required": required}


def forgotten(request: HttpRequest) -> HttpResponse:
    """Without e-mail nobody resets a password alone: whom to ask."""
    return render(request, "account/forgotten.html", _help())


def _help() -> dict[str, Any]:
    return {"help_zh": settings.LOGIN_HELP, "help_en": settings.LOGIN_HELP_EN}
