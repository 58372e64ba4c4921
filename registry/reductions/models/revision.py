"""What was filled in and what came of it, each version kept for ever: data versions and calculation
revisions. Never changed or deleted (``sql/0001_laws.sql``)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from core import clock
from methodologies.publishing.models import MethodologyVersion
from registry.reductions.models.report import Report

_SHA256 = "^[0-9a-f]{64}$"


class DataVersion(models.Model):
    """The inputs as one person saved them. ``sha256`` is over their canonical JSON."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="data_versions")
    number = models.IntegerField("数据版本")
    inputs = models.JSONField("监测数据")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by = models.CharField("填报人", max_length=100)
    made_at = models.DateTimeField("填报时间", default=clock.now)

    class Meta:
        verbose_name = "监测数据"
        verbose_name_plural = "监测数据"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reductions_data_once"),
            models.CheckConstraint(
                name="reductions_data_hash_shape", condition=Q(sha256__regex=_SHA256)
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="reductions_same_data")]

    def __str__(self) -> str:
        return f"{self.report_id} 数据第 {self.number} 版"


class CalculationRevision(models.Model):
    """One calculation, frozen: the data, the factors used (with region, year and source), the formula
    file by its hash, the exact result and the whole tonnes that may be issued (R-ISSUE-01).

    ``exact`` is the result in ``unit`` as a decimal or a fraction; ``sha256`` names all of it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField("核算版本")
    data = models.ForeignKey(DataVersion, on_delete=models.PROTECT, related_name="revisions")
    methodology = models.ForeignKey(
        MethodologyVersion, on_delete=models.PROTECT, related_name="+", verbose_name="方法学"
    )
    definition_sha256 = models.CharField("公式文件 SHA-256", max_length=64)
    factors = models.JSONField("采用的因子")
    factors_on = models.DateField("因子取值日")
    conditions = models.JSONField("适用条件")
    exact = models.TextField("精确结果")
    unit = models.CharField("单位", max_length=60)
    issued_t = models.BigIntegerField("可签发（吨）")
    trace = models.JSONField("计算过程")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by = models.CharField("计算人", max_length=100)
    made_at = models.DateTimeField("计算时间", default=clock.now)

    class Meta:
        verbose_name = "核算版本"
        verbose_name_plural = "核算版本"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reductions_revision_once"),
            models.CheckConstraint(
                name="reductions_revision_hash_shape",
                condition=Q(sha256__regex=_SHA256, definition_sha256__regex=_SHA256),
            ),
            models.CheckConstraint(name="reductions_revision_tonnes", condition=Q(issued_t__gte=0)),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版，{self.issued_t:,} 吨"

    @property
    def inputs(self) -> dict[str, Any]:
        return dict(self.data.inputs)
