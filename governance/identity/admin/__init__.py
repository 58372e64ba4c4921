"""Django admin of identity. Rights come from roles; a superuser of a developer's machine may look
at everything and, without a role, change nothing that a service guards."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.identity.admin import clients, grants, login_log, protection, users
from governance.identity.models import LoginEvent, User
from governance.identity.services.login_log import record_login

admin.site.site_header = "碳普惠减排量登记簿"
admin.site.site_title = "碳普惠减排量登记簿"
admin.site.index_title = "管理后台"

_leave = admin.site.logout


def _logout(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    if request.method == "POST" and isinstance(request.user, User):
        record_login(request, LoginEvent.Kind.LOGGED_OUT, user=request.user)
    return _leave(request, extra_context)


def _change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_change_password"))


# One entrance for everybody: the admin's own would know no second factor and no lock.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.logout = _logout  # type: ignore[assignment, method-assign]
admin.site.password_change = _change_password  # type: ignore[assignment, method-assign]

__all__ = ["clients", "grants", "login_log", "protection", "users"]
