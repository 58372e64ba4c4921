"""Organisations, known by their unified social credit code (统一社会信用代码, GB 32100-2015).

Written by the services of this app only. Closed is the end: a code is never given to another
organisation, and a closed organisation does not come back.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from core import clock
from core.ids import uuid7
from governance.audit.history import Documented
from registry.organisations.models.district import District


class Kind(models.TextChoices):
    """What an organisation is to the registry; one organisation may be several."""

    KEY_EMITTER = "key_emitter", "重点碳排放单位"
    GENERAL = "general", "一般单位"
    PROJECT_OWNER = "project_owner", "项目业主"
    DEVELOPER = "developer", "开发单位"
    VERIFIER = "verifier", "审定与核查机构"
    EXCHANGE = "exchange", "交易机构"
    OPERATOR = "operator", "运营实体"
    EVENT_HOST = "event_host", "活动主办方"
    GOVERNMENT = "government", "政府机关"


def kinds_zh(kinds: Iterable[str]) -> str:
    return "、".join(Kind(kind).label for kind in kinds)


class Status(models.TextChoices):
    ACTIVE = "active", "正常"
    SUSPENDED = "suspended", "已暂停"
    CLOSED = "closed", "已注销"


class Organisation(FSMModelMixin, Documented):
    uuid = models.UUIDField("编号", primary_key=True, default=uuid7, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    name_zh = models.CharField("名称", max_length=200)
    name_en = models.CharField("英文名称", max_length=200, blank=True)
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name="类别")
    district = models.ForeignKey(
        District,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name="所在区县",
        help_text="外地单位留空",
    )
    address = models.CharField("地址", max_length=300, blank=True)
    contact_name = models.CharField("联系人", max_length=50, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    contact_email = models.EmailField("电子邮箱", blank=True)
    status = FSMField("状态", choices=Status, default=Status.ACTIVE, protected=True)
    registered_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    trail_holder = "uuid"

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["name_zh", "uscc"]
        constraints = [
            models.UniqueConstraint(fields=["uscc"], name="organisations_uscc_once"),
            models.CheckConstraint(
                name="organisations_uscc_shape",
                condition=Q(uscc__regex=r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"),
            ),
            models.CheckConstraint(
                name="organisations_kinds_known",
                condition=Q(kinds__contained_by=list(Kind)) & Q(kinds__len__gt=0),
            ),
            models.CheckConstraint(
                name="organisations_status_known", condition=Q(status__in=list(Status))
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    def kinds_zh(self) -> str:
        return kinds_zh(self.kinds)

    @transition(field=status, source=Status.ACTIVE, target=Status.SUSPENDED)
    def suspend(self) -> None:
        """暂停: the organisation keeps its records and may not act."""

    @transition(field=status, source=Status.SUSPENDED, target=Status.ACTIVE)
    def reactivate(self) -> None:
        """恢复."""

    @transition(field=status, source=[Status.ACTIVE, Status.SUSPENDED], target=Status.CLOSED)
    def close(self) -> None:
        """注销: the end of the organisation here."""
