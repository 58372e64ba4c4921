"""What is kept of log-ins: the log itself, passwords had before, codes already used.

The log is append-only and at least six months old when it may go; ``sql/0002_login_laws.sql`` keeps
both against every client.
"""

from __future__ import annotations

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models

from core import clock
from governance.identity.models.people import User


class LoginEvent(models.Model):
    """One thing that happened at the door: who, when, from where, with what, how it ended."""

    class Kind(models.TextChoices):
        LOGGED_IN = "logged_in", "登录成功"
        FAILED = "failed", "口令错误"
        FACTOR_FAILED = "factor_failed", "第二因素错误"
        LOCKED = "locked", "锁定"
        REFUSED_LOCKED = "refused_locked", "锁定期间被拒"
        UNLOCKED = "unlocked", "解除锁定"
        LOGGED_OUT = "logged_out", "退出"
        IDLE = "idle", "闲置超时退出"
        EXPIRED = "expired", "会话到期退出"
        PASSWORD_CHANGED = "password_changed", "修改口令"
        FACTOR_ADDED = "factor_added", "启用第二因素"
        FACTOR_RESET = "factor_reset", "重置第二因素"
        BREAK_GLASS = "break_glass", "应急授权"
        PRUNED = "pruned", "清理过期记录"

    happened_at = models.DateTimeField("时间", default=clock.now, db_index=True)
    kind = models.CharField("事件", max_length=20, choices=Kind)
    username = models.CharField("用户名", max_length=150, blank=True, help_text="按登录时的填写")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="用户",
    )
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=300, blank=True)
    detail = models.CharField("说明", max_length=600, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="办理人",
        help_text="管理人员的处理；本人的操作为空",
    )

    class Meta:
        verbose_name = "登录记录"
        verbose_name_plural = "登录记录"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-happened_at"], name="identity_login_user"),
            models.Index(fields=["kind", "-happened_at"], name="identity_login_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"


class PasswordRecord(models.Model):
    """The hash of a password a person has had, and whether they chose it themselves."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passwords_had")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=clock.now)
    chosen_by_holder = models.BooleanField(default=False)

    class Meta:
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"


class SpentCode(models.Model):
    """A one-time code that was accepted, so that no worker process accepts it again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16)
    spent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "code"], name="identity_code_spent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.spent_at:%Y-%m-%d %H:%M}"


class Protection(User):
    """A user as the security administrator sees one: second factor, lock, age of the password."""

    class Meta:
        proxy = True
        verbose_name = "登录保护"
        verbose_name_plural = "登录保护"


class FailedLogin(AccessAttempt):
    """Failures counted towards a lock, by user name and address."""

    class Meta:
        proxy = True
        verbose_name = "失败计数与锁定"
        verbose_name_plural = "失败计数与锁定"
