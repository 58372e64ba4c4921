"""What the same project has from other schemes: CCER, green certificates, green power.

Declaring one is always welcome, taking one back only while the application may be edited
(``sql/0001_content.sql``).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from core import clock
from registry.casework.models import CaseFile
from registry.projects.models.project import Project


class ElsewhereClaim(models.Model):
    class Scheme(models.TextChoices):
        CCER = "ccer", "国家核证自愿减排量（CCER）"
        GEC = "gec", "绿色电力证书（绿证）"
        GREEN_POWER = "green_power", "绿色电力交易（绿电）"
        OTHER = "other", "其他减排机制"

    class Unit(models.TextChoices):
        T = "t", "吨二氧化碳当量"
        MWH = "MWh", "兆瓦时"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="claims")
    scheme = models.CharField("机制", max_length=12, choices=Scheme)
    reference = models.CharField("登记编号", max_length=100)
    period_from = models.DateField("所涉期间起")
    period_to = models.DateField("所涉期间止")
    quantity = models.DecimalField("数量", max_digits=18, decimal_places=3)
    unit = models.CharField("计量单位", max_length=4, choices=Unit)
    document = models.ForeignKey(
        CaseFile, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="证明材料"
    )
    declared_by = models.CharField("申报人", max_length=100)
    declared_at = models.DateTimeField("申报时间", default=clock.now)

    class Meta:
        verbose_name = "其他机制申报"
        verbose_name_plural = "其他机制申报"
        ordering = ["period_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="projects_claim_sound",
                condition=Q(period_to__gte=F("period_from"), quantity__gt=0)
                & Q(scheme__in=["ccer", "gec", "green_power", "other"], unit__in=["t", "MWh"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.reference}"
