"""Who stands in for whom while on leave: one business role, one programme or all, over a period.

It gives a right to decide in another's place and never both sides of one act
(:mod:`governance.audit.approvals.standing`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import clock
from core.ids import uuid7
from governance.identity.models.people import ROLE_CHOICES
from governance.identity.roles import STAFF


class Delegation(models.Model):
    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="委托人"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="受托人"
    )
    role = models.CharField(
        "委托的角色", max_length=20, choices=[c for c in ROLE_CHOICES if c[0] in STAFF]
    )
    programme = models.CharField(
        "机制代码", max_length=10, blank=True, help_text="留空表示全部机制"
    )
    valid_from = models.DateTimeField("起始时间")
    valid_to = models.DateTimeField("终止时间")
    reason = models.CharField("委托理由", max_length=500)
    recorded_by_id = models.BigIntegerField("登记人编号")
    recorded_by_name = models.CharField("登记人", max_length=100)
    recorded_ip = models.CharField("登记地址", max_length=45, blank=True)
    recorded_at = models.DateTimeField("登记时间", default=clock.now)
    ended_by_id = models.BigIntegerField("终止人编号", null=True)
    ended_by_name = models.CharField("终止人", max_length=100, blank=True)
    ended_ip = models.CharField("终止地址", max_length=45, blank=True)
    ended_reason = models.CharField("终止理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "委托"
        verbose_name_plural = "委托"
        ordering = ["-uuid"]
        constraints = [
            models.CheckConstraint(
                name="approvals_delegation_two_persons", condition=~Q(giver=F("taker"))
            ),
            models.CheckConstraint(
                name="approvals_delegation_role", condition=Q(role__in=sorted(STAFF))
            ),
            models.CheckConstraint(
                name="approvals_delegation_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="approvals_delegation_reason", condition=~Q(reason="")),
        ]

    @property
    def is_in_force(self) -> bool:
        return self.valid_from <= clock.now() < self.valid_to

    def __str__(self) -> str:
        return f"{self.giver.get_full_name()} → {self.taker.get_full_name()} · {self.get_role_display()}"
