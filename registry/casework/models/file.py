"""A document of a case: its bytes, their hash, and which later one took its place. Never changed or
deleted; the database checks the hash."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from registry.casework.models.case import Case


class CaseFile(models.Model):
    """``replaces`` is the earlier version. ``public`` documents are shown with the notice."""

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    category = models.CharField("类别", max_length=30)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size_bytes = models.IntegerField("大小（字节）")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("内容")
    public = models.BooleanField("公示", default=False)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    added_by_id = models.BigIntegerField("上传人编号")
    added_by_name = models.CharField("上传人", max_length=100)
    added_at = models.DateTimeField("上传时间", default=clock.now)

    class Meta:
        verbose_name = "材料"
        verbose_name_plural = "材料"
        ordering = ["category", "uuid"]
        constraints = [
            models.CheckConstraint(
                name="casework_file_hash_shape", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name
