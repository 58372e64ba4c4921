"""A document that a proposal rests on: its number, the file itself and the file's SHA-256.

The file is kept in the database, so that a backup holds proposal and proof together; the database
checks the hash and lets nothing be changed or added after the decision.
"""

from __future__ import annotations

from django.db import models

from core.ids import uuid7
from governance.audit.approvals.models.approval import Approval


class Attachment(models.Model):
    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="attachments")
    document = models.CharField("文书号", max_length=100, blank=True)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("文件类型", max_length=100)
    size_bytes = models.IntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("文件内容")

    class Meta:
        verbose_name = "复核材料"
        verbose_name_plural = "复核材料"
        ordering = ["uuid"]

    def __str__(self) -> str:
        return self.name
