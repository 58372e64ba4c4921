"""The one batch that a report was issued as. Written once, beside the ledger's own row; the database
compares the two and the revision (``sql/0001_laws.sql``)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core import clock
from registry.reductions.models.report import Report
from registry.reductions.models.revision import CalculationRevision


class IssuedBatch(models.Model):
    """``shares`` are tonnes by account number, in the order of their serials; ``documents_sha256``
    the documents of the report on that day."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="issued_batch")
    revision = models.OneToOneField(
        CalculationRevision, on_delete=models.PROTECT, related_name="issued_batch"
    )
    batch = models.UUIDField("批次", unique=True)
    batch_code = models.CharField("批次代码", max_length=120, unique=True)
    entry = models.BigIntegerField("签发分录")
    quantity_t = models.BigIntegerField("签发数量（吨）")
    shares = models.JSONField("份额")
    revision_sha256 = models.CharField("核算版本 SHA-256", max_length=64)
    methodology_sha256 = models.CharField("公式文件 SHA-256", max_length=64)
    documents_sha256 = ArrayField(models.CharField(max_length=64), verbose_name="材料 SHA-256")
    issued_by = models.CharField("签发人", max_length=100)
    issued_at = models.DateTimeField("签发时间", default=clock.now)

    class Meta:
        verbose_name = "签发批次"
        verbose_name_plural = "签发批次"
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.batch_code
