"""The State Council's yearly notices about public holidays, one row a year and edition.

A later edition for the same year (an extended holiday) replaces the earlier one; both stay.
"""

from __future__ import annotations

from django.db import models

from core import clock


class CalendarNotice(models.Model):
    """``days_off`` are working-week days without work, ``days_on`` weekend days with work (调休)."""

    year = models.PositiveSmallIntegerField("年份")
    edition = models.PositiveSmallIntegerField("版次", default=1)
    number = models.CharField("文号", max_length=60)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("装载的文件")
    days_off = models.JSONField("放假日期")
    days_on = models.JSONField("调休上班日期")
    loaded_at = models.DateTimeField("装载时间", default=clock.now)
    loaded_by = models.CharField("装载人", max_length=100)
    reason = models.CharField("理由", max_length=500)

    class Meta:
        verbose_name = "节假日安排"
        verbose_name_plural = "节假日安排"
        ordering = ["-year", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "edition"], name="rulebook_calendar_one_edition"
            ),
            models.CheckConstraint(
                name="rulebook_calendar_year", condition=models.Q(year__range=(2000, 2199))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年节假日安排（{self.number}）"
