"""What the security administrator does about log-ins: unlock, and reset a lost second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, Max, OuterRef, QuerySet, Sum
from django.http import HttpRequest

from core import clock
from governance.identity.admin.login_log import ReadOnly
from governance.identity.admin_acts import Act
from governance.identity.models import FailedLogin, PasswordRecord, Protection
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.services.protection import (
    reset_second_factor,
    unlock_address,
    unlock_user,
)
from governance.identity.staff_admin import ServiceAdmin

# allauth's own pages would show secrets and let anybody with a model permission delete them.
admin.site.unregister([EmailAddress, Authenticator])
SECURITY = frozenset({Role.SECURITY_ADMIN})


class ActsOnly(ReadOnly, ServiceAdmin):
    """A page whose only writing is its acts."""

    view_roles = ADMINISTRATORS
    write_roles = frozenset()


@admin.register(Protection)
class ProtectionAdmin(ActsOnly):
    list_display = [
        "username",
        "real_name",
        "second_factor",
        "failures",
        "password_set",
        "last_login",
    ]
    search_fields = ["username", "real_name"]
    list_filter = ["is_staff"]
    ordering = ["username"]
    fields = (
        "username",
        "real_name",
        "second_factor",
        "failures",
        "password_set",
        "last_login",
    )
    readonly_fields = fields
    acts = (
        Act(
            name="unlock",
            label="解除锁定",
            roles=SECURITY,
            perform=lambda actor, user, data: unlock_user(
                actor=actor, username=user.username, reason=data["reason"]
            ),
            offered=lambda user: bool(user.failed),
            warning="请先核实是本人多次输错，而不是他人在试探。",
        ),
        Act(
            name="reset-factor",
            label="重置第二因素",
            roles=SECURITY,
            perform=lambda actor, user, data: reset_second_factor(
                actor=actor, user=user, reason=data["reason"]
            ),
            offered=lambda user: bool(user.has_factor),
            warning="请当面或以其他可靠方式核实身份。重置后恢复码一并作废，本人下次登录须重新启用。",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        recent = AccessAttempt.objects.filter(
            username=OuterRef("username"),
            attempt_time__gte=clock.now() - settings.AXES_COOLOFF_TIME,
        ).order_by()
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type="totp")
        passwords = PasswordRecord.objects.filter(user=OuterRef("pk")).order_by()
        people = super().get_queryset(request).filter(is_active=True)
        return people.annotate(
            has_factor=Exists(factors),
            failed=recent.values("username").annotate(n=Sum("failures_since_start")).values("n"),
            set_at=passwords.values("user").annotate(at=Max("set_at")).values("at"),
        )

    @admin.display(description="第二因素", boolean=True)
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)

    @admin.display(description="失败次数")
    def failures(self, user: Any) -> str:
        if not user.failed:
            return "0"
        locked = user.failed >= settings.LOCKOUT_USER_FAILURES
        return f"{user.failed}（已锁定）" if locked else str(user.failed)

    @admin.display(description="口令设定时间")
    def password_set(self, user: Any) -> Any:
        return user.set_at


@admin.register(FailedLogin)
class FailedLoginAdmin(ActsOnly):
    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    search_fields = ["username", "ip_address"]
    ordering = ["-attempt_time"]
    fields = (
        "username",
        "ip_address",
        "user_agent",
        "failures_since_start",
        "attempt_time",
    )
    readonly_fields = fields
    change_list_template = "admin/staff/failed_logins.html"
    acts = (
        Act(
            name="unlock-address",
            label="解除该地址的锁定",
            roles=SECURITY,
            perform=lambda actor, attempt, data: unlock_address(
                actor=actor, address=attempt.ip_address, reason=data["reason"]
            ),
            offered=lambda attempt: bool(attempt.ip_address),
            warning="该地址上所有用户的失败计数将一并清除。",
        ),
    )
