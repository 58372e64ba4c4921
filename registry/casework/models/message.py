"""A message to one person: shown on their page, and sent by e-mail where they gave an address."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from registry.casework.models.case import Case


class Message(models.Model):
    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="messages")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", max_length=4000, blank=True)
    created_at = models.DateTimeField("时间", default=clock.now)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    sent_at = models.DateTimeField("邮件发送时间", null=True, blank=True)
    tries = models.SmallIntegerField("发送次数", default=0)

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-created_at", "-uuid"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="casework_messages_of"),
            models.Index(
                fields=["created_at"], name="casework_messages_unsent", condition=Q(sent_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title
