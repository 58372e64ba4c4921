"""Holding accounts: one per holder and programme, plus one system account per programme."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(models.Model):
    """An account. The holder is named by (kind, uuid) and lives in registry.organisations."""

    class Status(models.TextChoices):
        OPEN = "open", _("正常")
        SUSPENDED = "suspended", _("停用")
        CLOSED = "closed", _("已销户")

    class Kind(models.TextChoices):
        HOLDER = "holder", _("持有人账户")
        SYSTEM = "system", _("系统账户")

    id = models.IntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    number = models.TextField(_("账号"), unique=True)
    ordinal = models.IntegerField(_("序号"))
    programme = models.TextField(_("机制"))
    kind = models.TextField(_("类别"), choices=Kind.choices)
    holder_kind = models.TextField(_("持有人类别"), null=True)
    holder_uuid = models.UUIDField(_("持有人"), null=True)
    status = models.TextField(_("状态"), choices=Status.choices)
    opened_at = models.DateTimeField(_("开户时间"))

    class Meta:
        managed = False
        db_table = '"ledger"."account"'
        verbose_name = _("账户")
        verbose_name_plural = _("账户")

    def __str__(self) -> str:
        return self.number
