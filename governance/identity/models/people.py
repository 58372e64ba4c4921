"""Users, and the roles granted to them.

A grant is a record of legal weight: it is never deleted, and once made it can only be ended
(``sql/0001_separate_duties.sql`` keeps both, and the 三员 rule, against every client).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models, transaction

from core import clock
from governance.identity.roles import ROLE_NAMES, Role

ROLE_CHOICES = [(role.value, ROLE_NAMES[role]) for role in Role]


class UserManager(DjangoUserManager["User"]):
    use_in_migrations = False

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """As Django's, but through ``set_password``, so that the first password is remembered too."""
        with transaction.atomic(using=self._db):
            user = super().create_user(username, email, None, **fields)
            if password is not None:
                user.set_password(password)
                user.save(using=self._db, update_fields=["password"])
        return user


class User(AbstractUser):
    """A person who logs in. What they may do is decided by :class:`RoleGrant` and by membership."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    real_name = models.CharField("姓名", max_length=50)
    phone = models.CharField("电话", max_length=30, blank=True)
    district_code = models.CharField(
        "所在区县代码",
        max_length=12,
        blank=True,
        help_text="区级工作人员只能查看和办理本区事项；其他人员留空。",
    )

    REQUIRED_FIELDS = ["real_name"]
    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return f"{self.real_name}（{self.username}）" if self.real_name else self.username

    @property
    def looks_at_everything(self) -> bool:
        """A superuser of a developer's machine. In production the mark confers nothing."""
        in_production = str(settings.ENVIRONMENT) == "production"
        return self.is_superuser and self.is_active and not in_production

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Rights hang on roles; a superuser's short-cut works outside production only."""
        return self.looks_at_everything or (not self.is_superuser and super().has_perm(perm, obj))

    def has_module_perms(self, app_label: str) -> bool:
        if self.is_superuser:
            return self.looks_at_everything
        return super().has_module_perms(app_label)

    def get_full_name(self) -> str:
        return self.real_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class RoleGrant(models.Model):
    """One role of one person over ``[valid_from, valid_to)``, for one programme or for all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name="用户",
    )
    role = models.CharField("角色", max_length=20, choices=ROLE_CHOICES)
    programme = models.CharField(
        "机制代码", max_length=10, blank=True, help_text="留空表示全部机制"
    )
    reason = models.CharField("授权理由", max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="授权人",
        help_text="空表示系统启用时的首次任命",
    )
    granted_ip = models.CharField("授权地址", max_length=45, blank=True)
    granted_at = models.DateTimeField("授权时间", default=clock.now)
    valid_from = models.DateTimeField("生效时间", default=clock.now)
    valid_to = models.DateTimeField("终止时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="终止人",
    )
    revoked_ip = models.CharField("终止地址", max_length=45, blank=True)
    revoke_reason = models.CharField("终止理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "角色授权"
        verbose_name_plural = "角色授权"
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="identity_grant_role_known",
                condition=models.Q(role__in=[role.value for role in Role]),
            ),
            models.CheckConstraint(
                name="identity_grant_programme_shape",
                condition=models.Q(programme="") | models.Q(programme__regex=r"^[A-Z]{2,10}$"),
            ),
            models.CheckConstraint(
                name="identity_grant_period",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    @property
    def is_in_force(self) -> bool:
        now = clock.now()
        return self.valid_from <= now and (self.valid_to is None or self.valid_to > now)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.programme or '全部机制'}"
