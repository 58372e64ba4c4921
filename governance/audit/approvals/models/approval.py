"""An act proposed by one person, and what another decided about it.

Once written only its end is added, once: ``sql/0001_approvals.sql`` keeps that, and that the two are
different people, against every client.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from core import clock
from core.ids import uuid7


class Status(models.TextChoices):
    PENDING = "pending", "待复核"
    APPROVED = "approved", "已通过"
    REFUSED = "refused", "已驳回"
    WITHDRAWN = "withdrawn", "已撤回"
    EXPIRED = "expired", "已过期"


class Numbering(models.Model):
    """The last number given in a programme and year; its row is the lock."""

    programme = models.CharField(max_length=10)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "year"], name="approvals_numbering_once")
        ]


class Approval(models.Model):
    """One proposal. ``decider_*`` is who approved or refused it, withdrew it, or noted its expiry.

    ``key`` is the proposer's own name for it: the same key again is the same proposal.
    """

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    number = models.CharField("复核单号", max_length=40, unique=True)
    kind = models.CharField("事项", max_length=40)
    programme = models.CharField("机制", max_length=10, blank=True)
    title = models.CharField("内容", max_length=300)
    object_kind = models.CharField("对象类别", max_length=40, blank=True)
    object_uuid = models.UUIDField("对象标识", null=True)
    object_label = models.CharField("对象", max_length=200, blank=True)
    payload = models.JSONField("申请内容")
    reason = models.CharField("申请理由", max_length=500)
    key = models.CharField("申请键", max_length=200)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PENDING)

    maker_id = models.BigIntegerField("经办人编号", db_index=True)
    maker_name = models.CharField("经办人", max_length=100)
    maker_role = models.CharField("经办角色", max_length=20)
    maker_ip = models.CharField("经办地址", max_length=45, blank=True)
    maker_for_id = models.BigIntegerField("代何人经办（编号）", null=True)
    maker_for_name = models.CharField("代何人经办", max_length=100, blank=True)
    proposed_at = models.DateTimeField("提出时间", default=clock.now)
    expires_at = models.DateTimeField("复核期限")

    decider_id = models.BigIntegerField("办结人编号", null=True)
    decider_name = models.CharField("办结人", max_length=100, blank=True)
    decider_role = models.CharField("办结角色", max_length=20, blank=True)
    decider_ip = models.CharField("办结地址", max_length=45, blank=True)
    decider_for_id = models.BigIntegerField("代何人复核（编号）", null=True)
    decider_for_name = models.CharField("代何人复核", max_length=100, blank=True)
    decided_at = models.DateTimeField("办结时间", null=True)
    decision_reason = models.CharField("复核意见", max_length=500, blank=True)
    result = models.JSONField("办理结果", null=True)

    once: Any = None  # not a column: what only the deciding request may show

    class Meta:
        verbose_name = "复核事项"
        verbose_name_plural = "复核事项"
        ordering = ["-uuid"]
        indexes = [
            models.Index(
                fields=["expires_at"], name="approvals_pending", condition=Q(status="pending")
            ),
            models.Index(fields=["object_uuid"], name="approvals_object"),
            models.Index(fields=["proposed_at"], name="approvals_proposed"),
            models.Index(fields=["decided_at"], name="approvals_decided"),
            models.Index(fields=["status", "-uuid"], name="approvals_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["maker_id", "key"], name="approvals_one_a_key"),
            models.CheckConstraint(
                name="approvals_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="approvals_two_persons",
                condition=~Q(status__in=["approved", "refused"])
                | (
                    ~Q(decider_id=F("maker_id"))
                    & (Q(maker_for_id=None) | ~Q(decider_id=F("maker_for_id")))
                    & (Q(decider_for_id=None) | ~Q(decider_for_id=F("maker_id")))
                    & (
                        Q(decider_for_id=None)
                        | Q(maker_for_id=None)
                        | ~Q(decider_for_id=F("maker_for_id"))
                    )
                ),
            ),
            models.CheckConstraint(
                name="approvals_ended_by_someone",
                condition=Q(status="pending", decider_id=None, decided_at=None, result=None)
                | (
                    ~Q(status="pending")
                    & Q(decider_id__isnull=False, decided_at__isnull=False)
                    & ~Q(decider_name="")
                    & ~Q(decision_reason="")
                ),
            ),
            models.CheckConstraint(
                name="approvals_in_time",
                condition=Q(status__in=["pending", "withdrawn"])
                | Q(status__in=["approved", "refused"], decided_at__lte=F("expires_at"))
                | Q(status="expired", decided_at__gt=F("expires_at")),
            ),
            models.CheckConstraint(
                name="approvals_result_of_approved",
                condition=Q(status="approved", result__isnull=False)
                | (~Q(status="approved") & Q(result=None)),
            ),
            models.CheckConstraint(name="approvals_reason_given", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def overdue(self) -> bool:
        return self.status == Status.PENDING and self.expires_at < clock.now()
