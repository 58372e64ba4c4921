"""A mandate (委托): which organisation may apply, hold or sell for which owner, from when to when.

Never changed but for its end, which is written once (``sql/0001_content.sql``).
"""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core import clock
from core.ids import uuid7
from governance.audit.history import Documented
from registry.organisations.models import Organisation


class Scope(models.TextChoices):
    APPLY = "apply", "代为申请"
    HOLD = "hold", "代为持有"
    SELL = "sell", "代为出售"


class Mandate(Documented):
    """Both days included."""

    uuid = models.UUIDField("标识", primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="mandates_given",
        verbose_name="委托单位",
    )
    agent = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="mandates_held",
        verbose_name="代理单位",
    )
    scopes = ArrayField(models.CharField(max_length=5, choices=Scope), verbose_name="委托事项")
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止")
    document = models.CharField("委托书编号", max_length=100)
    granted_by_id = models.BigIntegerField("授予人编号", editable=False)
    granted_by = models.CharField("授予人", max_length=100, editable=False)
    granted_at = models.DateTimeField("授予时间", default=clock.now, editable=False)
    ended_at = models.DateTimeField("终止时间", null=True, editable=False)
    ended_by = models.CharField("终止人", max_length=100, blank=True, editable=False)

    trail_holder = "owner"

    class Meta:
        verbose_name = "委托"
        verbose_name_plural = "委托"
        ordering = ["-granted_at", "-uuid"]
        constraints = [
            models.CheckConstraint(
                name="projects_mandate_sound",
                condition=Q(valid_to__gte=F("valid_from"), scopes__len__gt=0)
                & Q(scopes__contained_by=list(Scope))
                & ~Q(owner=F("agent")),
            ),
        ]
        indexes = [models.Index(fields=["agent", "owner"], name="projects_mandates_of_agent")]

    def __str__(self) -> str:
        return f"{self.owner} 委托 {self.agent}"

    @property
    def scopes_zh(self) -> str:
        return "、".join(Scope(scope).label for scope in self.scopes)

    @property
    def expires_at(self) -> dt.datetime:
        """The first moment at which it is no longer in force by its dates."""
        day = self.valid_to + dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time(), clock.SHANGHAI)
