"""What happened in a case: one row for each step, written once (``sql/0001_laws.sql``)."""

from __future__ import annotations

from django.db import models

from core import clock
from registry.casework.models.case import Case


class Event(models.Model):
    """``source`` and ``target`` are equal when the state stayed. ``detail`` is what the step asked
    for beyond the reason, as plain JSON, without file contents."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField("时间", default=clock.now)
    step = models.CharField("步骤", max_length=40)
    source = models.CharField("原状态", max_length=30, blank=True)
    target = models.CharField("现状态", max_length=30)
    actor_id = models.BigIntegerField("办理人编号", db_index=True)
    actor_name = models.CharField("办理人", max_length=100)
    actor_for = models.CharField("代何人办理", max_length=100, blank=True)
    party = models.CharField("身份", max_length=20)
    organisation = models.CharField("单位", max_length=200, blank=True)
    ip = models.CharField("来源地址", max_length=45, blank=True)
    reason = models.CharField("理由或意见", max_length=500)
    approval = models.CharField("复核单", max_length=40, blank=True)
    detail = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["case", "at", "id"], name="casework_events_of_case"),
            models.Index(fields=["-at", "-id"], name="casework_events_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.step} {self.actor_name}"
