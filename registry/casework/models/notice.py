"""公示: a case laid open to everybody for a number of working days; comments, each answered.

A comment never changes; its answer is written once. Names and ways to reach people are not public.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from registry.casework.models.case import Case


class Notice(models.Model):
    """``closes_on`` is the last day on which comments are taken (R-NOTICE-01)."""

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    title = models.CharField("标题", max_length=200)
    summary = models.TextField("内容", max_length=5000)
    opens_on = models.DateField("开始日")
    closes_on = models.DateField("截止日")
    provisional = models.BooleanField("暂定", default=False)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        ordering = ["-opens_on", "-uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="casework_notice_once"
            ),
            models.CheckConstraint(
                name="casework_notice_period", condition=Q(closes_on__gte=models.F("opens_on"))
            ),
        ]
        indexes = [models.Index(fields=["-opens_on", "-uuid"], name="casework_notices_by_day")]

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="comments")
    name = models.CharField("称呼", max_length=50)
    contact = models.CharField("联系方式", max_length=100)
    organisation = models.CharField("单位", max_length=100, blank=True)
    text = models.TextField("意见", max_length=2000)
    received_at = models.DateTimeField("收到时间", default=clock.now)
    ip = models.CharField("来源地址", max_length=45, blank=True)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_by = models.CharField("答复人", max_length=100, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "公示意见"
        verbose_name_plural = "公示意见"
        ordering = ["received_at", "uuid"]

    def __str__(self) -> str:
        return f"{self.name}：{self.text[:30]}"
