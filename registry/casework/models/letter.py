"""A numbered letter of the bureau (受理通知书, 补正通知书, 不予登记通知书 …). Written once; the page, the
PDF and the Word file are made from its words each time and come out alike."""

from __future__ import annotations

from django.db import models

from core import clock
from core.ids import uuid7
from registry.casework.models.case import Case


class CaseLetter(models.Model):
    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("种类", max_length=20)
    number = models.CharField("文号", max_length=60, unique=True)
    title = models.CharField("标题", max_length=100)
    addressee = models.CharField("送达对象", max_length=200)
    paragraphs = models.JSONField("正文")
    sender = models.CharField("发文机关", max_length=100)
    issued_on = models.DateField("日期")
    issued_by = models.CharField("签发人", max_length=100)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "通知书"
        verbose_name_plural = "通知书"
        ordering = ["created_at", "uuid"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
