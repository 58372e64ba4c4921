"""Issued tonnes that proved false, or were released again: the order to cancel as many, and each
cancellation under it. Written once; together never more than ordered (``sql/0001_laws.sql``)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core import clock
from core.ids import uuid7
from registry.reductions.models.report import Report


class CancelOrder(models.Model):
    """``quantity_t`` whole tonnes; ``due_on`` the last day for doing it voluntarily."""

    class Cause(models.TextChoices):
        FALSIFIED = "falsified", "虚假减排量"
        REVERSAL = "reversal", "碳汇逆转"

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="cancel_orders")
    cause = models.CharField("原因", max_length=10, choices=Cause)
    quantity_t = models.BigIntegerField("应取消（吨）")
    document = models.CharField("文书号", max_length=100)
    due_on = models.DateField("期限")
    provisional = models.BooleanField("暂定", default=False)
    ordered_by = models.CharField("作出人", max_length=100)
    ordered_at = models.DateTimeField("作出时间", default=clock.now)

    class Meta:
        verbose_name = "责令取消"
        verbose_name_plural = "责令取消"
        ordering = ["ordered_at", "uuid"]
        constraints = [
            models.CheckConstraint(name="reductions_order_tonnes", condition=Q(quantity_t__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.document}，{self.quantity_t:,} 吨"


class Cancellation(models.Model):
    """One cancellation in the ledger; ``entry`` is its entry there."""

    class Manner(models.TextChoices):
        VOLUNTARY = "voluntary", "自行取消"
        FORCED = "forced", "强制取消"
        BUFFER = "buffer", "自缓冲账户取消"

    order = models.ForeignKey(CancelOrder, on_delete=models.PROTECT, related_name="cancellations")
    manner = models.CharField("方式", max_length=10, choices=Manner)
    account_number = models.CharField("账号", max_length=40)
    batch_code = models.CharField("批次代码", max_length=120)
    quantity_t = models.BigIntegerField("数量（吨）")
    entry = models.BigIntegerField("取消分录", unique=True)
    at = models.DateTimeField("时间", default=clock.now)

    class Meta:
        verbose_name = "取消记录"
        verbose_name_plural = "取消记录"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reductions_cancelled_tonnes", condition=Q(quantity_t__gte=1)
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_code} {self.quantity_t:,} 吨"
