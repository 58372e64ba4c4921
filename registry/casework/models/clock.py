"""A time limit of a case, in working days. 补正 stops it; an answer lets it run on.

``days_left`` working days were left when it last (re)started on ``counted_from``, that day included;
``due_on`` follows from these two and the calendar, and is worked out anew when a calendar is loaded.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from registry.casework.models.case import Case


class Clock(models.Model):
    class Status(models.TextChoices):
        RUNNING = "running", "计时中"
        STOPPED = "stopped", "暂停"
        ENDED = "ended", "已结束"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    name = models.CharField("事项", max_length=20)
    rule = models.CharField("规则", max_length=20)
    working_days = models.IntegerField("工作日数")
    counted_from = models.DateField("起算日")
    days_left = models.IntegerField("起算时剩余工作日")
    due_on = models.DateField("期限")
    provisional = models.BooleanField("暂定", default=False)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.RUNNING)
    ended_on = models.DateField("结束日", null=True, blank=True)

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = "期限"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="casework_clock_days",
                condition=Q(working_days__gte=1, days_left__gte=0)
                & Q(days_left__lte=models.F("working_days")),
            ),
            models.CheckConstraint(
                name="casework_clock_ended",
                condition=Q(status="ended", ended_on__isnull=False)
                | (~Q(status="ended") & Q(ended_on=None)),
            ),
            models.UniqueConstraint(
                fields=["case", "name"], condition=~Q(status="ended"), name="casework_clock_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], name="casework_clocks_running", condition=Q(status="running")
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_on}{'（暂定）' if self.provisional else ''}"
