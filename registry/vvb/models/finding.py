"""What a body found, what was answered, and that it is settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from registry.vvb.models.engagement import Engagement


class Finding(models.Model):
    """CAR and CL are closed before signing; a FAR is for the next verification."""

    class Kind(models.TextChoices):
        CAR = "CAR", "不符合项（CAR）"
        CL = "CL", "澄清要求（CL）"
        FAR = "FAR", "进一步行动要求（FAR）"

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="findings")
    number = models.IntegerField("序号")
    kind = models.CharField("类别", max_length=3, choices=Kind)
    text = models.TextField("内容", max_length=4000)
    raised_by_id = models.BigIntegerField("提出人编号")
    raised_by = models.CharField("提出人", max_length=100)
    raised_at = models.DateTimeField("提出时间", default=clock.now)
    response = models.TextField("答复", max_length=4000, blank=True)
    responded_by = models.CharField("答复人", max_length=100, blank=True)
    responded_at = models.DateTimeField("答复时间", null=True)
    closed_by_id = models.BigIntegerField("关闭人编号", null=True)
    closed_by = models.CharField("关闭人", max_length=100, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True)

    class Meta:
        verbose_name = "审核发现"
        verbose_name_plural = "审核发现"
        ordering = ["engagement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="vvb_finding_once"),
            models.CheckConstraint(
                name="vvb_finding_known",
                condition=Q(kind__in=["CAR", "CL", "FAR"]) & Q(text__regex=r"\S"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}"
